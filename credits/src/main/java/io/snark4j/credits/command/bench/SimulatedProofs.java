package io.snark4j.credits.command.bench;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.VerifyingKey;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A verifying key whose toxic waste is in this class, and proofs made from it for any public inputs, true or not: for a and b of one's choice,
 * c = (a·b − alpha·beta − Σ x_i·ic_i)/delta (Groth, "On the size of pairing-based non-interactive arguments", 2016, section 3.2: the simulator). Three
 * multiplications a proof instead of seconds.
 */
public final class SimulatedProofs {
    /** Public inputs of CreditRequest. */
    public static final int INPUTS = 12;

    private static final Fr ALPHA = Fr.of(23).inverse();
    private static final Fr BETA = Fr.of(29).inverse();
    private static final Fr DELTA = Fr.of(31).inverse();
    private static final List<Fr> IC = IntStream.rangeClosed(0, INPUTS)
            .mapToObj(i -> Fr.of(1_000 + i).inverse())
            .toList();

    private SimulatedProofs() {}

    /** {@return the key, for which anyone can prove anything} */
    public static VerifyingKey key() {
        return new VerifyingKey(
                G1Affine.GENERATOR.mul(ALPHA),
                G2Affine.GENERATOR.mul(BETA),
                G2Affine.GENERATOR,
                G2Affine.GENERATOR.mul(DELTA),
                IC.stream().map(G1Affine.GENERATOR::mul).toList());
    }

    /**
     * A proof that verifies.
     *
     * @param publicInputs {@value #INPUTS} of them
     * @param random for a and b, which need not be secret
     * @return the proof
     */
    public static Proof prove(List<Fr> publicInputs, RandomGenerator random) {
        Fr a = Fr.random(random);
        Fr b = Fr.random(random);
        Fr sum = IC.getFirst();
        for (int i = 0; i < INPUTS; i++) {
            sum = sum.add(IC.get(i + 1).mul(publicInputs.get(i)));
        }
        Fr c = a.mul(b).sub(ALPHA.mul(BETA)).sub(sum).div(DELTA);
        return new Proof(G1Affine.GENERATOR.mul(a), G2Affine.GENERATOR.mul(b), G1Affine.GENERATOR.mul(c));
    }
}
