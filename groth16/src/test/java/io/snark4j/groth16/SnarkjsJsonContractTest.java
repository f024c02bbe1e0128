package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fp;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** snarkjs' JSON, to the space; and what is not it. Agreement with snarkjs itself is {@link SnarkjsInteropTest}'s. */
class SnarkjsJsonContractTest {
    private static final String G1 = "[\n  \"1\",\n  \"2\",\n  \"1\"\n ]";
    private static final String PROOF_OF_GENERATORS = """
            {
             "pi_a": [
              "1",
              "2",
              "1"
             ],
             "pi_b": [
              [
               "10857046999023057135944570762232829481370756359578518086990519993285655852781",
               "11559732032986387107991004021392285783925812861821192530917403151452391805634"
              ],
              [
               "8495653923123431417604973247489272438418190587263600148770280649306958101930",
               "4082367875863433681332203403145435568316851327593401208105741076214120093531"
              ],
              [
               "1",
               "0"
              ]
             ],
             "pi_c": [
              "0",
              "1",
              "0"
             ],
             "protocol": "groth16",
             "curve": "bn128"
            }""";
    private static final Proof GENERATORS = new Proof(G1Affine.GENERATOR, G2Affine.GENERATOR, G1Affine.INFINITY);

    private static final TestCircuit CIRCUIT = TestCircuit.chain(4, 2);
    private static final Keys KEYS = Groth16.setup(CIRCUIT.system(), Setup.insecureForTests());
    private static final String KEY = SnarkjsJson.encodeVerifyingKey(KEYS.verifyingKey());

    @TempDir
    private Path directory;

    @Test
    void aProofIsWrittenAsSnarkjsWritesIt() {
        assertThat(SnarkjsJson.encodeProof(GENERATORS)).isEqualTo(PROOF_OF_GENERATORS);
        assertThat(SnarkjsJson.decodeProof(PROOF_OF_GENERATORS)).isEqualTo(GENERATORS);
    }

    @Test
    void publicInputsAreWrittenAsSnarkjsWritesThem() {
        String text = "[\n \"35\",\n \"" + Fr.of(-1) + "\"\n]";
        assertThat(SnarkjsJson.encodePublicInputs(List.of(Fr.of(35), Fr.of(-1))))
                .isEqualTo(text);
        assertThat(SnarkjsJson.decodePublicInputs(text)).containsExactly(Fr.of(35), Fr.of(-1));
        assertThat(SnarkjsJson.encodePublicInputs(List.of())).isEqualTo("[]");
        assertThat(SnarkjsJson.decodePublicInputs("[]")).isEmpty();
    }

    @Test
    void keysAndProofsComeBackAsTheyWent() throws IOException {
        Proof proof = Groth16.prove(KEYS.provingKey(), CIRCUIT.witness());
        SnarkjsJson.writeProof(directory.resolve("proof.json"), proof);
        SnarkjsJson.writePublicInputs(directory.resolve("public.json"), CIRCUIT.publicValues());
        SnarkjsJson.writeVerifyingKey(directory.resolve("vk.json"), KEYS.verifyingKey(), KeyPolicy.REFUSE_FORGEABLE);
        VerifyingKey key = SnarkjsJson.readVerifyingKey(directory.resolve("vk.json"));
        assertThat(key).isEqualTo(KEYS.verifyingKey());
        assertThat(Groth16.verify(
                        key,
                        SnarkjsJson.readProof(directory.resolve("proof.json")),
                        SnarkjsJson.readPublicInputs(directory.resolve("public.json"))))
                .isTrue();
    }

    @Test
    void infinityMayHaveEitherY() {
        String zeros = PROOF_OF_GENERATORS.replace(infinity("1"), infinity("0"));
        assertThat(SnarkjsJson.decodeProof(zeros)).isEqualTo(GENERATORS);
    }

