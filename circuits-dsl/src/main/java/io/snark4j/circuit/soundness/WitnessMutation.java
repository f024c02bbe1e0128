package io.snark4j.circuit.soundness;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.SparseMatrix;
import io.snark4j.r1cs.Witness;
import java.util.Arrays;
import java.util.List;

/**
 * Changes one wire of a satisfying witness and asks whether a constraint notices. Only constraints that the wire occurs in can, so the whole
 * witness costs about one satisfaction check a kind of change, not one a wire. Not thread-safe.
 */
public final class WitnessMutation {
    private final ConstraintSystem system;
    private final FrVector values;
    private final long[] scratch = new long[Satisfaction.SCRATCH];

    /** Constraints of wire w: rows[start[w]] to rows[start[w + 1]], a constraint up to three times. */
    private final int[] start;

    private final int[] rows;

    /**
     * @param system any constraints
     * @param honest a witness that satisfies them; copied
     */
    public WitnessMutation(ConstraintSystem system, Witness honest) {
        this.system = system;
        values = honest.values().slice(0, honest.size());
        List<SparseMatrix> matrices = List.of(system.a(), system.b(), system.c());
        start = new int[system.wires() + 1];
        for (SparseMatrix matrix : matrices) {
            for (int wire : matrix.wires()) {
                start[wire + 1]++;
            }
        }
        Arrays.parallelPrefix(start, Integer::sum);
        rows = new int[start[system.wires()]];
        int[] next = start.clone();
        for (SparseMatrix matrix : matrices) {
            for (int row = 0; row < matrix.rows(); row++) {
                for (int k = matrix.rowStart()[row]; k < matrix.rowStart()[row + 1]; k++) {
                    rows[next[matrix.wires()[k]]++] = row;
                }
            }
        }
    }

    /**
     * @param wire in [1, wires)
     * @param value instead of the honest one
     * @return whether a constraint fails if only this wire is changed
     */
    public boolean isNoticed(int wire, Fr value) {
        Fr honest = values.get(wire);
        values.set(wire, value);
        boolean noticed = false;
        for (int k = start[wire]; k < start[wire + 1] && !noticed; k++) {
            noticed = !Satisfaction.holds(system, values, rows[k], scratch);
        }
        values.set(wire, honest);
        return noticed;
    }
}
