package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1FixedBase;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2FixedBase;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.field.FieldKernels;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.SparseMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys from toxic waste. With u_i, v_i, w_i the column polynomials of A, B, C for wire i at tau, the points are A_i = u_i,
 * B_i = v_i, IC_i = K_i for the constant and the public wires and C_i = K_i/delta for the others, where
 * K_i = beta·u_i + alpha·v_i + w_i (gamma is one), and H_j = L_{2j+1}(tau)/delta over the 2n-th roots of unity.
 *
 * <p>Every scalar vector in here gives tau away and is cleared when the keys are made.
 */
final class KeyGenerator {
    private static final int LIMBS = 4;
    private static final int PHASES = 5;

    /** Where the coefficients 1 and −1 stand in a matrix's table. */
    private static final int ONE = 0;

    private static final int MINUS_ONE = 1;

    private final ConstraintSystem circuit;
    private final FrVector secrets;
    private final long[] waste;
    private final Work work;
    private final int log2Domain;
    private final int inputs;
    private final G1FixedBase g1;
    private final G2FixedBase g2;
    private final FrVector u;
    private final FrVector v;
    private final FrVector w;
    private final FrVector odd;
    private final FrVector inverseDelta = new FrVector(1);

    private KeyGenerator(ConstraintSystem circuit, ToxicWaste waste, Work work) {
        this.circuit = circuit;
        this.secrets = waste.secrets();
        this.waste = secrets.limbs();
        this.work = work;
        this.log2Domain = QapDomain.log2(circuit.constraints(), circuit.publicCount());
        this.inputs = circuit.publicCount() + 1;
        this.g1 = G1FixedBase.of(G1Affine.GENERATOR, 3L * circuit.wires() + (1L << log2Domain));
        this.g2 = G2FixedBase.of(G2Affine.GENERATOR, circuit.wires());
        this.u = new FrVector(circuit.wires());
        this.v = new FrVector(circuit.wires());
        this.w = new FrVector(circuit.wires());
        this.odd = LagrangeBasis.ofOddRoots(log2Domain, this.waste, LIMBS * ToxicWaste.TAU, work);
        FrLimbs.inverse(inverseDelta.limbs(), 0, this.waste, LIMBS * ToxicWaste.DELTA);
    }

    static Keys generate(ConstraintSystem circuit, ToxicWaste waste, Work work) {
        var generator = new KeyGenerator(circuit, waste, work);
        try {
            ProvingKey key = generator.run();
            return new Keys(key, key.verifyingKey());
        } finally {
            generator.u.clear();
            generator.v.clear();
            generator.w.clear();
            generator.odd.clear();
            generator.inverseDelta.clear();
        }
    }

    private ProvingKey run() {
        evaluateColumns();
        done("columns", 1);
        G1Points pointsA = g1.mul(u, work);
        done("A", 2);
        G1Points pointsB1 = g1.mul(v, work);
        G2Points pointsB2 = g2.mul(v, work);
        done("B", 3);
        combineColumns();
        G1Points pointsK = g1.mul(w, work);
        done("C", 4);
        G1Points pointsH = g1.mul(odd, work);
        done("H", 5);
        G1Points wasteG1 = g1.mul(secrets, work);
        G2Points wasteG2 = g2.mul(secrets, work);
        List<G1Affine> ic = new ArrayList<>(inputs);
        for (int i = 0; i < inputs; i++) {
            ic.add(pointsK.get(i));
        }
        var verifyingKey = new VerifyingKey(
                wasteG1.get(ToxicWaste.ALPHA),
                wasteG2.get(ToxicWaste.BETA),
                G2Affine.GENERATOR,
                wasteG2.get(ToxicWaste.DELTA),
                ic);
        return new ProvingKey(
                log2Domain,
                verifyingKey,
                wasteG1.get(ToxicWaste.BETA),
                wasteG1.get(ToxicWaste.DELTA),
                withInputRows(circuit.a()),
                circuit.b(),
                pointsA,
                pointsB1,
                pointsB2,
                pointsK.slice(inputs, circuit.wires()),
                pointsH,
                Contributions.none(CircuitHash.of(circuit)));
    }

