package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1Msm;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Msm;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.WitnessLine;

/**
 * The proofs of {@link ProverPhases} for all witnesses of a line at once, with one blinding. A and B are affine in t. So are the values of A(X), B(X) on the
 * domain, and with them of C(X) = A·B there, for the line satisfies the circuit; the quotient is A·B − C elsewhere, of degree 2 in t. With it
 *
 * <p>A(t) = A₀ + t·A₁, B(t) = B₀ + t·B₁, C(t) = C₀ + t·C₁ + t²·C₂,
 *
 * <p>where A₀, B₀, C₀ is the proof at t = 0, A₁ and B₁ are the sums over the direction, C₁ is that over its private wires + s·A₁ + r·B₁ + H₁, C₂ = H₂, and
 * H(t) = H(0) + t·H₁ + t²·H₂ follows from its values at 0, 1 and −1.
 */
final class LinePhases {
    private static final Fr HALF = Fr.TWO.inverse();

    /** What is reported after the phases of the proof at t = 0. */
    private static final int PHASES = 6;

    private final ProvingKey key;
    private final WitnessLine line;
    private final Blinding blinding;
    private final ProverBuffers buffers;
    private final Work work;
    private int done;

    LinePhases(ProvingKey key, WitnessLine line, Blinding blinding, ProverBuffers buffers, Work work) {
        this.key = key;
        this.line = line;
        this.blinding = blinding;
        this.buffers = buffers;
        this.work = work;
    }

    /** Runs once. */
    ProofLine run() {
        var phases = new ProverPhases(key, line.origin(), blinding, buffers, beforeOwn());
        Proof origin = phases.run(() -> {});
        G1Affine after = done("H at 1", sumH(Fr.ONE));
        G1Affine before = done("H at -1", sumH(Fr.ONE.neg()));
        G1Affine even = after.add(before).mul(HALF);
        G1Affine odd = after.add(before.neg()).mul(HALF);
        buffers.witness().read(line.direction(), 0, line.size(), work);
        G1Affine a = done("slope of A", G1Msm.msm(key.pointsA(), buffers.witness(), work));
        G1Affine b1 = done("slope of B in G1", G1Msm.msm(key.pointsB1(), buffers.witness(), work));
        G2Affine b2 = done("slope of B in G2", G2Msm.msm(key.pointsB2(), buffers.witness(), work));
        int inputs = key.publicCount() + 1;
        G1Affine c =
                done("slope of C", G1Msm.msm(key.pointsC(), 0, buffers.witness(), inputs, key.wires() - inputs, work));
        return new ProofLine(
                origin,
                a,
                b2,
                blinding.blindSlopeOfC(c.add(odd), a, b1),
                even.add(phases.h().neg()));
    }

    /** The same work, of whose phases these are the first. */
    private Work beforeOwn() {
        return new Work(
                work.threads(),
                (phase, finished, total) -> work.progress().report(phase, finished, total + PHASES),
                work.cancelled());
    }

    private <T> T done(String phase, T result) {
        work.check();
        done++;
        work.progress().report("prepare: " + phase, ProverPhases.PHASES + done, ProverPhases.PHASES + PHASES);
        return result;
    }

    private G1Affine sumH(Fr t) {
        Witness witness = line.at(t);
        try {
            FrVector values = buffers.quotient().evaluate(key.a(), key.b(), witness.values(), work);
            buffers.quotientScalars().read(values, 0, values.size(), work);
            return G1Msm.msm(key.pointsH(), buffers.quotientScalars(), work);
        } finally {
            witness.destroy();
        }
    }
}