    @Test
    void otherMembersAndAlphabetaAreSkipped() {
        String other = KEY.replace("\"curve\"", "\"made by\": {\"x\": [1, 2, null]}, \"curve\"")
                .replace("vk_alphabeta_12", "alphabeta of another tool");
        assertThat(SnarkjsJson.decodeVerifyingKey(other)).isEqualTo(KEYS.verifyingKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "\"proof\"",
                "{}",
                "{\"pi_a\": }",
                "{\"protocol\": \"groth16\"}",
                "{\"protocol\": \"groth16\", \"curve\": \"bn128\"} x",
                "[[[[[[[[[[[[[[[[[[[["
            })
    void whatIsNoProofIsRefused(String text) {
        assertThatThrownBy(() -> SnarkjsJson.decodeProof(text)).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> SnarkjsJson.decodeVerifyingKey(text)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void theWrongProofIsNamed() {
        refused("\"groth16\"", "\"plonk\"", "proof: protocol is \"plonk\", expected \"groth16\"");
        refused("\"bn128\"", "\"bls12381\"", "proof: curve is \"bls12381\", expected \"bn128\"");
        refused("\"pi_c\"", "\"pi_d\"", "\"pi_c\": missing");
        refused("\"pi_c\"", "\"pi_a\"", "Duplicate");
        refused(infinity("1"), infinity("2"), "pi_c: expected a point (x, y, 1) or infinity (0, 1, 0)");
        refused(G1, "[\"1\", \"2\"]", "pi_a: expected an array of 3");
        refused(G1, "[\"1\", \"2\", \"2\"]", "pi_a: expected a point (x, y, 1)");
        refused(G1, "[\"1\", \"3\", \"1\"]", "pi_a: ");
        refused(G1, "[\"0\", \"0\", \"1\"]", "pi_a: ");
        refused(G1, "[1, 2, 1]", "pi_a: expected a decimal string, found 1");
        refused(G1, "[\"+1\", \"2\", \"1\"]", "pi_a: expected a decimal string, found \"+1\"");
        refused(G1, "[\"-1\", \"2\", \"1\"]", "expected a decimal string");
        refused(G1, "[\"01\", \"2\", \"1\"]", "expected a decimal string");
        refused(G1, "[\"0x1\", \"2\", \"1\"]", "expected a decimal string");
        refused(G1, "[\"" + "9".repeat(78) + "\", \"2\", \"1\"]", "expected a decimal string");
        refused(G1, "[\"" + Fp.MODULUS.add(Fp.ONE.toBigInteger()) + "\", \"2\", \"1\"]", "expected a number below");
        refused("1155973203", "1155973204", "pi_b: ");
        refused("\"pi_b\": [", "\"pi_b\": [[\"1\", \"0\"],", "pi_b: expected an array of 3");
    }

    @Test
    void aPointOutsideTheSubgroupIsNamed() {
        G2Affine outside = ZkeyFileContractTest.outsideTheSubgroup();
        String text = PROOF_OF_GENERATORS;
        text = text.replace(
                G2Affine.GENERATOR.x().re().toString(), outside.x().re().toString());
        text = text.replace(
                G2Affine.GENERATOR.x().im().toString(), outside.x().im().toString());
        text = text.replace(
                G2Affine.GENERATOR.y().re().toString(), outside.y().re().toString());
        String spoilt = text.replace(
                G2Affine.GENERATOR.y().im().toString(), outside.y().im().toString());
        assertThatThrownBy(() -> SnarkjsJson.decodeProof(spoilt))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("proof: B lies on the curve but outside the subgroup");
    }

    @Test
    void theWrongKeyIsNamed() {
        keyRefused("\"nPublic\": 2", "\"nPublic\": 3", "nPublic is 3 but IC has 3 points");
        keyRefused("\"nPublic\": 2", "\"nPublic\": \"2\"", "nPublic: expected a count");
        keyRefused("\"nPublic\": 2", "\"nPublic\": -2", "nPublic: expected a count");
        keyRefused("\"nPublic\": 2", "\"nPublic\": 2.5", "nPublic: expected a count");
        keyRefused("\"IC\": [", "\"IC\": [], \"other\": [", "IC has 0 points");
        keyRefused("\"IC\": [", "\"IC\": {}, \"other\": [", "IC: expected an array of points");
        keyRefused("\"IC\": [", "\"IC\": [[\"1\", \"3\", \"1\"],", "IC[0]: ");
        keyRefused(
                "\"vk_alpha_1\": [",
                "\"vk_alpha_1\": " + infinity("1") + ", \"other\": [",
                "alpha is the point at infinity");
    }

    @Test
    void wrongPublicInputsAreNamed() {
        inputsRefused("{}", "public inputs: expected an array");
        inputsRefused("[1]", "public input 0: expected a decimal string, found 1");
        inputsRefused("[\"1\", \"" + Fr.MODULUS + "\"]", "public input 1: expected a number below " + Fr.MODULUS);
        inputsRefused("[\"1\"", "public inputs: not JSON");
    }

    @Test
    void anEndlessFileIsNotReadToItsEnd() throws IOException {
        Path file = directory.resolve("huge.json");
        Files.writeString(file, " ".repeat(SnarkjsReader.MAX_BYTES + 1));
        assertThatThrownBy(() -> SnarkjsJson.readProof(file))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("more than 1048576 bytes");
        Files.write(file, new byte[] {'"', (byte) 0xff, '"'});
        assertThatThrownBy(() -> SnarkjsJson.readProof(file))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("not UTF-8");
    }

    private static String infinity(String y) {
        return "[\n  \"0\",\n  \"" + y + "\",\n  \"0\"\n ]";
    }

    private static void refused(String part, String replacement, String message) {
        assertThat(PROOF_OF_GENERATORS).contains(part);
        assertThatThrownBy(() -> SnarkjsJson.decodeProof(PROOF_OF_GENERATORS.replace(part, replacement)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(message);
    }

    private static void keyRefused(String part, String replacement, String message) {
        assertThat(KEY).contains(part);
        assertThatThrownBy(() -> SnarkjsJson.decodeVerifyingKey(KEY.replace(part, replacement)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(message);
    }

    private static void inputsRefused(String text, String message) {
        assertThatThrownBy(() -> SnarkjsJson.decodePublicInputs(text))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(message);
    }
}
