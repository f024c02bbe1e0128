package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Multiples of secp256k1's G by windows of 8 bits: j·2^(8i)·G + Hᵢ is looked up in constants, with a point Hᵢ of unknown logarithm, so that no
 * honest sum meets an equal or opposite point or infinity.
 */
final class Secp256k1Windows {
    private static final int WINDOW = 8;
    private static final int WINDOWS = ForeignField.MAX_BITS / WINDOW;

    /** The points that windows but the last hold, and H₀ + H₁ + … of all. */
    private static final Secp256k1Point[][] POINTS = new Secp256k1Point[WINDOWS][1 << WINDOW];

    private static final Secp256k1Point OFFSET;

    static {
        Secp256k1Point offset = Secp256k1Point.INFINITY;
        Secp256k1Point unit = Secp256k1Point.GENERATOR;
        for (int i = 0; i < WINDOWS; i++) {
            Secp256k1Point point = Secp256k1Point.named("snark4j secp256k1 window " + i);
            offset = offset.add(point);
            for (int j = 0; j < 1 << WINDOW; j++) {
                POINTS[i][j] = point;
                point = point.add(unit);
            }
            unit = unit.mul(BigInteger.ONE.shiftLeft(WINDOW));
        }
        OFFSET = offset;
    }

    private Secp256k1Windows() {}

    /**
     * States sum + Σ 2^i·bits[i]·G = total; some 26,000 constraints. The last window is not added: it is what the sum lacks.
     *
     * @param bits 256 booleans
     */
    static void assertTotal(Api api, ForeignPoint sum, List<Var> bits, Secp256k1Point total) {
        ForeignPoint left = sum;
        for (int i = 0; i < WINDOWS - 1; i++) {
            left = left.add(api, lookup(api, bits, i, POINTS[i]));
        }
        Secp256k1Point end = total.add(OFFSET);
        Secp256k1Point[] lacking = Arrays.stream(POINTS[WINDOWS - 1])
                .map(point -> end.add(point.neg()))
                .toArray(Secp256k1Point[]::new);
        left.assertEqual(api, lookup(api, bits, WINDOWS - 1, lacking));
    }

    private static ForeignPoint lookup(Api api, List<Var> bits, int window, Secp256k1Point[] points) {
        ForeignField field = Secp256k1Point.FIELD;
        List<Table> tables = new ArrayList<>();
        tables.addAll(tables(field, Arrays.stream(points).map(Secp256k1Point::x).toList()));
        tables.addAll(tables(field, Arrays.stream(points).map(Secp256k1Point::y).toList()));
        Var[] index = bits.subList(WINDOW * window, WINDOW * (window + 1)).toArray(Var[]::new);
        List<Var> limbs = List.of(TableGadget.lookup(api, index, tables.toArray(Table[]::new)));
        return new ForeignPoint(
                ForeignVar.ofLimbs(field, limbs.subList(0, field.limbs())),
                ForeignVar.ofLimbs(field, limbs.subList(field.limbs(), 2 * field.limbs())));
    }

    /** A table for each limb. */
    private static List<Table> tables(ForeignField field, List<BigInteger> numbers) {
        List<List<BigInteger>> split = numbers.stream().map(field::split).toList();
        List<Table> tables = new ArrayList<>();
        for (int i = 0; i < field.limbs(); i++) {
            int limb = i;
            tables.add(new Table(
                    split.stream().map(limbs -> Fr.of(limbs.get(limb))).toList()));
        }
        return tables;
    }
}
