package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256GadgetContractTest {
    private static final int[] STATE = {1, -1, 0x6a09e667, 7, 0, 0x12345678, -2, 99};

    private static GadgetTrial ofBytes(int length) {
        return GadgetTrial.of(length, 32, Sha256GadgetContractTest::hash);
    }

    private static Var[] hash(Api api, Var[] message) {
        return Sha256Gadget.hash(api, message);
    }

    private static byte[] jdk(byte[] message) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 55, 56, 64, 119, 123})
    void digestsEqualThoseOfTheJdk(int length) throws Exception {
        GadgetTrial trial = ofBytes(length);
        Random random = new Random(length);
        byte[] message = new byte[length];
        for (byte fill : new byte[] {0, -1}) {
            Arrays.fill(message, fill);
            trial.gives(GadgetTrial.of(message), GadgetTrial.of(jdk(message)));
        }
        random.nextBytes(message);
        trial.gives(GadgetTrial.of(message), GadgetTrial.of(jdk(message)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 447, 448})
    void messagesOfBitsEqualTheNativeTwin(int bits) {
        GadgetTrial trial = GadgetTrial.of(bits, 256, Sha256Gadget::hashBits);
        byte[] message = new byte[Math.ceilDiv(bits, 8)];
        new Random(bits).nextBytes(message);
        trial.gives(Arrays.copyOf(highestFirst(message), bits), highestFirst(Sha256.hash(message, bits)));
    }

    private static Fr[] highestFirst(byte[] bytes) {
        Fr[] bits = new Fr[8 * bytes.length];
        Arrays.setAll(bits, i -> Fr.of(bytes[i / 8] >>> (7 - i % 8) & 1));
        return bits;
    }

    @Test
    void inputsThatAreNoBytesAreRefused() {
        GadgetTrial trial = ofBytes(2);
        trial.refuses(GadgetTrial.of(256, 0));
        trial.refuses(GadgetTrial.of(0, -1));
        GadgetTrial.of(3, 256, Sha256Gadget::hashBits).refuses(GadgetTrial.of(0, 2, 0));
    }

    /** circomlib's Sha256(440) and Sha256(512), compiled with --O2, have 29,725 and 59,281, and take bits for granted, which here cost one each. */
    @ParameterizedTest
    @CsvSource({"0, 0", "55, 17556", "64, 30567", "119, 35514"})
    void costs(int length, int constraints) {
        assertThat(ofBytes(length).cost()).isEqualTo(constraints);
    }

    @Test
    void noCellOfABlockIsFree() {
        byte[] message = new byte[55];
        new Random(5).nextBytes(message);
        ofBytes(55).noticesEveryCell(GadgetTrial.of(message));
    }

    /** One round and one word of the schedule from a variable state: what a whole digest repeats. */
    @Test
    void aRoundCannotBeCheated() {
        GadgetTrial trial = GadgetTrial.of(8 * 32 + 32, 64, (api, in) -> {
            Arrays.stream(in).forEach(api::assertBoolean);
            Var[][] state = new Var[8][];
            Arrays.setAll(state, i -> Arrays.copyOfRange(in, 32 * i, 32 * i + 32));
            Var[] word = Arrays.copyOfRange(in, 256, 288);
            Var[][] next = Sha256Gadget.round(api, state, Sha256.roundConstant(7), WordSum.of(api, word));
            return Stream.of(next[0], next[4]).flatMap(Arrays::stream).toArray(Var[]::new);
        });
        assertThat(trial.cost()).isEqualTo(288 + 4 * 32 + 35 + 34);
        trial.isSound(words(Arrays.copyOf(STATE, 9)));
    }

    @Test
    void aWordOfTheScheduleCannotBeCheated() {
        GadgetTrial trial = GadgetTrial.of(4 * 32, 32, (api, in) -> {
            Arrays.stream(in).forEach(api::assertBoolean);
            Var[][] w = new Var[4][];
            Arrays.setAll(w, i -> Arrays.copyOfRange(in, 32 * i, 32 * i + 32));
            return Sha256Gadget.scheduled(api, w[0], w[1], w[2], w[3]).word(api);
        });
        assertThat(trial.cost()).isEqualTo(128 + 2 * 32 + 34);
        trial.isSound(words(-1, -1, -1, -1));
        trial.isSound(words(0x12345678, 3, -7, 0x7fffffff));
    }

    private static Fr[] words(int... words) {
        return Arrays.stream(words)
                .mapToObj(word -> GadgetTrial.bits(word, 32))
                .flatMap(Arrays::stream)
                .toArray(Fr[]::new);
    }
}
