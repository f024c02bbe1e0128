package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.util.Arrays;

/**
 * A point of secp256k1 in a circuit, not infinity: constrained to be on the curve wherever it comes from. x is reduced where an addition asks
 * whether two of them differ; y need not be.
 */
record ForeignPoint(ForeignVar x, ForeignVar y) {
    private static final String SLOPE = "foreign slope";

    static ForeignPoint constant(Api api, Secp256k1Point point) {
        return new ForeignPoint(
                ForeignFieldGadget.constant(api, Secp256k1Point.FIELD, point.x()),
                ForeignFieldGadget.constant(api, Secp256k1Point.FIELD, point.y()));
    }

    /** States y² = x³ + 7: 212 constraints for reduced coordinates. */
    void assertOnCurve(Api api) {
        ForeignVar b = ForeignFieldGadget.constant(api, Secp256k1Point.FIELD, Secp256k1Point.B);
        ForeignVar cube = ForeignFieldGadget.mulAdd(api, ForeignFieldGadget.square(api, x), x, b);
        ForeignFieldGadget.assertZero(api, ForeignFieldGadget.mulAdd(api, y, y, cube.neg()));
    }

    ForeignPoint neg() {
        return new ForeignPoint(x, y.neg());
    }

    /** (β·x, y) = λ·this: the endomorphism of curves y² = x³ + b. */
    ForeignPoint endomorphism(Api api) {
        return new ForeignPoint(
                ForeignFieldGadget.mul(
                        api, ForeignFieldGadget.constant(api, Secp256k1Point.FIELD, Secp256k1Endomorphism.BETA), x),
                y);
    }

    /** This + other; equal and opposite points are refused. x is reduced. */
    ForeignPoint add(Api api, ForeignPoint other) {
        ForeignFieldGadget.assertDifferent(api, x, other.x);
        return addDifferent(api, other);
    }

    /** This + other where x are known to differ; of equal ones with the same y the sum would be anything. x is reduced. */
    ForeignPoint addDifferent(Api api, ForeignPoint other) {
        ForeignVar slope = slope(api, other);
        ForeignVar sumX = ForeignFieldGadget.reduce(
                api,
                ForeignFieldGadget.mulAdd(api, slope, slope, x.plus(other.x).neg()));
        return new ForeignPoint(sumX, ForeignFieldGadget.mulAdd(api, slope, x.minus(sumX), y.neg()));
    }

    private ForeignVar slope(Api api, ForeignPoint other) {
        return ForeignFieldGadget.quotient(api, SLOPE, other.y.minus(y), other.x.minus(x));
    }

    /**
     * (this + other) + this, without the y between: some 1,200 constraints. That x differ is asserted for the first addition only. Were this + other
     * to have this x, it would be −this, other being no infinity; the second slope's equation would then be 0 = 2·y, and no point has y = 0.
     */
    ForeignPoint twiceAdd(Api api, ForeignPoint other) {
        ForeignFieldGadget.assertDifferent(api, x, other.x);
        ForeignVar slope = slope(api, other);
        ForeignVar middleX =
                ForeignFieldGadget.mulAdd(api, slope, slope, x.plus(other.x).neg());
        ForeignVar both = ForeignFieldGadget.quotient(api, SLOPE, y.times(2), x.minus(middleX));
        ForeignVar second = both.minus(slope);
        ForeignVar sumX = ForeignFieldGadget.reduce(
                api,
                ForeignFieldGadget.mulAdd(api, second, second, x.plus(middleX).neg()));
        return new ForeignPoint(sumX, ForeignFieldGadget.mulAdd(api, second, x.minus(sumX), y.neg()));
    }

    /** One of 2^n points at an index of n bits, the lowest first. */
    static ForeignPoint select(Api api, Var[] index, ForeignPoint... points) {
        return new ForeignPoint(
                ForeignFieldGadget.select(
                        api, index, Arrays.stream(points).map(ForeignPoint::x).toArray(ForeignVar[]::new)),
                ForeignFieldGadget.select(
                        api, index, Arrays.stream(points).map(ForeignPoint::y).toArray(ForeignVar[]::new)));
    }

    void assertEqual(Api api, ForeignPoint other) {
        ForeignFieldGadget.assertEqual(api, x, other.x);
        ForeignFieldGadget.assertEqual(api, y, other.y);
    }
}
