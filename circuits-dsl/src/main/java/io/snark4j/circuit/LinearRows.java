package io.snark4j.circuit;

import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.SparseMatrix;
import java.util.BitSet;

/**
 * Constraints that substitution has made linear: one of their factors has become a constant. Each takes away its latest wire in turn, until
 * none is left but those between inputs.
 */
final class LinearRows {
    private final ConstraintRows rows;
    private final SparseMatrix a;
    private final SparseMatrix b;
    private final SparseMatrix c;
    private final Elimination elimination;
    private final WireOrigins origins;
    private final SourceLocations locations;
    private final BitSet eliminated = new BitSet();

    LinearRows(
            ConstraintRows rows,
            SparseMatrix a,
            SparseMatrix b,
            SparseMatrix c,
            Elimination elimination,
            WireOrigins origins,
            SourceLocations locations) {
        this.rows = rows;
        this.a = a;
        this.b = b;
        this.c = c;
        this.elimination = elimination;
        this.origins = origins;
        this.locations = locations;
    }

    /** @return the constraints that are not needed any more */
    BitSet eliminate() {
        boolean again = !elimination.isEmpty();
        while (again) {
            again = false;
            for (int row = 0; row < rows.count(); row++) {
                if (!eliminated.get(row) && (isTouched(a, row) || isTouched(b, row))) {
                    again |= eliminate(row);
                }
            }
        }
        return eliminated;
    }

    private boolean isTouched(SparseMatrix matrix, int row) {
        int[] wires = matrix.wires();
        for (int k = matrix.rowStart()[row]; k < matrix.rowStart()[row + 1]; k++) {
            if (elimination.contains(wires[k])) {
                return true;
            }
        }
        return false;
    }

    /** Whether a wire went with it, which may make other rows linear. */
    private boolean eliminate(int row) {
        LinearCombination left = elimination.substituted(a.row(row));
        LinearCombination right = elimination.substituted(b.row(row));
        if (!left.isConstant() && !right.isConstant()) {
            return false;
        }
        LinearCombination product =
                left.isConstant() ? right.times(left.constantTerm()) : left.times(right.constantTerm());
        LinearCombination zero = elimination.substituted(c.row(row).minus(product));
        if (zero.size() == 0) {
            eliminated.set(row);
            return false;
        }
        if (zero.isConstant()) {
            throw new CircuitException("the constraint at " + locations.description(rows.location(row))
                    + " can never hold: it says " + zero + " = 0");
        }
        if (origins.isInput(zero.highestWire())) {
            return false;
        }
        eliminated.set(row);
        int checked = origins.productConstraint(elimination.eliminateLatest(zero));
        if (checked != WireOrigins.NONE) {
            rows.relocate(checked, rows.location(row));
        }
        return true;
    }
}
