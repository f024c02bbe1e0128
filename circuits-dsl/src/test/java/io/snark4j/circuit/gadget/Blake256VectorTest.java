package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Digests of "SHA-3 proposal BLAKE" 1.3, appendix C.2, and the submission's ShortMsgKAT_256 for the empty message. */
class Blake256VectorTest {
    private static void assertDigest(byte[] message, String digest) {
        assertThat(HexFormat.of().formatHex(Blake256.hash(message))).isEqualTo(digest);
    }

    @Test
    void theEmptyMessage() {
        assertDigest(new byte[0], "716f6e863f744b9ac22c97ec7b76ea5f5908bc5b2f67c61510bfc4751384ea7a");
    }

    @Test
    void oneZeroByte() {
        assertDigest(new byte[1], "0ce8d4ef4dd7cd8d62dfded9d4edb0a774ae6a41929a74da23109e8f11139c87");
    }

    @Test
    void zeroBytesOfTwoBlocks() {
        assertDigest(new byte[72], "d419bad32d504fb7d44d460c42c5593fe544fa4c135dec31e21bd9abdcc22d41");
    }
}
