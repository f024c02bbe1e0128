package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Msm;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Msm;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.r1cs.Witness;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The proof of Groth16, section 3.2, with blinding r, s and w the witness:
 * A = alpha + Σ w_i·A_i + r·delta, B = beta + Σ w_i·B_i + s·delta,
 * C = Σ_private w_i·C_i + Σ h_j·H_j + s·A + r·B − r·s·delta (B in G1).
 */
final class Prover {
    private static final System.Logger LOG = System.getLogger(Prover.class.getName());
    private static final int PHASES = 6;

    private final ProvingKey key;
    private final FrVector witness;
    private final Work work;

    private Prover(ProvingKey key, FrVector witness, Work work) {
        this.key = key;
        this.witness = witness;
        this.work = work;
    }

    static Proof prove(ProvingKey key, Witness witness, ProverOptions options) {
        try (Blinding blinding = Blinding.draw(options.random())) {
            return prove(key, witness, options, blinding);
        }
    }

    /** With given blinding, which makes the proof a function of its inputs: for tests that compare threads. */
    static Proof prove(ProvingKey key, Witness witness, ProverOptions options, Blinding blinding) {
        FrVector wires = witness.values();
        if (wires.size() != key.wires()) {
            throw new IllegalArgumentException(
                    "prove: the key's circuit has " + key.wires() + " wires but the witness " + wires.size());
        }
        key.verifyingKey()
                .forgery()
                .ifPresent(reason -> LOG.log(
                        System.Logger.Level.WARNING,
                        "proving with a forgeable key, its proofs convince nobody: {0}",
                        reason));
        Proof proof = new Prover(key, wires, options.work()).run(blinding);
        if (options.checkProof()) {
            requireValid(key, proof, wires);
        }
        return proof;
    }

    private static void requireValid(ProvingKey key, Proof proof, FrVector wires) {
        List<Fr> inputs =
                IntStream.rangeClosed(1, key.publicCount()).mapToObj(wires::get).toList();
        if (!PreparedVerifyingKey.of(key.verifyingKey(), KeyPolicy.ALLOW_FORGEABLE)
                .verify(proof, inputs)) {
            throw new IllegalArgumentException(
                    "prove: the proof does not verify: the witness does not satisfy the key's circuit (or the key is damaged)");
        }
    }

    private Proof run(Blinding blinding) {
        var quotient = new Quotient(key.log2Domain());
        FrVector h = quotient.evaluate(key.a(), key.b(), witness, work);
        try {
            done("quotient", 1);
            G1Affine sumA = G1Msm.msm(key.pointsA(), witness, work);
            done("A", 2);
            G1Affine sumB1 = G1Msm.msm(key.pointsB1(), witness, work);
            done("B in G1", 3);
            G2Affine sumB2 = G2Msm.msm(key.pointsB2(), witness, work);
            done("B in G2", 4);
            int inputs = key.publicCount() + 1;
            G1Affine sumC = G1Msm.msm(key.pointsC(), 0, witness, inputs, key.wires() - inputs, work);
            done("C", 5);
            G1Affine sumH = G1Msm.msm(key.pointsH(), h, work);
            done("H", 6);
            G1Affine a = blinding.blindA(key.verifyingKey().alpha().add(sumA), key.delta1());
            G1Affine b1 = blinding.blindB1(key.beta1().add(sumB1), key.delta1());
            G2Affine b = blinding.blindB2(
                    key.verifyingKey().beta().add(sumB2), key.verifyingKey().delta());
            return new Proof(a, b, blinding.blindC(sumC.add(sumH), a, b1, key.delta1()));
        } finally {
            quotient.clear();
        }
    }

    private void done(String phase, int count) {
        work.check();
        work.progress().report("prove: " + phase, count, PHASES);
    }
}
