package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.UnsatisfiedConstraint;
import java.math.BigInteger;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A constraint in words: its sides as sums of named wires, and the values of these. */
final class ConstraintText {
    /** Terms of a side, and wires, that are shown. */
    private static final int MOST = 8;

    private static final BigInteger HALF = Fr.MODULUS.shiftRight(1);
    private static final int SHORT = 20;

    private final CompiledCircuit circuit;
    private final FrVector values;

    ConstraintText(CompiledCircuit circuit, FrVector values) {
        this.circuit = circuit;
        this.values = values;
    }

    String of(UnsatisfiedConstraint failed) {
        LinearCombination a = circuit.a().row(failed.index());
        LinearCombination b = circuit.b().row(failed.index());
        LinearCombination c = circuit.c().row(failed.index());
        SortedSet<Integer> shown = new TreeSet<>();
        StringBuilder text = new StringBuilder(failed.message());
        text.append("\n  a = ").append(sum(a, shown));
        text.append("\n  b = ").append(sum(b, shown));
        text.append("\n  c = ").append(sum(c, shown));
        for (int wire : shown) {
            text.append("\n  ").append(circuit.wireName(wire)).append(" = ").append(value(values.get(wire)));
        }
        return text.toString();
    }

    private String sum(LinearCombination sum, Set<Integer> shown) {
        if (sum.size() == 0) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(sum.size(), MOST); i++) {
            int wire = sum.wire(i);
            BigInteger coefficient = centered(sum.coefficient(i));
            String sign = coefficient.signum() < 0 ? "-" : i == 0 ? "" : "+";
            BigInteger size = coefficient.abs();
            boolean isOne = size.equals(BigInteger.ONE);
            text.append(i == 0 ? sign : " " + sign + " ");
            text.append(wire == 0 ? shortened(size) : isOne ? "" : shortened(size) + "·");
            if (wire != 0) {
                text.append(circuit.wireName(wire));
                shown.add(wire);
            }
        }
        return sum.size() <= MOST ? text.toString() : text + " + " + (sum.size() - MOST) + " more";
    }

    /** Negative where that is shorter. */
    private static String value(Fr element) {
        BigInteger centered = centered(element);
        return centered.bitLength() < Long.SIZE
                ? centered.toString()
                : element.toBigInteger().toString();
    }

    private static BigInteger centered(Fr element) {
        BigInteger plain = element.toBigInteger();
        return plain.compareTo(HALF) > 0 ? plain.subtract(Fr.MODULUS) : plain;
    }

    /** Of coefficients that nobody reads, such as those of a hash, both ends. */
    private static String shortened(BigInteger number) {
        String digits = number.toString();
        return digits.length() <= SHORT ? digits : digits.substring(0, 6) + "…" + digits.substring(digits.length() - 4);
    }
}
