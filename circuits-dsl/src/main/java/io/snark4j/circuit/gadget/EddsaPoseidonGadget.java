package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;

/**
 * Constrains what {@code EddsaPoseidon.verify} computes: S·B = R8 + h·8A for h = P5(R8, A, message), B the base point of order l.
 *
 * <p>What published gadgets forgot, and what is checked here: S &lt; l, or every signature had a second form; R8 and A lie on the curve, or the divisors of
 * additions could be zero and a sum anything; h has one set of bits, or it could be h + r; 8A is not neutral, or R8 = S·B would sign
 * everything.
 */
public final class EddsaPoseidonGadget {
    private EddsaPoseidonGadget() {}

    /**
     * States that a signature is valid; 3,631 constraints.
     *
     * @param api of the circuit
     * @param publicKey A
     * @param r8 the signature's point
     * @param s the signature's scalar
     * @param message one element
     */
    public static void assertValid(Api api, BabyJubjubVar publicKey, BabyJubjubVar r8, Var s, Var message) {
        assertValidIf(api, api.constant(1), publicKey, r8, s, message);
    }

    /**
     * States that a signature is valid if a condition is 1. If it is 0 the equation may fail, but the parts must have their forms all the same: key and
     * r8 on the curve, eight times the key not neutral, s below l.
     *
     * @param api of the circuit
     * @param condition boolean, asserted unless known
     * @param publicKey A
     * @param r8 the signature's point
     * @param s the signature's scalar
     * @param message one element
     */
    public static void assertValidIf(
            Api api, Var condition, BabyJubjubVar publicKey, BabyJubjubVar r8, Var s, Var message) {
        api.assertBoolean(condition);
        api.label("A on the curve", () -> BabyJubjubGadget.assertOnCurve(api, publicKey));
        api.label("R8 on the curve", () -> BabyJubjubGadget.assertOnCurve(api, r8));
        Var[] sBits = api.label("S < l", () -> api.toBitsBelow(s, BabyJubjubPoint.ORDER));
        BabyJubjubVar eightfold = api.label("8A is not neutral", () -> eightfold(api, publicKey));
        BabyJubjubVar right = api.label("R8 + h·8A", () -> {
            Var challenge = PoseidonGadget.hash(api, r8.x(), r8.y(), publicKey.x(), publicKey.y(), message);
            return BabyJubjubGadget.add(api, r8, BabyJubjubGadget.mul(api, eightfold, api.toBitsStrict(challenge)));
        });
        BabyJubjubVar left = api.label("S·B", () -> BabyJubjubGadget.mulFixed(api, BabyJubjubPoint.BASE8, sBits));
        api.label("signature", () -> {
            api.assertProduct(condition, left.x().minus(right.x()), api.constant(0));
            api.assertProduct(condition, left.y().minus(right.y()), api.constant(0));
        });
    }

    // In the subgroup, where x = 0 at the neutral point only.
    private static BabyJubjubVar eightfold(Api api, BabyJubjubVar point) {
        BabyJubjubVar twice = BabyJubjubGadget.twice(api, point);
        BabyJubjubVar eightfold = BabyJubjubGadget.twice(api, BabyJubjubGadget.twice(api, twice));
        api.assertNotZero(eightfold.x());
        return eightfold;
    }
}
