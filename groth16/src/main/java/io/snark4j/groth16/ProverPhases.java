package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Msm;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Msm;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The proof of Groth16, section 3.2, with blinding r, s and w the witness:
 * A = alpha + Σ w_i·A_i + r·delta, B = beta + Σ w_i·B_i + s·delta,
 * C = Σ_private w_i·C_i + Σ h_j·H_j + s·A + r·B − r·s·delta (B in G1).
 *
 * <p>Once the witness is made ready for the sums, what is left are phases that do not depend on each other: the quotient with the sum over
 * H, which needs it, and the other four sums. The threads share them ({@link Work#forEachPhase}), the longest first.
 */
final class ProverPhases {
    /** That are reported. */
    static final int PHASES = 6;

    private final ProvingKey key;
    private final FrVector witness;
    private final Blinding blinding;
    private final ProverBuffers buffers;
    private final Work work;
    private final AtomicInteger done = new AtomicInteger();
    private G1Affine a = G1Affine.INFINITY;
    private G1Affine b1 = G1Affine.INFINITY;
    private G2Affine b2 = G2Affine.INFINITY;
    private G1Affine c = G1Affine.INFINITY;
    private G1Affine h = G1Affine.INFINITY;

    ProverPhases(ProvingKey key, FrVector witness, Blinding blinding, ProverBuffers buffers, Work work) {
        this.key = key;
        this.witness = witness;
        this.blinding = blinding;
        this.buffers = buffers;
        this.work = work;
    }

    /** Runs once. {@code last} is run beside the phases, by who has time. */
    Proof run(Runnable last) {
        buffers.witness().read(witness, 0, witness.size(), work);
        // Every phase writes a field of its own, which forEachPhase makes visible here.
        work.forEachPhase(List.of(this::quotientAndH, this::sumB2, this::sumA, this::sumB1, this::sumC, last));
        return new Proof(a, b2, blinding.blindC(c.add(h), a, b1, key.delta1()));
    }

    /** Σ h_j·H_j, after {@link #run}. */
    G1Affine h() {
        return h;
    }

    private void quotientAndH() {
        FrVector values = buffers.quotient().evaluate(key.a(), key.b(), witness, work);
        done("quotient");
        buffers.quotientScalars().read(values, 0, values.size(), work);
        h = G1Msm.msm(key.pointsH(), buffers.quotientScalars(), work);
        done("H");
    }

    private void sumA() {
        G1Affine sum = G1Msm.msm(key.pointsA(), buffers.witness(), work);
        a = blinding.blindA(key.verifyingKey().alpha().add(sum), key.delta1());
        done("A");
    }

    private void sumB1() {
        b1 = blinding.blindB1(key.beta1().add(G1Msm.msm(key.pointsB1(), buffers.witness(), work)), key.delta1());
        done("B in G1");
    }

    private void sumB2() {
        G2Affine sum = G2Msm.msm(key.pointsB2(), buffers.witness(), work);
        b2 = blinding.blindB2(
                key.verifyingKey().beta().add(sum), key.verifyingKey().delta());
        done("B in G2");
    }

    private void sumC() {
        int inputs = key.publicCount() + 1;
        c = G1Msm.msm(key.pointsC(), 0, buffers.witness(), inputs, key.wires() - inputs, work);
        done("C");
    }

    private void done(String phase) {
        work.check();
        work.progress().report("prove: " + phase, done.incrementAndGet(), PHASES);
    }
}
