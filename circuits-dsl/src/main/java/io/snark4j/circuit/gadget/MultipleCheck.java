package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * States that V = Σ limb_i·2^(w·i), an integer whose limbs lie in known intervals, is a multiple of p. There is no hint:
 *
 * <pre>
 * quotient q = V/p in Fr,                        asserted to be one of 2^k integers that hold all of ⌈V/p⌉ to ⌊V/p⌋
 * carry    c = (G − q·p')/2^t in Fr,             asserted to be one of 2^m integers that hold all of (G − q·p')/2^t
 * </pre>
 *
 * where t = w·g, G is the sum of the lowest g limbs, and p' is the residue of p modulo 2^t of least size. The first says V ≡ q·p mod r. The second
 * says G − q·p' ≡ c·2^t mod r; all three integers lie in intervals narrow enough that the difference is less than r in size, so that this holds over
 * the integers, and V ≡ G ≡ q·p' ≡ q·p mod 2^t. As r is odd, V − q·p is a multiple of r·2^t; and g is so large that it is less than that in size. So V = q·p.
 * With g = 0 the first alone does. k + m constraints.
 *
 * @param quotients that are accepted
 * @param lowLimbs g
 * @param residue p'
 * @param carries that are accepted
 */
record MultipleCheck(ForeignField field, Digits quotients, int lowLimbs, BigInteger residue, Digits carries) {
    /** Widest range that {@link Api#assertRange} takes. */
    private static final int WIDEST_RANGE = 253;

    private static final BigInteger HALF_OF_R = Fr.MODULUS.shiftRight(1);

    /** The integers low, low + 1, ..., low + 2^bits − 1. */
    record Digits(BigInteger low, int bits) {
        /** The fewest that hold an interval. */
        static Digits covering(Interval interval) {
            return new Digits(
                    interval.low(), interval.high().subtract(interval.low()).bitLength());
        }

        Interval interval() {
            return new Interval(low, low.add(BigInteger.ONE.shiftLeft(bits)).subtract(BigInteger.ONE));
        }

        void state(Api api, Var value) {
            Var offset = value.minus(Fr.reduce(low));
            if (bits == 0) {
                api.assertEqual(offset, api.constant(0));
            } else {
                api.assertRange(offset, bits);
            }
        }
    }

    /** The check for limbs in these intervals; empty if they are too wide for one, or so narrow that they hold no multiple. */
    static Optional<MultipleCheck> of(ForeignField field, List<Interval> bounds) {
        BigInteger p = field.modulus();
        Interval value = ForeignVar.low(field, bounds, bounds.size());
        Interval multiples = value.divided(p);
        if (multiples.low().compareTo(multiples.high()) > 0
                || bounds.stream().anyMatch(limb -> limb.magnitude().compareTo(HALF_OF_R) >= 0)) {
            return Optional.empty();
        }
        Digits quotients = Digits.covering(multiples);
        BigInteger farthest = difference(value, quotients.interval().times(p)).magnitude();
        int lowLimbs = 0;
        while (farthest.compareTo(Fr.MODULUS.shiftLeft(field.limbBits() * lowLimbs)) >= 0) {
            lowLimbs++;
            if (lowLimbs > bounds.size()) {
                return Optional.empty();
            }
        }
        BigInteger power = BigInteger.ONE.shiftLeft(field.limbBits() * lowLimbs);
        BigInteger residue = LimbProduct.nearestToZero(p.mod(power), power);
        Interval low = ForeignVar.low(field, bounds, lowLimbs);
        Digits carries =
                Digits.covering(difference(low, multiples.times(residue)).divided(power));
        BigInteger wrapping = difference(
                        difference(low, quotients.interval().times(residue)),
                        carries.interval().times(power))
                .magnitude();
        return wrapping.compareTo(Fr.MODULUS) < 0 && Math.max(quotients.bits, carries.bits) <= WIDEST_RANGE
                ? Optional.of(new MultipleCheck(field, quotients, lowLimbs, residue, carries))
                : Optional.empty();
    }

    /** States it of a number whose limbs lie in the intervals that this check was made for. */
    void state(Api api, ForeignVar number) {
        Var quotient = number.low(api, number.limbs().size())
                .times(Fr.reduce(field.modulus()).inverse());
        quotients.state(api, quotient);
        if (lowLimbs > 0) {
            Fr power = Fr.reduce(BigInteger.ONE.shiftLeft(field.limbBits() * lowLimbs));
            Var rest = number.low(api, lowLimbs).minus(quotient.times(Fr.reduce(residue)));
            carries.state(api, rest.times(power.inverse()));
        }
    }

    private static Interval difference(Interval a, Interval b) {
        return a.plus(b.times(BigInteger.ONE.negate()));
    }
}
