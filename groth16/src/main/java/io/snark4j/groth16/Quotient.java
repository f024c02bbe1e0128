package io.snark4j.groth16;

import io.snark4j.field.FrVector;
import io.snark4j.field.NttDomain;
import io.snark4j.field.NttVector;
import io.snark4j.field.Work;
import io.snark4j.r1cs.SparseMatrix;

/**
 * The prover's polynomial work: (A·B − C) at the odd 2n-th roots of unity, the scalars of the H points. A and B are
 * interpolated from their values on the domain, C from A·B there; on the odd roots the difference is the quotient by the
 * vanishing polynomial times a constant that the H points hold, so nothing is divided. Six transforms, of which each
 * inverse and the coset transform that follows it are one ({@link NttVector#toCoset}).
 *
 * <p>One of these is the room for one proof after another: 152 bytes an element of the domain with vector kernels, 128
 * with scalar ones. Between proofs it holds zeros. Not thread-safe.
 */
final class Quotient {
    private static final int LIMBS = FrVector.LIMBS;
    /** The least that is worth another thread, in rows. */
    private static final int CHUNK = 1 << 10;

    private final NttVector a;
    private final NttVector b;
    private final NttVector c;
    private final FrVector values;

    /** Room for domains of 2^log2. */
    Quotient(int log2) {
        NttDomain domain = NttDomain.of(log2);
        a = domain.vector();
        b = domain.vector();
        c = domain.vector();
        values = new FrVector(domain.size());
    }

    /**
     * n values in natural order. They depend on the witness and stay here: the caller reads them, then calls {@link #clear}.
     *
     * @throws java.util.concurrent.CancellationException if cancelled; nothing that depends on the witness is left then
     */
    FrVector evaluate(SparseMatrix rowsOfA, SparseMatrix rowsOfB, FrVector witness, Work work) {
        boolean done = false;
        try {
            evaluateRows(a, rowsOfA, witness, work);
            evaluateRows(b, rowsOfB, witness, work);
            c.productToCoset(a, b, work);
            a.toCoset(work);
            b.toCoset(work);
            c.subtractFromProduct(a, b, work);
            store(work);
            done = true;
            return values;
        } finally {
            a.clear();
            b.clear();
            c.clear();
            if (!done) {
                values.clear();
            }
        }
    }

    /** Overwrites the values with zeros. */
    void clear() {
        values.clear();
    }

    // What lies beyond the matrix's rows is zero already.
    private static void evaluateRows(NttVector out, SparseMatrix matrix, FrVector witness, Work work) {
        int run = out.run();
        int runs = (matrix.rows() + run - 1) / run;
        work.forEachRange(runs, Math.max(1, CHUNK / run), (from, to) -> {
            var rows = new RowValues(matrix, witness, run);
            try {
                for (int i = from; i < to; i++) {
                    out.loadValues(i, rows.evaluate(i * run), 0);
                }
            } finally {
                rows.clear();
            }
        });
    }

    private void store(Work work) {
        int run = c.run();
        work.forEachRange(values.size() / run, Math.max(1, CHUNK / run), (from, to) -> {
            for (int i = from; i < to; i++) {
                c.storeValues(i, values.limbs(), i * run * LIMBS);
            }
        });
    }
}
