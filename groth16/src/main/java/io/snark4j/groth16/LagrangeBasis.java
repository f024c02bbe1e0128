package io.snark4j.groth16;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.NttDomain;
import io.snark4j.field.Work;
import java.util.Arrays;

/**
 * Lagrange basis polynomials at a secret point x: for the N-th roots of unity, L_k(x) = ω^k·(x^N − 1) / (N·(x − ω^k)).
 * Two selections of k are needed: all of an n-domain, and the odd ones of a 2n-domain. Both are points start·ω_n^i.
 */
final class LagrangeBasis {
    private static final int LIMBS = 4;
    /** Elements whose denominators are inverted together; large enough to make the inversion's share small. */
    private static final int CHUNK = 1 << 12;

    private LagrangeBasis() {}

    /** L_k(x) for k = 0..n−1 over the domain of n = 2^log2. Secret as x is: the caller clears it. */
    static FrVector ofDomain(int log2, long[] x, int xo, Work work) {
        return evaluate(NttDomain.of(log2), Fr.ONE, log2, x, xo, work);
    }

    /** L_{2i+1}(x) for i = 0..n−1 over the domain of 2n = 2^(log2+1). Secret as x is: the caller clears it. */
    static FrVector ofOddRoots(int log2, long[] x, int xo, Work work) {
        NttDomain domain = NttDomain.of(log2);
        return evaluate(domain, domain.cosetShift(), log2 + 1, x, xo, work);
    }

    private static FrVector evaluate(NttDomain domain, Fr start, int log2Order, long[] x, int xo, Work work) {
        var out = new FrVector(domain.size());
        long[] scale = scale(log2Order, x, xo);
        try {
            work.forEachRange(domain.size(), CHUNK, (from, to) -> {
                for (int at = from; at < to; at += CHUNK) {
                    work.check();
                    chunk(out.limbs(), at, Math.min(CHUNK, to - at), domain.root(), start, scale, x, xo);
                }
            });
        } catch (RuntimeException e) {
            out.clear(); // cancelled: nobody else gets to see it
            throw e;
        } finally {
            Arrays.fill(scale, 0);
        }
        return out;
    }

    /** (x^N − 1) / N with N = 2^log2Order. */
    private static long[] scale(int log2Order, long[] x, int xo) {
        long[] out = new long[2 * LIMBS];
        FrLimbs.copy(out, 0, x, xo);
        for (int i = 0; i < log2Order; i++) {
            FrLimbs.square(out, 0, out, 0);
        }
        FrLimbs.setOne(out, LIMBS);
        FrLimbs.sub(out, 0, out, 0, out, LIMBS);
        for (int i = 0; i < log2Order; i++) {
            FrLimbs.halve(out, 0, out, 0);
        }
        return out;
    }

    private static void chunk(long[] out, int from, int n, Fr root, Fr start, long[] scale, long[] x, int xo) {
        FieldKernels fr = FieldKernels.fr();
        long[] points = new long[n * LIMBS];
        long[] step = new long[LIMBS];
        root.write(step, 0);
        start.mul(root.pow(from)).write(points, 0);
        // The first k points times ω^k are the next k.
        for (int k = 1; k < n; k *= 2) {
            fr.scale(points, k * LIMBS, points, 0, step, 0, Math.min(k, n - k));
            FrLimbs.square(step, 0, step, 0);
        }
        int base = from * LIMBS;
        for (int i = 0; i < n; i++) {
            FrLimbs.sub(out, base + i * LIMBS, x, xo, points, i * LIMBS);
        }
        long[] scratch = new long[FieldKernels.inverseScratch(n)];
        fr.inverse(out, base, out, base, scratch, 0, n);
        fr.mul(out, base, out, base, points, 0, n);
        fr.scale(out, base, out, base, scale, 0, n);
        Arrays.fill(scratch, 0);
    }
}