    /** u, v, w at tau; up to a thread a matrix. */
    private void evaluateColumns() {
        FrVector lagrange = LagrangeBasis.ofDomain(log2Domain, waste, LIMBS * ToxicWaste.TAU, work);
        FrVector[] columns = {u, v, w};
        SparseMatrix[] matrices = {circuit.a(), circuit.b(), circuit.c()};
        try {
            work.forEachRange(matrices.length, 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    addColumns(columns[i], matrices[i], lagrange.limbs());
                }
            });
            int firstInputRow = circuit.constraints();
            for (int i = 0; i < inputs; i++) {
                FrLimbs.add(u.limbs(), LIMBS * i, u.limbs(), LIMBS * i, lagrange.limbs(), LIMBS * (firstInputRow + i));
            }
        } finally {
            lagrange.clear();
        }
    }

    private void addColumns(FrVector columns, SparseMatrix matrix, long[] lagrange) {
        long[] out = columns.limbs();
        long[] coefficients = matrix.coefficients().limbs();
        int[] starts = matrix.rowStart();
        int[] wires = matrix.wires();
        int[] indices = matrix.coefficientIndex();
        long[] term = new long[LIMBS];
        for (int row = 0; row < matrix.rows(); row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                int wire = LIMBS * wires[k];
                switch (indices[k]) {
                    case ONE -> FrLimbs.add(out, wire, out, wire, lagrange, LIMBS * row);
                    case MINUS_ONE -> FrLimbs.sub(out, wire, out, wire, lagrange, LIMBS * row);
                    default -> {
                        FrLimbs.mul(term, 0, coefficients, LIMBS * indices[k], lagrange, LIMBS * row);
                        FrLimbs.add(out, wire, out, wire, term, 0);
                    }
                }
            }
        }
        Arrays.fill(term, 0);
        work.check();
    }

    private SparseMatrix withInputRows(SparseMatrix matrix) {
        int rows = matrix.rows();
        int entries = matrix.entries();
        int[] starts = Arrays.copyOf(matrix.rowStart(), rows + inputs + 1);
        int[] wires = Arrays.copyOf(matrix.wires(), entries + inputs);
        // Filled up with zeros, which is where the coefficient 1 stands.
        int[] indices = Arrays.copyOf(matrix.coefficientIndex(), entries + inputs);
        for (int wire = 0; wire < inputs; wire++) {
            starts[rows + wire + 1] = entries + wire + 1;
            wires[entries + wire] = wire;
        }
        return SparseMatrix.of(starts, wires, indices, matrix.coefficients());
    }

    /** w becomes K for the inputs and K/delta for the rest, odd becomes H; u and v are used up. */
    private void combineColumns() {
        FieldKernels fr = FieldKernels.fr();
        int n = circuit.wires();
        int rest = n - inputs;
        fr.scale(u.limbs(), 0, u.limbs(), 0, waste, LIMBS * ToxicWaste.BETA, n);
        fr.scale(v.limbs(), 0, v.limbs(), 0, waste, LIMBS * ToxicWaste.ALPHA, n);
        fr.add(w.limbs(), 0, w.limbs(), 0, u.limbs(), 0, n);
        fr.add(w.limbs(), 0, w.limbs(), 0, v.limbs(), 0, n);
        fr.scale(w.limbs(), LIMBS * inputs, w.limbs(), LIMBS * inputs, inverseDelta.limbs(), 0, rest);
        fr.scale(odd.limbs(), 0, odd.limbs(), 0, inverseDelta.limbs(), 0, odd.size());
    }

    private void done(String phase, int count) {
        work.check();
        work.progress().report("setup: " + phase, count, PHASES);
    }
}
