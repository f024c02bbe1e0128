package io.snark4j.credits.endtoend;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.credits.command.bench.SimulatedProofs;
import io.snark4j.credits.wallet.CreditProver;
import io.snark4j.credits.wallet.RequestLine;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Simulates proofs of requests by the trapdoor of a test key: as good on the wire as real ones, and as random. Those of exits are for a vault that does not look. */
final class TrapdoorProver implements CreditProver {
    private final Random random;

    TrapdoorProver(long seed) {
        random = new Random(seed);
    }

    @Override
    public synchronized Proof proveRequest(CreditRequestInputs inputs) {
        return SimulatedProofs.prove(inputs.publicInputs().toList(), random);
    }

    @Override
    public PreparedRequest prepareRequest(RequestLine line, BooleanSupplier cancelled) {
        return new PreparedRequest() {
            @Override
            public Proof at(Fr x) {
                return SimulatedProofs.prove(line.publicInputs(x).toList(), random);
            }

            @Override
            public void close() {
                // Nothing is kept.
            }
        };
    }

    @Override
    public synchronized Proof proveExit(CreditExitInputs inputs) {
        return new Proof(
                G1Affine.GENERATOR.mul(Fr.random(random)),
                G2Affine.GENERATOR.mul(Fr.random(random)),
                G1Affine.GENERATOR.mul(Fr.random(random)));
    }
}
