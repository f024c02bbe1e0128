package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Constrains what {@link EcdsaSecp256k1#verify} computes: the x of R = (digest·G + r·Q)/s is r modulo n.
 *
 * <p>The prover names R, and a and b of 66 bits a coordinate with a·s + b·r = 0 modulo n, b not 0, as {@link ShortRatio} finds for any r and s. With
 * g·s + 2·b·digest = 0 too, 2·(a·Q + b·R) + g·G is 2·b·(R − (digest·G + r·Q)/s): it is infinity for one R only. So 66 doublings do, instead of 256,
 * or 128 with the endomorphism alone.
 *
 * <p>What gadgets forget, and what is checked here: r and s in [1, n), or signatures would have more forms; the key on the curve and its coordinates
 * below p; the x of R is r or r + n as an integer below p, not modulo p; no addition of points with equal x, where 0/0 would be any slope; every
 * foreign number in its range, see {@link ForeignFieldGadget}.
 *
 * <p>Not accepted, though {@code verify} does: signatures whose R is ±Q, ±θ·Q or ±Q/θ for θ = λ − λ². Their nonce is the private key times a number
 * that all know, and so discloses it.
 */
public final class EcdsaSecp256k1Gadget {
    private EcdsaSecp256k1Gadget() {}

    /**
     * States that a signature is valid; 125,697 constraints, which with a few thousand others fit 2^17 rows. s above n/2 is accepted, see {@link #assertLowS}.
     *
     * @param api of the circuit
     * @param publicKey Q, asserted to be on the curve and its coordinates to be below p
     * @param digest hash of the message as a big-endian number; each half is asserted to be below 2^128, the whole is taken modulo n
     * @param r asserted to be in [1, n)
     * @param s asserted to be in [1, n)
     */
    public static void assertValid(Api api, Secp256k1Var publicKey, Uint256Var digest, Uint256Var r, Uint256Var s) {
        ForeignPoint key = api.label("key on the curve", () -> point(api, publicKey));
        List<Var> rBits = api.label("1 ≤ r < n", () -> scalarBits(api, r));
        List<Var> sBits = api.label("1 ≤ s < n", () -> scalarBits(api, s));
        List<Var> digestBits = api.label("digest < 2^256", () -> digest.bits(api));
        ForeignPoint named = api.label("R on the curve", () -> named(api, publicKey, digest, r, s, rBits));
        Var[] relation = api.hint(
                "ecdsa relation", EcdsaHint.RELATION, 2 * ScalarPair.VALUES, r.low(), r.high(), s.low(), s.high());
        ScalarPair a = ScalarPair.of(api, relation, 0);
        ScalarPair b = ScalarPair.of(api, relation, ScalarPair.VALUES);
        api.label("b is not 0", () -> b.assertNotZero(api));
        ForeignVar g = api.label("a·s + b·r = g·s + 2·b·digest = 0", () -> {
            ForeignVar scalarS = ForeignFieldGadget.fromBits(api, Secp256k1Point.SCALARS, sBits);
            ForeignVar scalarB = ForeignFieldGadget.reduce(api, b.scalar(api));
            ForeignVar product = ForeignFieldGadget.mul(
                    api, scalarB, ForeignFieldGadget.fromBits(api, Secp256k1Point.SCALARS, rBits));
            ForeignFieldGadget.assertZero(api, ForeignFieldGadget.mulAdd(api, a.scalar(api), scalarS, product));
            ForeignVar factor = ForeignFieldGadget.fromBits(api, Secp256k1Point.SCALARS, digestBits);
            return ForeignFieldGadget.quotient(
                    api,
                    "ecdsa scalar of G",
                    ForeignFieldGadget.mul(api, scalarB, factor).times(-2),
                    scalarS);
        });
        ForeignPoint sum = api.label("2·(a·Q + b·R)", () -> JointMultiple.of(api, key, a, named, b));
        api.label("signature", () -> Secp256k1Windows.assertTotal(api, sum, g.bits(), JointMultiple.OFFSET));
    }

    /**
     * States s ≤ (n − 1)/2, which of the two forms of a signature leaves one; 92 constraints beside {@link #assertValid}.
     *
     * @param api of the circuit
     * @param s below 2^256, asserted; its bits cost nothing if it was asserted before
     */
    public static void assertLowS(Api api, Uint256Var s) {
        BigInteger bound = Secp256k1Point.SCALARS.modulus().add(BigInteger.ONE).shiftRight(1);
        BitsBelow.state(api, api.constant(1), s.bits(api), bound);
    }

    private static ForeignPoint point(Api api, Secp256k1Var publicKey) {
        ForeignPoint point = new ForeignPoint(
                ForeignFieldGadget.fromBits(
                        api, Secp256k1Point.FIELD, publicKey.x().bits(api)),
                ForeignFieldGadget.fromBits(
                        api, Secp256k1Point.FIELD, publicKey.y().bits(api)));
        api.label("coordinates < p", () -> {
            ForeignFieldGadget.assertCanonical(api, point.x());
            ForeignFieldGadget.assertCanonical(api, point.y());
        });
        point.assertOnCurve(api);
        return point;
    }

    /** The halves of a number that is not 0 do not add up to 0: both are below 2^128. */
    private static List<Var> scalarBits(Api api, Uint256Var scalar) {
        List<Var> bits = scalar.bits(api);
        BitsBelow.state(api, api.constant(1), bits, Secp256k1Point.SCALARS.modulus());
        api.assertNotZero(scalar.low().plus(scalar.high()));
        return bits;
    }

    /** R: its x is r, or r + n where that is below p. */
    private static ForeignPoint named(
            Api api, Secp256k1Var key, Uint256Var digest, Uint256Var r, Uint256Var s, List<Var> rBits) {
        ForeignField field = Secp256k1Point.FIELD;
        List<Var> inputs = new ArrayList<>();
        for (Uint256Var number : List.of(key.x(), key.y(), digest, r, s)) {
            inputs.addAll(List.of(number.low(), number.high()));
        }
        Var[] hints = api.hint("ecdsa point", EcdsaHint.POINT, 1 + field.limbs(), inputs.toArray(Var[]::new));
        Var beyond = hints[0];
        api.assertBoolean(beyond);
        BigInteger n = Secp256k1Point.SCALARS.modulus();
        api.label(
                "r + n < p",
                () -> BitsBelow.state(api, beyond, rBits, field.modulus().subtract(n)));
        ForeignVar x = ForeignFieldGadget.fromBits(api, field, rBits)
                .plus(ForeignFieldGadget.select(
                        api,
                        beyond,
                        ForeignFieldGadget.constant(api, field, n),
                        ForeignFieldGadget.constant(api, field, BigInteger.ZERO)));
        List<Var> limbs = List.of(hints).subList(1, hints.length);
        ForeignPoint point = new ForeignPoint(x, ForeignFieldGadget.ranged(api, field, limbs));
        point.assertOnCurve(api);
        return point;
    }
}
