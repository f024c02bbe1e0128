package io.snark4j.groth16;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.FrVector;
import io.snark4j.field.NttDomain;
import io.snark4j.field.Work;
import io.snark4j.r1cs.SparseMatrix;
import java.util.Arrays;

/**
 * The prover's polynomial work: (A·B − C) at the odd 2n-th roots of unity, the scalars of the H points. A and B are
 * interpolated from their values on the domain, C from A·B there; on the odd roots the difference is the quotient by the
 * vanishing polynomial times a constant that the H points hold, so nothing is divided.
 */
final class Quotient {
    private static final int LIMBS = 4;
    /** The least that is worth another thread. */
    private static final int CHUNK = 1 << 10;

    private Quotient() {}

    /** n values in natural order; they depend on the witness, so the caller clears them. */
    static FrVector evaluate(ProvingKey key, FrVector witness, Work work) {
        NttDomain domain = NttDomain.of(key.log2Domain());
        int n = domain.size();
        var a = new FrVector(n);
        var b = new FrVector(n);
        var c = new FrVector(n);
        FieldKernels fr = FieldKernels.fr();
        try {
            evaluateRows(a, key.a(), witness, domain, work);
            evaluateRows(b, key.b(), witness, domain, work);
            work.forEachRange(n, CHUNK, (from, to) -> {
                int off = from * LIMBS;
                fr.mul(c.limbs(), off, a.limbs(), off, b.limbs(), off, to - from);
            });
            shift(a, domain, work);
            shift(b, domain, work);
            shift(c, domain, work);
            work.forEachRange(n, CHUNK, (from, to) -> {
                int off = from * LIMBS;
                long[] scratch = new long[FieldKernels.MUL_SUB_SCRATCH];
                fr.mulSub(a.limbs(), off, a.limbs(), off, b.limbs(), off, c.limbs(), off, scratch, 0, to - from);
                Arrays.fill(scratch, 0);
            });
            return toNaturalOrder(a, domain, work);
        } finally {
            a.clear();
            b.clear();
            c.clear();
        }
    }

    /** From values on the domain to values on its coset of odd 2n-th roots, in the domain's own order. */
    private static void shift(FrVector values, NttDomain domain, Work work) {
        work.check();
        domain.inverse(values.limbs(), 0, work);
        domain.forwardCoset(values.limbs(), 0, work);
    }

    private static void evaluateRows(FrVector out, SparseMatrix matrix, FrVector witness, NttDomain domain, Work work) {
        work.forEachRange(matrix.rows(), CHUNK, (from, to) -> {
            long[] scratch = new long[LIMBS];
            for (int row = from; row < to; row++) {
                int at = domain.position(row) * LIMBS;
                matrix.multiplyRow(out.limbs(), at, witness.limbs(), row, scratch, 0);
            }
            Arrays.fill(scratch, 0);
        });
    }

    private static FrVector toNaturalOrder(FrVector values, NttDomain domain, Work work) {
        var out = new FrVector(domain.size());
        work.forEachRange(domain.size(), CHUNK, (from, to) -> {
            for (int k = from; k < to; k++) {
                System.arraycopy(values.limbs(), domain.position(k) * LIMBS, out.limbs(), k * LIMBS, LIMBS);
            }
        });
        return out;
    }
}
