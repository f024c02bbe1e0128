package io.snark4j.r1cs.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.peers.Circom;
import io.snark4j.peers.Node;
import io.snark4j.peers.Snarkjs;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What circom2 compiles and snarkjs calculates is read, agrees with what snarkjs says of it, and survives being written again. */
@Tag("peers")
class CircomFilesPeersTest {
    private static final String SOURCE = """
            pragma circom 2.0.0;
            include "comparators.circom";

            template Purchase() {
                signal input price;
                signal input balance;
                signal input memo[3];
                signal output change;
                component enough = LessEqThan(32);
                enough.in[0] <== price;
                enough.in[1] <== balance;
                enough.out === 1;
                change <== (balance - price) * (memo[0] + 7 * memo[1] - memo[2]);
            }

            component main {public [price]} = Purchase();
            """;

    @TempDir
    Path directory;

    @Test
    void circom_and_snarkjs_agree_with_the_import() throws IOException {
        Node node = Node.find();
        Snarkjs snarkjs = new Snarkjs(node);
        Path source = Files.writeString(directory.resolve("purchase.circom"), SOURCE);
        Circom.Artifacts artifacts = new Circom(node).compile(source, directory);
        R1cs system = R1csFile.read(artifacts.r1cs());
        Map<String, Long> counts = Map.of(
                "Wires", (long) system.wires(),
                "Constraints", (long) system.constraints(),
                "Private Inputs", (long) system.privateInputs(),
                "Public Inputs", (long) system.publicInputs(),
                "Labels", system.labels().count(),
                "Outputs", (long) system.publicOutputs());
        assertThat(snarkjs.r1csInfo(artifacts.r1cs())).containsAllEntriesOf(counts);
        assertThat(system.publicCount()).isEqualTo(2);

        Path input = Files.writeString(
                directory.resolve("input.json"), "{\"price\": 40, \"balance\": \"42\", \"memo\": [1, 2, 3]}");
        Path wtns = directory.resolve("purchase.wtns");
        snarkjs.calculateWitness(artifacts.wasm(), input, wtns);
        Witness witness = WtnsFile.read(wtns, system);
        assertThat(Satisfaction.check(system, witness)).isEmpty();
        assertThat(witness.publicValues()).containsExactly(Fr.of(2 * (1 + 14 - 3)), Fr.of(40));

        Path rewritten = directory.resolve("rewritten.r1cs");
        R1csFile.write(rewritten, system);
        assertThat(R1csFile.read(rewritten)).isEqualTo(system);
        assertThat(snarkjs.r1csInfo(rewritten)).containsAllEntriesOf(counts);
        Path rewrittenWitness = directory.resolve("rewritten.wtns");
        WtnsFile.write(rewrittenWitness, witness);
        assertThat(Files.mismatch(wtns, rewrittenWitness)).isEqualTo(-1);
        assertThat(snarkjs.isSatisfied(rewritten, rewrittenWitness)).isTrue();
    }
}
