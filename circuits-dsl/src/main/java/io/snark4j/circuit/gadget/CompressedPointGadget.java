package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Hint;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Constrains what {@link BabyJubjubPoint#compress} computes: the bits of its 32 bytes, the lowest of the first byte first, that is y's 254 bits, a
 * zero, and the sign, whether x is above (r − 1)/2. Only y below r passes, both ways, so that a point has one compressed form.
 */
public final class CompressedPointGadget {
    /** Bits of a compressed point. */
    public static final int BITS = 8 * BabyJubjubPoint.BYTES;

    private static final BigInteger LARGEST = Fr.MODULUS.subtract(BigInteger.ONE);
    private static final int Y_BITS = LARGEST.bitLength();
    private static final int SIGN = BITS - 1;

    private CompressedPointGadget() {}

    /**
     * Whether the integer x in [0, r) is above (r − 1)/2: then 2x wraps, and 2x − r is odd. 353 constraints.
     *
     * @param api of the circuit
     * @param x any value
     * @return 1 if it is, otherwise 0
     */
    public static Var sign(Api api, Var x) {
        return api.toBitsStrict(x.times(2))[0];
    }

    /**
     * @param api of the circuit
     * @param point any two values
     * @return 256 booleans, bit 254 the constant 0; 706 constraints
     */
    public static Var[] compress(Api api, BabyJubjubVar point) {
        Var[] bits = Arrays.copyOf(api.toBitsStrict(point.y()), BITS);
        Arrays.fill(bits, Y_BITS, SIGN, api.constant(0));
        bits[SIGN] = sign(api, point.x());
        return bits;
    }

    /**
     * The point of a compressed one, on the curve and of any order, as {@link BabyJubjubPoint#decompressUnchecked} has it: {@link
     * BabyJubjubGadget#assertInSubgroup} says the rest where the caller needs it. Refused are a y of no point, a y from r, bit 254, and a
     * sign of x = 0. 356 constraints and 152 for y below r; 255 more if the bits are not known to be boolean.
     *
     * @param api of the circuit
     * @param bits 256 of them; each boolean, asserted unless known
     * @return the point
     * @throws IllegalArgumentException for another number of bits
     */
    public static BabyJubjubVar decompress(Api api, Var... bits) {
        if (bits.length != BITS) {
            throw new IllegalArgumentException("decompress: " + bits.length + " bits, expected " + BITS);
        }
        for (int i = 0; i < Y_BITS; i++) {
            api.assertBoolean(bits[i]);
        }
        api.assertEqual(bits[Y_BITS], api.constant(0));
        assertCanonical(api, bits);
        Var[] terms = new Var[Y_BITS];
        Arrays.setAll(terms, i -> bits[i].times(Fr.of(BigInteger.ONE.shiftLeft(i))));
        return decompress(api, api.sum(terms), bits[SIGN]);
    }

    /**
     * The point with this y and sign, on the curve and of any order. Its x is one of the two roots of (1 − y²)/(a − d·y²), whose divisor is never
     * zero since a/d is not a square; which of them, the sign says, and x = 0 has none. 356 constraints: 3 for the curve, 353 for x's sign, 1
     * for their being equal.
     *
     * @param api of the circuit
     * @param y any value; refused if no point has it
     * @param sign 1 if x is above (r − 1)/2, otherwise 0; others are refused
     * @return the point
     */
    public static BabyJubjubVar decompress(Api api, Var y, Var sign) {
        Var x = api.hint("abscissa", new Abscissa(), 1, y, sign)[0];
        BabyJubjubVar point = new BabyJubjubVar(x, y);
        BabyJubjubGadget.assertOnCurve(api, point);
        api.assertEqual(sign, sign(api, x));
        return point;
    }

    /**
     * Σ 2^i·bits[i] ≤ r − 1 for 254 booleans. From the top, {@code equal} says whether all bits so far are those of r − 1. Where r − 1 has ones, equal·bit
     * is the next equal; in a run of zeros all bits are zero if equal is one, which equal·(their sum) = 0 says, since so few do not wrap. 152 constraints: r − 1 has 100 ones and 53
     * runs of zeros.
     */
    private static void assertCanonical(Api api, Var[] bits) {
        Var equal = bits[Y_BITS - 1];
        Var run = api.constant(0);
        for (int i = Y_BITS - 2; i >= 0; i--) {
            if (!LARGEST.testBit(i)) {
                run = run.plus(bits[i]);
            } else {
                equal = api.mul(equal, bits[i]);
            }
            boolean endsRun = !LARGEST.testBit(i) && (i == 0 || LARGEST.testBit(i - 1));
            if (endsRun) {
                api.assertProduct(equal, run, api.constant(0));
                run = api.constant(0);
            }
        }
    }

    /** The root with that sign, or 0 if there is none. */
    private record Abscissa() implements Hint {
        @Override
        public Fr[] compute(Fr[] inputs) {
            Fr yy = inputs[0].square();
            Fr root = Fr.ONE
                    .sub(yy)
                    .div(BabyJubjubPoint.A.sub(BabyJubjubPoint.D.mul(yy)))
                    .sqrt()
                    .orElse(Fr.ZERO);
            boolean larger = root.compareTo(root.neg()) > 0;
            return new Fr[] {larger == inputs[1].isOne() ? root : root.neg()};
        }

        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            return List.<Fr[]>of(new Fr[] {outputs[0].neg()});
        }
    }
}
