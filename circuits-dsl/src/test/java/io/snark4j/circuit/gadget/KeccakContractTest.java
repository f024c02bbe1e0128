package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeccakContractTest {
    private static byte[] bouncyCastle(byte[] message) {
        return new Keccak.Digest256().digest(message);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static GadgetTrial ofBytes(int length) {
        return GadgetTrial.of(length, 32, (api, in) -> Keccak256Gadget.hash(api, in));
    }

    @Test
    void digestsOfAllLengthsEqualBouncyCastles() {
        for (int length = 0; length < 420; length++) {
            assertThat(Keccak256.hash(random(length))).isEqualTo(bouncyCastle(random(length)));
        }
    }

    @Test
    void constantsAreThoseOfTheReference() {
        assertThat(Keccak256.roundConstant(0)).isEqualTo(1);
        assertThat(Keccak256.roundConstant(23)).isEqualTo(0x8000000080008008L);
        assertThat(Keccak256.rotation(0, 0)).isZero();
        assertThat(Keccak256.rotation(4, 4)).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 135, 136, 150})
    void digestsOfTheGadgetEqualBouncyCastles(int length) {
        GadgetTrial trial = ofBytes(length);
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) 0xff);
        trial.gives(GadgetTrial.of(ones), GadgetTrial.of(bouncyCastle(ones)));
        trial.gives(GadgetTrial.of(random(length)), GadgetTrial.of(bouncyCastle(random(length))));
    }

    @Test
    void inputsThatAreNoBytesAreRefused() {
        GadgetTrial trial = ofBytes(2);
        trial.refuses(GadgetTrial.of(256, 0));
        trial.refuses(GadgetTrial.of(0, -1));
        GadgetTrial.of(3, 256, Keccak256Gadget::hashBits).refuses(GadgetTrial.of(0, 2, 0));
    }

    /** Constraints, 8 of them for each byte; fewer for short messages, whose padding makes parities the same. */
    @ParameterizedTest
    @CsvSource({"0, 0", "32, 88002", "64, 88834", "135, 90218", "136, 182400"})
    void costs(int length, int constraints) {
        assertThat(ofBytes(length).cost()).isEqualTo(constraints);
    }

    @Test
    void noCellOfABlockIsFree() {
        ofBytes(136).noticesEveryCell(GadgetTrial.of(random(136)));
    }

    /** One round from a variable state, bit by bit: what a whole digest repeats. */
    @Test
    void noCellOfARoundIsFree() {
        GadgetTrial trial = GadgetTrial.of(1600, 1600, (api, in) -> {
            Arrays.stream(in).forEach(api::assertBoolean);
            Var[][] state = new Var[25][];
            Arrays.setAll(state, i -> Arrays.copyOfRange(in, 64 * i, 64 * i + 64));
            return Arrays.stream(Keccak256Gadget.round(api, state, 3, 25))
                    .flatMap(Arrays::stream)
                    .toArray(Var[]::new);
        });
        assertThat(trial.cost()).isEqualTo(1600 + 640 + 1600 + 1600);
        Random random = new Random(6);
        trial.noticesEveryCell(Arrays.stream(random.longs(25).toArray())
                .mapToObj(lane -> GadgetTrial.bits(lane, 64))
                .flatMap(Arrays::stream)
                .toArray(Fr[]::new));
    }
}
