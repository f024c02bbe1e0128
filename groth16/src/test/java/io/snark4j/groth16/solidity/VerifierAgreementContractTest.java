package io.snark4j.groth16.solidity;

import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.ACCEPTED;
import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.Proof;
import io.snark4j.peers.Anvil;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Java verifier, the contract and the discrete logarithms give one answer. */
@Tag("peers")
class VerifierAgreementContractTest {
    private static final int PROOFS = 60;

    @Test
    void javaAndContractAgree() {
        long seed = new SplittableRandom().nextLong();
        var random = new SplittableRandom(seed);
        KnownKey key = KnownKey.random(3, random);
        PreparedVerifyingKey prepared = PreparedVerifyingKey.of(key.verifyingKey());
        int accepted = 0;
        try (Anvil anvil = Anvil.start()) {
            DeployedVerifier contract = DeployedVerifier.deploy(anvil, SolidityVerifier.export(key.verifyingKey()));
            for (int i = 0; i < PROOFS; i++) {
                List<Fr> inputs = new ArrayList<>(KnownKey.randomInputs(3, random));
                inputs.replaceAll(input -> random.nextInt(4) == 0 ? Fr.ZERO : input);
                Fr a = random.nextInt(5) == 0 ? Fr.ZERO : Fr.random(random);
                Fr b = random.nextInt(5) == 0 ? Fr.ZERO : Fr.random(random);
                Proof good = key.proof(a, b, inputs);
                boolean expected = random.nextBoolean();
                Proof proof = expected ? good : spoilt(good, random);
                boolean java = Groth16.verify(prepared, proof, inputs);
                DeployedVerifier.Answer answer = contract.call(SolidityCalldata.encode(proof, inputs));
                assertThat(java).as("Java, seed %d, proof %d", seed, i).isEqualTo(expected);
                assertThat(answer).as("contract, seed %d, proof %d", seed, i).isEqualTo(expected ? ACCEPTED : REJECTED);
                accepted += expected ? 1 : 0;
            }
        }
        assertThat(accepted).as("good proofs, seed %d", seed).isBetween(1, PROOFS - 1);
    }

    /** One that no longer holds. C is always among what changes, since A or B may stand beside infinity and not count. */
    private static Proof spoilt(Proof good, SplittableRandom random) {
        G1Affine c = random.nextBoolean()
                ? good.c().add(G1Affine.GENERATOR)
                : good.c().twice().add(G1Affine.GENERATOR);
        return switch (random.nextInt(3)) {
            case 0 -> new Proof(good.a(), good.b(), c);
            case 1 -> new Proof(good.a().neg(), good.b().neg(), c);
            default -> new Proof(good.a(), good.b().add(G2Affine.GENERATOR), c);
        };
    }
}
