package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Sha256ContractTest {
    @Test
    void digestsOfAllLengthsEqualThoseOfTheJdk() throws Exception {
        MessageDigest jdk = MessageDigest.getInstance("SHA-256");
        Random random = new Random(1);
        for (int length = 0; length < 260; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            assertThat(Sha256.hash(message)).isEqualTo(jdk.digest(message));
        }
    }

    /** NIST's Cryptographic Algorithm Validation Program, SHA test vectors for bit-oriented messages. */
    @ParameterizedTest
    @CsvSource({
        "1, 00, bd4f9e98beb68c6ead3243b1b4c7fed75fa4feaab1f84795cbd8a98676a2a375",
        "5, 68, d6d3e02a31a84a8caa9718ed6c2057be09db45e7823eb5079ce7a573a3760f95"
    })
    void messagesThatEndWithinAByteHaveThePublishedDigests(int bits, String message, String digest) {
        byte[] bytes = HexFormat.of().parseHex(message);
        assertThat(Sha256.hash(bytes, bits)).isEqualTo(HexFormat.of().parseHex(digest));
        bytes[0] |= (byte) (0xff >>> bits); // what follows the last bit is not read
        assertThat(Sha256.hash(bytes, bits)).isEqualTo(HexFormat.of().parseHex(digest));
    }

    @Test
    void constantsAreThoseOfTheStandard() {
        assertThat(Sha256.initialState(0)).isEqualTo(0x6a09e667);
        assertThat(Sha256.initialState(7)).isEqualTo(0x5be0cd19);
        assertThat(Sha256.roundConstant(0)).isEqualTo(0x428a2f98);
        assertThat(Sha256.roundConstant(63)).isEqualTo(0xc67178f2);
    }

    @Test
    void moreBitsThanThereAreAreRefused() {
        assertThatThrownBy(() -> Sha256.hash(new byte[1], 9))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("SHA-256 of 9 bits of 1 bytes");
    }
}
