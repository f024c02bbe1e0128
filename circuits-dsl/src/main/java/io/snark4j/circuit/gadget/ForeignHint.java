package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Hint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The element in [0, p) that equals a number given by limbs, or the quotient of two; in limbs.
 *
 * @param isQuotient whether there are two numbers; the quotient by what is not coprime to p is 0
 */
record ForeignHint(ForeignField field, boolean isQuotient) implements Hint {
    private static final BigInteger HALF_OF_R = Fr.MODULUS.shiftRight(1);

    @Override
    public Fr[] compute(Fr[] inputs) {
        return limbs(value(inputs));
    }

    /** The element and p, less p, its opposite, and the same number with a unit of one limb moved to the limb below and above. */
    @Override
    public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
        BigInteger value = value(inputs);
        List<Fr[]> aliases = new ArrayList<>();
        aliases.add(limbs(value.add(field.modulus())));
        aliases.add(limbs(value.subtract(field.modulus())));
        aliases.add(limbs(field.modulus().subtract(value)));
        Fr unit = Fr.TWO.pow(field.limbBits());
        for (int i = 0; i + 1 < outputs.length; i++) {
            for (Fr moved : List.of(Fr.ONE, Fr.ONE.neg())) {
                Fr[] alias = outputs.clone();
                alias[i] = alias[i].add(moved.mul(unit));
                alias[i + 1] = alias[i + 1].sub(moved);
                aliases.add(alias);
            }
        }
        return aliases;
    }

    private BigInteger value(Fr[] inputs) {
        BigInteger first = field.reduce(number(inputs, 0));
        if (!isQuotient) {
            return first;
        }
        BigInteger divisor = field.reduce(number(inputs, field.limbs()));
        return divisor.gcd(field.modulus()).equals(BigInteger.ONE) ? field.div(first, divisor) : BigInteger.ZERO;
    }

    private BigInteger number(Fr[] limbs, int from) {
        BigInteger number = BigInteger.ZERO;
        for (int i = field.limbs() - 1; i >= 0; i--) {
            BigInteger limb = limbs[from + i].toBigInteger();
            BigInteger signed = limb.compareTo(HALF_OF_R) > 0 ? limb.subtract(Fr.MODULUS) : limb;
            number = number.shiftLeft(field.limbBits()).add(signed);
        }
        return number;
    }

    /** The top limb takes what is beyond, or the sign. */
    private Fr[] limbs(BigInteger value) {
        Fr[] limbs = field.split(value).stream().map(Fr::reduce).toArray(Fr[]::new);
        int top = limbs.length - 1;
        limbs[top] = Fr.reduce(value.shiftRight(field.limbBits() * top));
        return limbs;
    }
}
