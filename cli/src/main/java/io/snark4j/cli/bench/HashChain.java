package io.snark4j.cli.bench;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.SparseMatrix;
import io.snark4j.r1cs.Witness;

/**
 * h(i + 1) = Poseidon(h(i), key) from a public h(0) to a public h(n) under a private key: a circuit of any size with the rows of a real
 * one. A compiler makes one link and its copies are strung together here: as many constraints and wires as the compiler makes of the whole
 * chain, which takes circom minutes and gigabytes.
 *
 * @param circuit wires: one, end, start, key, then link by link
 * @param witness satisfies the circuit
 */
record HashChain(R1cs circuit, Witness witness) {
    private static final int ONE = 0;
    private static final int END = 1;
    private static final int START = 2;
    private static final int KEY = 3;

    /** Wires of a link that are its own: those after the four above. */
    private static final int FIRST_OWN = 4;

    /**
     * The longest chain whose proof takes an NTT over 2^{@code log} rows: one row a constraint, one a public value and one more.
     *
     * @param link wires: one, end, start, key, its own
     */
    static HashChain ofLog(int log, ConstraintSystem link) {
        int rows = (1 << log) - 1 - link.publicCount();
        int links = rows / link.constraints();
        if (links < 1) {
            throw new IllegalArgumentException(
                    "chain: a link of " + link.constraints() + " constraints does not fit into 2^" + log + " rows");
        }
        return ofLinks(links, link);
    }

    private static HashChain ofLinks(int links, ConstraintSystem link) {
        int own = link.wires() - FIRST_OWN;
        int wires = FIRST_OWN + links * (own + 1) - 1;
        var circuit = R1cs.builder(link.publicOutputs(), link.publicInputs());
        var solver = new LinkSolver(link);
        var values = new FrVector(wires);
        values.set(ONE, Fr.ONE);
        values.set(START, Fr.of(3));
        values.set(KEY, Fr.of(5));
        int[] wireByLinkWire = new int[link.wires()];
        wireByLinkWire[KEY] = KEY;
        for (int i = 0; i < links; i++) {
            // Its own wires, then its end, except that the last end is the chain's.
            int first = FIRST_OWN + i * (own + 1);
            wireByLinkWire[START] = i == 0 ? START : first - 1;
            wireByLinkWire[END] = i == links - 1 ? END : first + own;
            for (int wire = FIRST_OWN; wire < link.wires(); wire++) {
                wireByLinkWire[wire] = first + wire - FIRST_OWN;
            }
            append(circuit, link, wireByLinkWire);
            solver.solve(values, wireByLinkWire);
        }
        return new HashChain(circuit.build(wires, link.privateInputs()), new Witness(values, link.publicCount()));
    }

    private static void append(R1cs.Builder circuit, ConstraintSystem link, int[] wireByLinkWire) {
        for (int i = 0; i < link.constraints(); i++) {
            circuit.constrain(
                    moved(link.a(), i, wireByLinkWire),
                    moved(link.b(), i, wireByLinkWire),
                    moved(link.c(), i, wireByLinkWire));
        }
    }

    private static LinearCombination moved(SparseMatrix matrix, int row, int[] wireByLinkWire) {
        LinearCombination from = matrix.row(row);
        var to = LinearCombination.builder();
        for (int i = 0; i < from.size(); i++) {
            to.add(wireByLinkWire[from.wire(i)], from.coefficient(i));
        }
        return to.build();
    }
}
