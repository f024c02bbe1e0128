package io.snark4j.groth16.solidity;

import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.ACCEPTED;
import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.REJECTED;
import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.REVERTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fp;
import io.snark4j.field.Fr;
import io.snark4j.peers.Anvil;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated calls are never accepted and never run out of 300,000 gas. */
@Tag("peers")
class SolidityVerifierFuzzTest {
    private static final int MUTATIONS = 200;
    private static final long GAS = 300_000;
    private static final List<BigInteger> EDGES = List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.TWO,
            Fr.MODULUS.subtract(BigInteger.ONE),
            Fr.MODULUS,
            Fp.MODULUS.subtract(BigInteger.ONE),
            Fp.MODULUS,
            BigInteger.ONE.shiftLeft(255),
            BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));

    @Test
    void neverAcceptsAMutation() {
        long seed = new SplittableRandom().nextLong();
        var random = new SplittableRandom(seed);
        KnownKey key = KnownKey.random(6, random);
        List<Fr> inputs = KnownKey.randomInputs(6, random);
        byte[] good = SolidityCalldata.encode(key.proof(inputs, random), inputs);
        try (Anvil anvil = Anvil.start()) {
            DeployedVerifier verifier = DeployedVerifier.deploy(anvil, SolidityVerifier.export(key.verifyingKey()));
            assertThat(verifier.call(good, GAS)).as("seed %d", seed).isEqualTo(ACCEPTED);
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] mutated = mutate(good, random);
                assertThat(verifier.call(mutated, GAS))
                        .as("seed %d, mutation %d", seed, i)
                        .isEqualTo(mutated.length < good.length ? REVERTED : REJECTED);
            }
        }
    }

    private static byte[] mutate(byte[] good, SplittableRandom random) {
        byte[] mutated = good;
        while (Arrays.equals(mutated, good)) {
            int word = random.nextInt(Words.count(good));
            int other = random.nextInt(Words.count(good));
            BigInteger value = Words.get(good, word);
            mutated = switch (random.nextInt(7)) {
                case 0 -> Words.with(good, word, value.flipBit(random.nextInt(256)));
                case 1 -> Words.with(good, word, new BigInteger(256, new Random(random.nextLong())));
                case 2 -> Words.swapped(good, word, other);
                case 3 -> Words.with(good, word, EDGES.get(random.nextInt(EDGES.size())));
                case 4 -> Words.with(good, word, value.add(random.nextBoolean() ? Fp.MODULUS : Fr.MODULUS));
                case 5 -> Words.with(Words.with(good, word, 0), other, value);
                default -> Arrays.copyOf(good, 4 + random.nextInt(good.length - 4));
            };
        }
        return mutated;
    }
}
