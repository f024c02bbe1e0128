package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.math.BigInteger;

/**
 * 2·(a·P + b·Q) for points P and Q of secp256k1 and pairs of short scalars, with Straus' joint digits of four: each step doubles the sum and adds
 * ±λP ± λ²P ± λQ ± λ²Q. As 1 + λ + λ² = 0, λP + λ²P is −P; λP − λ²P takes an addition, and the sums of one of these and one of Q's make a table of
 * 8, opposite ones apart.
 *
 * <p>Every addition asserts that its points have different x. So that none has equal ones for an honest prover the sum starts from a point of unknown
 * logarithm. The table is not to be had where Q is ±P, ±(λ − λ²)·P or ±P/(λ − λ²): refused.
 */
final class JointMultiple {
    private static final Secp256k1Point START = Secp256k1Point.named("snark4j secp256k1 joint multiple");

    private JointMultiple() {}

    /** What {@link #of} adds beside the multiples. */
    static final Secp256k1Point OFFSET = START.mul(BigInteger.ONE.shiftLeft(HalfScalar.DIGITS));

    /**
     * 2·(a·P + b·Q) + {@link #OFFSET}; some 96,000 constraints. As the digits of each scalar c make 2c + 1, λP + λ²P + λQ + λ²Q = −P − Q is taken
     * off at the end: the table's first.
     */
    static ForeignPoint of(Api api, ForeignPoint p, ScalarPair a, ForeignPoint q, ScalarPair b) {
        ForeignPoint[] table = table(api, p, q);
        ForeignPoint sum = ForeignPoint.constant(api, START);
        for (int i = HalfScalar.DIGITS - 1; i >= 0; i--) {
            sum = sum.twiceAdd(api, digit(api, table, a, b, i));
        }
        return sum.add(api, table[0].neg());
    }

    private static ForeignPoint[] table(Api api, ForeignPoint p, ForeignPoint q) {
        ForeignPoint[] ofP = {p.neg(), difference(api, p)};
        ForeignPoint[] ofQ = {q.neg(), difference(api, q)};
        ForeignPoint[] table = new ForeignPoint[8];
        for (int i = 0; i < 4; i++) {
            ForeignPoint first = ofP[i & 1];
            ForeignPoint second = ofQ[i >> 1];
            ForeignFieldGadget.assertDifferent(api, first.x(), second.x());
            table[i] = first.addDifferent(api, second);
            table[i + 4] = first.addDifferent(api, second.neg());
        }
        return table;
    }

    /** λP − λ²P: their x are β·x and β²·x, or −x − β·x, which differ as x = 0 is on no point, 7 being no square modulo p. */
    private static ForeignPoint difference(Api api, ForeignPoint p) {
        ForeignPoint image = p.endomorphism(api);
        ForeignPoint second = new ForeignPoint(p.x().plus(image.x()).neg(), p.y());
        ForeignPoint difference = image.addDifferent(api, second.neg());
        return new ForeignPoint(difference.x(), ForeignFieldGadget.reduce(api, difference.y()));
    }

    /** d1·λP + d2·λ²P + d3·λQ + d4·λ²Q = d1·((λP + d1·d2·λ²P) + d1·d3·(λQ + d3·d4·λ²Q)). */
    private static ForeignPoint digit(Api api, ForeignPoint[] table, ScalarPair a, ScalarPair b, int i) {
        Var sign = a.first().bits().get(i);
        Var[] index = {
            Words.xor(api, sign, a.second().bits().get(i)),
            Words.xor(api, b.first().bits().get(i), b.second().bits().get(i)),
            Words.xor(api, sign, b.first().bits().get(i))
        };
        ForeignPoint chosen = ForeignPoint.select(api, index, table);
        return new ForeignPoint(
                chosen.x(),
                ForeignFieldGadget.select(api, sign, chosen.y(), chosen.y().neg()));
    }
}
