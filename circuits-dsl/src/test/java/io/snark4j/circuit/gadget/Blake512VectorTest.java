package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Digests of "SHA-3 proposal BLAKE" 1.3, appendix C.4, and the submission's ShortMsgKAT_512 for the empty message. */
class Blake512VectorTest {
    private static void assertDigest(byte[] message, String digest) {
        assertThat(HexFormat.of().formatHex(Blake512.hash(message))).isEqualTo(digest);
    }

    @Test
    void theEmptyMessage() {
        assertDigest(
                new byte[0],
                "a8cfbbd73726062df0c6864dda65defe58ef0cc52a5625090fa17601e1eecd1b"
                        + "628e94f396ae402a00acc9eab77b4d4c2e852aaaa25a636d80af3fc7913ef5b8");
    }

    @Test
    void oneZeroByte() {
        assertDigest(
                new byte[1],
                "97961587f6d970faba6d2478045de6d1fabd09b61ae50932054d52bc29d31be4"
                        + "ff9102b9f69e2bbdb83be13d4b9c06091e5fa0b48bd081b634058be0ec49beb3");
    }

    @Test
    void zeroBytesOfTwoBlocks() {
        assertDigest(
                new byte[144],
                "313717d608e9cf758dcb1eb0f0c3cf9fc150b2d500fb33f51c52afc99d358a2f"
                        + "1374b8a38bba7974e7f6ef79cab16f22ce1e649d6e01ad9589c213045d545dde");
    }

    @Test
    void theMessageIsLeftAsItIs() {
        byte[] message = new byte[200];
        Arrays.fill(message, (byte) 7);
        Blake512.hash(message);
        assertThat(message).containsOnly(7);
    }
}
