package io.snark4j.groth16.solidity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.Test;

/** Keccak-256 against Bouncy Castle, for every length of one block; selectors against ERC-20's published ones. */
class FunctionSelectorVectorTest {

    @Test
    void agreesWithBouncyCastle() {
        for (int length = 0; length < 136; length++) {
            byte[] message = new byte[length];
            for (int i = 0; i < length; i++) {
                message[i] = (byte) (31 * i + length);
            }
            assertThat(FunctionSelector.keccak256(message))
                    .as("%d bytes", length)
                    .isEqualTo(new Keccak.Digest256().digest(message));
        }
        assertThatThrownBy(() -> FunctionSelector.keccak256(new byte[136]))
                .hasMessage("Keccak-256 of one block: 136 bytes, at most 135");
    }

    @Test
    void knowsErc20() {
        assertThat(selector("transfer(address,uint256)")).isEqualTo("a9059cbb");
        assertThat(selector("balanceOf(address)")).isEqualTo("70a08231");
    }

    @Test
    void isTheSelectorOfVerifyProof() {
        for (int inputs : new int[] {1, 6, 200}) {
            String signature = "verifyProof(uint256[2],uint256[2][2],uint256[2],uint256[" + inputs + "])";
            assertThat(SolidityCalldata.signature(inputs)).isEqualTo(signature);
            byte[] digest = new Keccak.Digest256().digest(signature.getBytes(StandardCharsets.US_ASCII));
            assertThat(selector(signature)).isEqualTo(HexFormat.of().formatHex(digest, 0, 4));
        }
        assertThat(SolidityCalldata.signature(0)).isEqualTo("verifyProof(uint256[2],uint256[2][2],uint256[2])");
    }

    private static String selector(String signature) {
        return HexFormat.of().formatHex(FunctionSelector.of(signature));
    }
}
