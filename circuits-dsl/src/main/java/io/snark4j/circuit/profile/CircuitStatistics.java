package io.snark4j.circuit.profile;

import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.WitnessSolver;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.SparseMatrix;
import java.util.Locale;

/**
 * The sizes of a circuit: what its prover pays for. Entries of A and B are its multiplications; those of C cost a satisfaction check
 * only.
 *
 * @param constraints number of constraints
 * @param wires number of wires, the constant one included
 * @param publicOutputs number of public outputs
 * @param publicInputs number of public inputs
 * @param privateInputs number of private inputs
 * @param a the left factors
 * @param b the right factors
 * @param c the products
 * @param log2Domain a Groth16 prover's domain has 2^log2Domain rows: the smallest power of two, at least 2, that holds the constraints and one row for each
 *     public wire and the constant one
 * @param hints calls of hints; 0 where the circuit's program is not known
 * @param hintOutputs wires that hints compute
 */
public record CircuitStatistics(
        int constraints,
        int wires,
        int publicOutputs,
        int publicInputs,
        int privateInputs,
        Matrix a,
        Matrix b,
        Matrix c,
        int log2Domain,
        int hints,
        int hintOutputs) {
    /**
     * One of the three matrices.
     *
     * @param entries non-zero coefficients of all rows
     * @param longestRow the row with most entries, the first of those; −1 if there is no row
     * @param longest number of its entries
     * @param description where that row's constraint comes from, empty if unknown
     */
    public record Matrix(int entries, int longestRow, int longest, String description) {
        private static Matrix of(ConstraintSystem system, SparseMatrix matrix) {
            int row = -1;
            int longest = 0;
            for (int i = 0; i < matrix.rows(); i++) {
                int length = matrix.rowStart()[i + 1] - matrix.rowStart()[i];
                if (row < 0 || length > longest) {
                    row = i;
                    longest = length;
                }
            }
            return new Matrix(matrix.entries(), row, longest, row < 0 ? "" : system.describe(row));
        }
    }

    /**
     * @param system a compiled circuit, or constraints from a file
     * @return its statistics
     */
    public static CircuitStatistics of(ConstraintSystem system) {
        int hints = 0;
        int hintOutputs = 0;
        if (system instanceof CompiledCircuit circuit) {
            for (WitnessSolver.HintSite site : circuit.solver().hints()) {
                hints++;
                hintOutputs +=
                        (int) site.wires().stream().filter(wire -> wire > 0).count();
            }
        }
        return new CircuitStatistics(
                system.constraints(),
                system.wires(),
                system.publicOutputs(),
                system.publicInputs(),
                system.privateInputs(),
                Matrix.of(system, system.a()),
                Matrix.of(system, system.b()),
                Matrix.of(system, system.c()),
                log2Domain(system),
                hints,
                hintOutputs);
    }

    private static int log2Domain(ConstraintSystem system) {
        long rows = Math.max(2, (long) system.constraints() + system.publicCount() + 1);
        return Long.SIZE - Long.numberOfLeadingZeros(rows - 1);
    }

    /** @return non-zero coefficients of all matrices */
    public long entries() {
        return (long) a.entries + b.entries + c.entries;
    }

    /** @return rows of the domain that are used: constraints, public wires and the constant one */
    public int rows() {
        return constraints + publicOutputs + publicInputs + 1;
    }

    /** @return a table, one line a number */
    @Override
    public String toString() {
        return line("constraints", constraints, "")
                + line("wires", wires, "the constant one included")
                + line("public inputs", publicInputs, "")
                + (publicOutputs == 0 ? "" : line("public outputs", publicOutputs, ""))
                + line("private inputs", privateInputs, "")
                + (hints == 0 ? "" : line("hints", hints, "calls, which compute " + count(hintOutputs) + " wires"))
                + line("entries of A", a)
                + line("entries of B", b)
                + line("entries of C", c)
                + line(
                        "domain",
                        1L << log2Domain,
                        "2^" + log2Domain + ", of which " + count(rows()) + " rows are used");
    }

    private static String line(String name, Matrix matrix) {
        String place = matrix.description.isEmpty() ? "" : " at " + matrix.description;
        return line(
                name,
                matrix.entries,
                matrix.longestRow < 0
                        ? ""
                        : "at most " + count(matrix.longest) + " a row, constraint " + matrix.longestRow + place);
    }

    private static String line(String name, long number, String remark) {
        String line = String.format(Locale.ROOT, "%-15s %,12d  %s", name, number, remark);
        return line.stripTrailing() + "\n";
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
