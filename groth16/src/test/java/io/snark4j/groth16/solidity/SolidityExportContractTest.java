package io.snark4j.groth16.solidity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.groth16.ForgeableKeyException;
import io.snark4j.groth16.KeyPolicy;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.VerifyingKey;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the export writes and refuses, without a compiler. */
class SolidityExportContractTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(7);
    private static final KnownKey KNOWN = KnownKey.random(2, RANDOM);
    private static final VerifyingKey KEY = KNOWN.verifyingKey();

    @Test
    void isTheSameEachTime() {
        assertThat(SolidityVerifier.export(KEY)).isEqualTo(SolidityVerifier.export(KNOWN.verifyingKey()));
        assertThat(SolidityVerifier.export(KEY))
                .startsWith("// SPDX-License-Identifier: Apache-2.0\npragma solidity ^0.8.20;\n")
                .contains("contract Groth16Verifier {", "uint256[2] calldata inputs")
                .doesNotContain("${", "\r", "\n\n\n")
                .endsWith("}\n");
    }

    @Test
    void statesWhereTheKeyComesFrom() {
        assertThat(SolidityVerifier.export(KEY))
                .contains("Origin of the key: not known to the exporter")
                .doesNotContain("constructor");
        assertThat(SolidityVerifier.export(KEY, SolidityOptions.DEFAULT.withContributions(3)))
                .contains("a ceremony with 3 recorded contributions")
                .doesNotContain("constructor");
        assertThat(SolidityVerifier.export(KEY, SolidityOptions.DEFAULT.withContributions(0)))
                .contains("INSECURE KEY", "require(block.chainid == 31337");
    }

    @Test
    void refusesAForgeableKeyUnlessTold() {
        VerifyingKey forgeable = KNOWN.withDelta(KNOWN.gamma()).verifyingKey();
        assertThatThrownBy(() -> SolidityVerifier.export(forgeable)).isInstanceOf(ForgeableKeyException.class);
        SolidityOptions told = SolidityOptions.DEFAULT.withPolicy(KeyPolicy.ALLOW_FORGEABLE);
        assertThat(SolidityVerifier.export(forgeable, told))
                .contains("FORGEABLE KEY: delta", "require(block.chainid == 31337");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verifier",
                "address",
                "_V",
                "1V",
                "V-1",
                "V erifier",
                "V{}",
                "Vérifier",
                "V\n",
                "VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVV"
            })
    void refusesAContractNameThatIsNone(String name) {
        assertThatThrownBy(() -> SolidityOptions.DEFAULT.withContractName(name))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("contract name");
    }

    @Test
    void refusesNegativeContributions() {
        assertThatThrownBy(() -> SolidityOptions.DEFAULT.withContributions(-1))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("-1 contributions");
    }

    @Test
    void refusesMoreThan200PublicInputs() {
        VerifyingKey wide = KnownKey.random(0, RANDOM)
                .withIc(KnownKey.randomInputs(202, RANDOM))
                .verifyingKey();
        assertThatThrownBy(() -> SolidityVerifier.export(wide))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Solidity verifier: 201 public inputs, at most 200 fit a contract");
    }

    @Test
    void calldataPutsTheImaginaryPartFirst() {
        var proof = new Proof(G1Affine.GENERATOR, G2Affine.GENERATOR, G1Affine.INFINITY);
        String zero = "0x" + "0".repeat(64);
        assertThat(SolidityCalldata.export(proof, List.of(Fr.of(35), Fr.of(-1))))
                .isEqualTo("""
                        ["0x%064x", "0x%064x"],\
                        [["0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2", \
                        "0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"],\
                        ["0x090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b", \
                        "0x12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa"]],\
                        ["%s", "%s"],\
                        ["0x%064x","0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000000"]""".formatted(1, 2, zero, zero, 35));
        assertThat(SolidityCalldata.export(proof, List.of())).endsWith("],[]");
        assertThat(SolidityCalldata.encode(proof, List.of(Fr.of(35)))).hasSize(4 + 32 * 9);
    }
}
