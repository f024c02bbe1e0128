package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.curve.bn254.G2Prepared;
import io.snark4j.curve.bn254.MillerBatch;
import io.snark4j.curve.bn254.Pairing;
import io.snark4j.curve.bn254.RandomScalars;
import io.snark4j.field.Fp12;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One batch of claims with well-formed points, and the coefficients drawn for it. In GT, {@code error} of a range is Π E_i^(−s_i) over it
 * ({@link BatchVerifier}): one when all its claims hold.
 */
final class BatchCheck {
    private final PreparedVerifyingKey key;
    private final G2Prepared beta;
    private final BatchOptions options;
    private final List<Claim> claims;
    private final RandomScalars coefficients;

    /** −s_i·A_i. */
    private final G1Points scaled;

    private final G2Points b;

    /** C_i, or infinity where B_i lies outside the subgroup. */
    private final G1Points c;

    private final BitSet invalid;

    BatchCheck(PreparedVerifyingKey key, G2Prepared beta, BatchOptions options, List<Claim> claims) {
        this.key = key;
        this.beta = beta;
        this.options = options;
        this.claims = claims;
        this.coefficients = options.draw(claims.size());
        this.scaled = new G1Points(claims.size());
        this.b = new G2Points(claims.size());
        this.c = new G1Points(claims.size());
        this.invalid = new BitSet(claims.size());
        for (int i = 0; i < claims.size(); i++) {
            UncheckedProof proof = claims.get(i).proof();
            scaled.set(i, proof.a().neg());
            b.set(i, proof.b());
            c.set(i, proof.c());
        }
        coefficients.multiply(scaled, scaled, options.work());
    }

    /** The claims that do not hold, B outside the subgroup included. */
    BitSet invalid() {
        int n = claims.size();
        int segment = MillerBatch.segment(n, options.work());
        MillerBatch loops = MillerBatch.run(scaled, b, segment, options.work());
        excludeOutsiders(loops);
        var tree = new Segments(loops, 0, segment, n);
        Fp12 error = tree.error(0, loops.segments());
        if (!error.isOne()) {
            bisect(tree, 0, loops.segments(), error);
        }
        return invalid;
    }

    private void excludeOutsiders(MillerBatch loops) {
        for (int i = 0; i < claims.size(); i++) {
            if (loops.isOutside(i)) {
                invalid.set(i);
                c.set(i, G1Affine.INFINITY);
            }
        }
    }

    // The segments [from, to) have the given error, which is not one.
    private void bisect(Segments tree, int from, int to, Fp12 error) {
        if (to - from == 1) {
            tree.split(from, error);
            return;
        }
        options.work().check();
        int middle = (from + to) >>> 1;
        Fp12 left = tree.error(from, middle);
        Fp12 right = error.mul(left.conjugate());
        if (!left.isOne()) {
            bisect(tree, from, middle, left);
        }
        if (!right.isOne()) {
            bisect(tree, middle, to, right);
        }
    }

    /** Segments of claims, beginning at claim {@code first}, with the values of their Miller loops. */
    private final class Segments {
        private final MillerBatch loops;
        private final int first;
        private final int segment;
        private final int end;

        Segments(MillerBatch loops, int first, int segment, int end) {
            this.loops = loops;
            this.first = first;
            this.segment = segment;
            this.end = end;
        }

        private int claim(int index) {
            return Math.min(first + index * segment, end);
        }

        /** The error of the segments [from, to). */
        Fp12 error(int from, int to) {
            Fp12 f = rightSide(claim(from), claim(to));
            for (int i = from; i < to; i++) {
                f = f.mul(loops.value(i));
            }
            return Pairing.finalExponentiation(f);
        }

        /** Names the claim of a segment of one; looks at each claim of a longer one by itself. */
        void split(int index, Fp12 error) {
            int from = claim(index);
            int to = claim(index + 1);
            if (to - from == 1) {
                invalid.set(from);
                return;
            }
            G1Points points = scaled.slice(from, to);
            MillerBatch single = MillerBatch.run(points, b.slice(from, to), 1, options.work());
            bisect(new Segments(single, from, 1, to), 0, single.segments(), error);
        }
    }

    // The Miller loops of (Σ s_i)·alpha with beta, Σ s_i·ic(x_i) with gamma and Σ s_i·C_i with delta.
    // The sums are over the claims of [from, to) that are still in.
    private Fp12 rightSide(int from, int to) {
        int inputs = key.key().publicCount();
        long[] sums = new long[(1 + inputs) * FrLimbs.LIMBS];
        long[] product = new long[FrLimbs.LIMBS];
        long[] s = new long[FrLimbs.LIMBS];
        for (int i = from; i < to; i++) {
            if (invalid.get(i)) {
                continue;
            }
            coefficients.get(i).write(s, 0);
            FrLimbs.add(sums, 0, sums, 0, s, 0);
            List<Fr> values = claims.get(i).publicInputs();
            for (int j = 0; j < inputs; j++) {
                int at = (1 + j) * FrLimbs.LIMBS;
                values.get(j).write(product, 0);
                FrLimbs.mul(product, 0, product, 0, s, 0);
                FrLimbs.add(sums, at, sums, at, product, 0);
            }
        }
        Fr total = Fr.read(sums, 0);
        List<Fr> factors = IntStream.rangeClosed(1, inputs)
                .mapToObj(j -> Fr.read(sums, j * FrLimbs.LIMBS))
                .toList();
        G1Affine inputSum = key.key().ic().getFirst().mul(total).add(key.inputSum(factors));
        return Pairing.millerLoop(
                List.of(key.key().alpha().mul(total), inputSum, coefficients.sum(c, from, to, options.work())),
                List.of(beta, key.gamma(), key.delta()));
    }
}
