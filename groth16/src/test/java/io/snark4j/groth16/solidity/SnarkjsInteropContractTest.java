package io.snark4j.groth16.solidity;

import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.ACCEPTED;
import static io.snark4j.groth16.solidity.DeployedVerifier.Answer.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Keys;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.Setup;
import io.snark4j.groth16.SnarkjsJson;
import io.snark4j.groth16.ZkeyFile;
import io.snark4j.peers.Anvil;
import io.snark4j.peers.Node;
import io.snark4j.peers.Output;
import io.snark4j.peers.Snarkjs;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.Witness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The contract and the calldata are drop-in replacements of snarkjs'. */
@Tag("peers")
class SnarkjsInteropContractTest {
    @TempDir
    private Path directory;

    @Test
    void calldataIsWhatSnarkjsPrints() throws Exception {
        var random = new SplittableRandom(11);
        for (int count : new int[] {0, 1, 6}) {
            List<Fr> inputs = KnownKey.randomInputs(count, random);
            Proof proof = KnownKey.random(count, random).proof(inputs, random);
            Path proofFile = directory.resolve("proof" + count + ".json");
            Path publicFile = directory.resolve("public" + count + ".json");
            SnarkjsJson.writeProof(proofFile, proof);
            SnarkjsJson.writePublicInputs(publicFile, inputs);
            String printed = run("zkey", "export", "soliditycalldata", publicFile.toString(), proofFile.toString());
            assertThat(SolidityCalldata.export(proof, inputs)).isEqualTo(printed.strip());
        }
    }

    /** One key, both contracts: the same ABI, the same answers. */
    @Test
    void theContractHasTheInterfaceOfSnarkjsContract() throws Exception {
        LinearCombination root = LinearCombination.of(2, Fr.ONE);
        R1cs square = R1cs.builder(0, 1)
                .constrain(root, root, LinearCombination.of(1, Fr.ONE))
                .build(3, 1);
        Keys keys = Groth16.setup(square, Setup.insecureForTests());
        Witness witness = new Witness(FrVector.of(Fr.ONE, Fr.of(1764), Fr.of(42)), 1);
        Proof proof = Groth16.prove(keys.provingKey(), witness);
        Path zkey = directory.resolve("key.zkey");
        Path theirs = directory.resolve("theirs.sol");
        ZkeyFile.write(zkey, keys.provingKey());
        run("zkey", "export", "solidityverifier", zkey.toString(), theirs.toString());
        String ours = SolidityVerifier.export(keys.provingKey(), SolidityOptions.DEFAULT);
        assertThat(ours).contains("INSECURE KEY");
        try (Anvil anvil = Anvil.start()) {
            DeployedVerifier our = DeployedVerifier.deploy(anvil, ours);
            DeployedVerifier their = DeployedVerifier.deploy(anvil, Files.readString(theirs));
            assertThat(our.compiled().name()).isEqualTo(their.compiled().name());
            assertThat(functions(our)).isEqualTo(functions(their)).hasSize(1);
            byte[] good = SolidityCalldata.encode(proof, witness.publicValues());
            byte[] bad = Words.with(good, Words.PROOF, 5);
            for (DeployedVerifier verifier : List.of(our, their)) {
                assertThat(verifier.call(good)).isEqualTo(ACCEPTED);
                assertThat(verifier.call(bad)).isEqualTo(REJECTED);
            }
        }
    }

    /** Each function's name, mutability, and types in and out; parameters' names are no part of the interface. */
    private static List<String> functions(DeployedVerifier verifier) {
        return verifier.compiled()
                .abi()
                .valueStream()
                .filter(entry -> entry.path("type").asString().equals("function"))
                .map(entry -> entry.path("name").asString()
                        + types(entry.path("inputs"))
                        + entry.path("stateMutability").asString()
                        + types(entry.path("outputs")))
                .sorted()
                .toList();
    }

    private static List<String> types(JsonNode parameters) {
        Stream<String> types =
                parameters.valueStream().map(parameter -> parameter.path("type").asString());
        return types.toList();
    }

    private static String run(String... arguments) {
        Output output = new Snarkjs(Node.find()).run(arguments);
        assertThat(output.isSuccess()).as(output.stdout() + output.stderr()).isTrue();
        return output.stdout();
    }
}
