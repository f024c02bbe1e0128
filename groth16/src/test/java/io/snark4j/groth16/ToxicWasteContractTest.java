package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Progress;
import io.snark4j.field.Work;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Secrets are full width, wiped after use, and never printed. */
class ToxicWasteContractTest {
    @Test
    void closingOverwritesTheSecrets() {
        ToxicWaste waste = ToxicWaste.draw(new SecureRandom());
        FrVector secrets = waste.secrets();
        for (int i = 0; i < secrets.size(); i++) {
            assertThat(secrets.get(i).isZero()).isFalse();
        }
        waste.close();
        assertThat(secrets.limbs()).containsOnly(0);
    }

    @Test
    void aSetupDestroysTheSecrets() {
        ToxicWaste waste = ToxicWaste.draw(new SecureRandom());
        TestCircuit circuit = TestCircuit.cubic(3);
        Keys keys = Setup.run(circuit.system(), waste, Work.ofThreads(1));
        assertThat(keys.verifyingKey().publicCount()).isEqualTo(1);
        assertThat(waste.secrets().limbs()).containsOnly(0);
    }

    @Test
    void aCancelledSetupDestroysTheSecrets() {
        ToxicWaste waste = ToxicWaste.draw(new SecureRandom());
        var cancelled = new Work(1, Progress.SILENT, () -> true);
        assertThatThrownBy(() -> Setup.run(TestCircuit.cubic(3).system(), waste, cancelled))
                .isInstanceOf(CancellationException.class);
        assertThat(waste.secrets().limbs()).containsOnly(0);
    }

    @Test
    void blindingIsWipedToo() {
        Blinding blinding = Blinding.draw(new SecureRandom());
        assertThat(blinding).hasToString("Blinding[secret]");
        assertThat(ToxicWaste.draw(new SecureRandom())).hasToString("ToxicWaste[secret]");
        blinding.close();
        assertThat(blinding.factors().limbs()).containsOnly(0);
    }

    /** The first candidate is all ones, above r: it must be rejected, not reduced. */
    @Test
    void drawingRejectsWhatIsNotBelowTheModulus() {
        var scripted = new Scripted(-1L, -1L, -1L, -1L, 5L, 6L, 7L, 8L);
        long[] limbs = new long[4];
        FrRandom.draw(limbs, 0, scripted);
        assertThat(limbs).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void drawingCoversTheFullWidth() {
        var random = new SecureRandom();
        BigInteger all = BigInteger.ZERO;
        for (int i = 0; i < 200; i++) {
            long[] limbs = new long[4];
            FrRandom.draw(limbs, 0, random);
            all = all.or(Fr.read(limbs, 0).toBigInteger());
        }
        assertThat(all.bitLength()).isEqualTo(254);
        assertThat(all.bitCount()).isEqualTo(254);
    }

    /** tau = 1 is a root of unity, delta = 1 and beta = ±delta are forgeable: drawn again. */
    @Test
    void uselessSecretsAreDrawnAgain() {
        long[] one = montgomery(Fr.ONE);
        long[] two = montgomery(Fr.TWO);
        long[] three = montgomery(Fr.of(3));
        long[] minusThree = montgomery(Fr.of(-3));
        long[] zero = new long[4];
        var scripted = new Scripted(concat(
                one,
                two,
                two,
                three, // tau in every domain
                two,
                two,
                three,
                one, // delta = gamma
                two,
                two,
                one,
                three, // beta = gamma
                two,
                zero,
                three,
                two, // alpha zero
                two,
                two,
                three,
                minusThree, // beta = −delta
                three,
                two,
                two,
                three));
        try (ToxicWaste waste = ToxicWaste.draw(scripted)) {
            assertThat(waste.secrets().get(ToxicWaste.TAU)).isEqualTo(Fr.of(3));
            assertThat(waste.secrets().get(ToxicWaste.DELTA)).isEqualTo(Fr.of(3));
        }
    }

    private static long[] montgomery(Fr value) {
        long[] limbs = new long[4];
        value.write(limbs, 0);
        return limbs;
    }

    private static long[] concat(long[]... parts) {
        return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
    }

    private static final class Scripted implements RandomGenerator {
        private final long[] script;
        private int next;

        Scripted(long... script) {
            this.script = script;
        }

        @Override
        public long nextLong() {
            return script[next++];
        }
    }
}
