package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Hint;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Constrains what {@link BabyJubjubPoint} computes. Points that go in must lie on the curve ({@link #assertOnCurve}); those that come out then do.
 * The Edwards addition is complete: no divisor in it is zero for points of the curve, because a is a square and d is not (Bernstein, Lange,
 * "Faster addition and doubling on elliptic curves", ASIACRYPT 2007, theorem 3.3). For coordinates off the curve it may be, and a sum would be
 * anything.
 */
public final class BabyJubjubGadget {
    private static final BigInteger EIGHTH =
            BigInteger.valueOf(BabyJubjubPoint.COFACTOR).modInverse(BabyJubjubPoint.ORDER);

    private BabyJubjubGadget() {}

    /**
     * States a·x² + y² = 1 + d·x²·y²; 3 constraints.
     *
     * @param api of the circuit
     * @param point any two values
     */
    public static void assertOnCurve(Api api, BabyJubjubVar point) {
        Var xx = api.square(point.x());
        Var yy = api.square(point.y());
        api.assertProduct(
                xx.times(BabyJubjubPoint.D),
                yy,
                xx.times(BabyJubjubPoint.A).plus(yy).minus(1));
    }

    /**
     * States that a point is in the subgroup of order l, by a point of the curve whose eightfold it is: the curve has 8·l points, so that
     * every eightfold is in the subgroup, and every point of that is one. 18 constraints. The point is on the curve then; the neutral point passes.
     *
     * @param api of the circuit
     * @param point any two values
     */
    public static void assertInSubgroup(Api api, BabyJubjubVar point) {
        Var[] found = api.hint("eighth", new Eighth(), 2, point.x(), point.y());
        BabyJubjubVar eighth = new BabyJubjubVar(found[0], found[1]);
        assertOnCurve(api, eighth);
        assertTwice(api, twice(api, twice(api, eighth)), point);
    }

    /**
     * States that two points are equal; at most 2 constraints.
     *
     * @param api of the circuit
     * @param p any point
     * @param q any point
     */
    public static void assertEqual(Api api, BabyJubjubVar p, BabyJubjubVar q) {
        api.assertEqual(p.x(), q.x());
        api.assertEqual(p.y(), q.y());
    }

    /**
     * @param api of the circuit
     * @param p on the curve
     * @param q on the curve
     * @return p + q; 6 constraints, 3 if one is a constant
     */
    public static BabyJubjubVar add(Api api, BabyJubjubVar p, BabyJubjubVar q) {
        Var left = api.mul(p.x(), q.y());
        Var right = api.mul(p.y(), q.x());
        // y1·y2 − a·x1·x2 + left·a − right, in one product.
        Var product = api.mul(p.y().minus(p.x().times(BabyJubjubPoint.A)), q.x().plus(q.y()));
        Var all = api.mul(left, right).times(BabyJubjubPoint.D);
        Var one = api.constant(1);
        return new BabyJubjubVar(
                Quotient.of(api, "sum x", left.plus(right), one.plus(all)),
                Quotient.of(
                        api,
                        "sum y",
                        product.plus(left.times(BabyJubjubPoint.A)).minus(right),
                        one.minus(all)));
    }

    /**
     * @param api of the circuit
     * @param point on the curve
     * @return twice the point; 5 constraints
     */
    public static BabyJubjubVar twice(Api api, BabyJubjubVar point) {
        Doubling doubling = Doubling.of(api, point);
        return new BabyJubjubVar(
                Quotient.of(api, "double x", doubling.dividendX, doubling.divisorX),
                Quotient.of(api, "double y", doubling.dividendY, doubling.divisorY));
    }

    private static void assertTwice(Api api, BabyJubjubVar point, BabyJubjubVar doubled) {
        Doubling doubling = Doubling.of(api, point);
        api.assertProduct(doubled.x(), doubling.divisorX, doubling.dividendX);
        api.assertProduct(doubled.y(), doubling.divisorY, doubling.dividendY);
    }

    /** x = 2·x·y/(1 + d·x²·y²) and y = (y² − a·x²)/(1 − d·x²·y²) of twice a point; 3 constraints. */
    private record Doubling(Var dividendX, Var divisorX, Var dividendY, Var divisorY) {
        static Doubling of(Api api, BabyJubjubVar point) {
            Var xy = api.mul(point.x(), point.y());
            Var product = api.mul(
                    point.y().minus(point.x().times(BabyJubjubPoint.A)),
                    point.x().plus(point.y()));
            Var all = api.square(xy).times(BabyJubjubPoint.D);
            Var one = api.constant(1);
            return new Doubling(
                    xy.times(2), one.plus(all), product.plus(xy.times(BabyJubjubPoint.A.sub(Fr.ONE))), one.minus(all));
        }
    }

    /**
     * @param api of the circuit
     * @param condition boolean, asserted unless known
     * @param point any
     * @return the point if the condition is 1, otherwise the neutral point; 2 constraints, none if the point is a constant
     */
    public static BabyJubjubVar pointOrIdentity(Api api, Var condition, BabyJubjubVar point) {
        api.assertBoolean(condition);
        Var y = api.mul(condition, point.y().minus(1));
        return new BabyJubjubVar(api.mul(condition, point.x()), y.plus(1));
    }

    /**
     * @param api of the circuit
     * @param condition boolean, asserted unless known
     * @param whenTrue point for 1
     * @param whenFalse point for 0
     * @return one of them; 2 constraints
     */
    public static BabyJubjubVar select(Api api, Var condition, BabyJubjubVar whenTrue, BabyJubjubVar whenFalse) {
        return new BabyJubjubVar(
                api.select(condition, whenTrue.x(), whenFalse.x()), api.select(condition, whenTrue.y(), whenFalse.y()));
    }

    /**
     * The multiple of a fixed point: about 2 constraints a bit, 66, 194, 258, 508 for 32, 96, 128, 251 bits.
     *
     * @param api of the circuit
     * @param base of order l
     * @param bits of the scalar, the lowest first; each boolean, asserted unless known
     * @return Σ 2^i·bits[i] · base
     * @throws IllegalArgumentException if the base is not of order l, or there are no bits
     */
    public static BabyJubjubVar mulFixed(Api api, BabyJubjubPoint base, Var... bits) {
        if (bits.length == 0 || base.isIdentity() || !base.isInSubgroup()) {
            throw new IllegalArgumentException(
                    "mulFixed: " + bits.length + " bits of " + base + ", expected at least one, of a point of order l");
        }
        for (Var bit : bits) {
            api.assertBoolean(bit);
        }
        return FixedBaseWindows.mul(api, base, List.of(bits));
    }

    /**
     * The multiple of a point that the prover may choose: 8 constraints a bit and 25, for 254 bits 2,057. Bits are added from the lowest to twice the
     * last double, as digits ±1 so that nothing has to be selected; see the comments for why no addition meets a case that it leaves out.
     *
     * @param api of the circuit
     * @param point of order l: in the subgroup, and not neutral. The caller has constrained it so: for others the product may be anything
     * @param bits of the scalar, the lowest first, 2 to 254; each boolean, asserted unless known
     * @return Σ 2^i·bits[i] · point
     * @throws IllegalArgumentException if there are too few bits or too many
     */
    public static BabyJubjubVar mul(Api api, BabyJubjubVar point, Var... bits) {
        if (bits.length < 2 || bits.length > Fr.MODULUS.bitLength()) {
            throw new IllegalArgumentException("mul: " + bits.length + " bits, expected 2 to 254");
        }
        for (Var bit : bits) {
            api.assertBoolean(bit);
        }
        return new VariableBase(api, point).mul(List.of(bits));
    }

    /** P/8 in the subgroup, or anything if P is not there. */
    private record Eighth() implements Hint {
        @Override
        public Fr[] compute(Fr[] inputs) {
            if (!BabyJubjubPoint.isOnCurve(inputs[0], inputs[1])) {
                return new Fr[] {Fr.ZERO, Fr.ONE};
            }
            BabyJubjubPoint eighth = new BabyJubjubPoint(inputs[0], inputs[1]).mul(EIGHTH);
            return new Fr[] {eighth.x(), eighth.y()};
        }

        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            List<Fr[]> aliases = new ArrayList<>();
            aliases.add(new Fr[] {outputs[0].neg(), outputs[1]});
            // Off by the point of order 2: of the same eightfold.
            aliases.add(new Fr[] {outputs[0].neg(), outputs[1].neg()});
            return aliases;
        }
    }
}
