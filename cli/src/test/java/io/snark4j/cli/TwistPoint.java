package io.snark4j.cli;

import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import java.math.BigInteger;
import java.util.List;

/** A point of the curve that G2 lies on, outside G2 itself: what a reader that checks the equation only lets through. */
final class TwistPoint {
    /** x.re, x.im, y.re, y.im: the first x = 1, 2, 3, ... for which x³ + 3/(9 + u) is a square. */
    static final List<BigInteger> OUTSIDE_SUBGROUP = List.of(
            BigInteger.ONE,
            BigInteger.ZERO,
            new BigInteger("18278151005453108793778860132295291098363647455926340152056652516292830556603"),
            new BigInteger("5912654199736721486680175016176231956195085055698687135131307249486702594212"));

    static String json() {
        return "[[\"%d\",\"%d\"],[\"%d\",\"%d\"],[\"1\",\"0\"]]".formatted(OUTSIDE_SUBGROUP.toArray());
    }

    static G2Affine point() {
        return G2Affine.of(
                new Fp2(Fp.of(OUTSIDE_SUBGROUP.get(0)), Fp.of(OUTSIDE_SUBGROUP.get(1))),
                new Fp2(Fp.of(OUTSIDE_SUBGROUP.get(2)), Fp.of(OUTSIDE_SUBGROUP.get(3))));
    }

    private TwistPoint() {}
}
