package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import io.snark4j.peers.Circom;
import io.snark4j.peers.Circomlibjs;
import io.snark4j.peers.Circomlibjs.Call;
import io.snark4j.peers.Node;
import io.snark4j.peers.Snarkjs;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.file.R1csFile;
import io.snark4j.r1cs.file.WtnsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** circomlibjs and circomlib hash as we do. */
@Tag("peers")
class PedersenPeersTest {
    private static final HexFormat HEX = HexFormat.of();

    private final Random random = new Random(17);
    private final Circomlibjs circomlibjs = new Circomlibjs(Node.find());

    private List<byte[]> messages(int... lengths) {
        return Arrays.stream(lengths)
                .mapToObj(length -> {
                    byte[] message = new byte[length];
                    random.nextBytes(message);
                    return message;
                })
                .toList();
    }

    private List<String> theirs(String function, List<byte[]> messages) {
        return circomlibjs
                .evaluate(messages.stream()
                        .map(message -> new Call(function, List.of(HEX.formatHex(message))))
                        .toList())
                .stream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void blakeDigestsOfEveryLengthUpToThreeBlocks() {
        List<byte[]> messages = messages(IntStream.rangeClosed(0, 3 * 64).toArray());
        assertThat(messages.stream().map(m -> HEX.formatHex(Blake256.hash(m))).toList())
                .isEqualTo(theirs("blake256", messages));
    }

    @Test
    void generators() {
        List<JsonNode> theirs = circomlibjs.evaluate(IntStream.range(0, 64)
                .mapToObj(i -> new Call("pedersen.generator", List.of(i)))
                .toList());
        for (int i = 0; i < theirs.size(); i++) {
            assertThat(List.of(
                            PedersenHash.generator(i).x(),
                            PedersenHash.generator(i).y()))
                    .isEqualTo(List.of(
                            Fr.parse(theirs.get(i).get(0).asString()),
                            Fr.parse(theirs.get(i).get(1).asString())));
        }
    }

    @Test
    void hashesOfUpToFourteenSegments() {
        List<byte[]> messages =
                new ArrayList<>(messages(IntStream.rangeClosed(1, 5 * 25).toArray()));
        // Fourteen segments: the thirteenth's generator is the first that needs its digest reduced mod r.
        messages.addAll(messages(14 * 25));
        for (int length : new int[] {1, 24, 25, 26, 50, 51}) {
            messages.add(new byte[length]);
            byte[] ones = new byte[length];
            Arrays.fill(ones, (byte) -1);
            messages.add(ones);
        }
        assertThat(messages.stream()
                        .map(m -> HEX.formatHex(PedersenHash.hash(m).compress()))
                        .toList())
                .isEqualTo(theirs("pedersen.hash", messages));
    }

    /** Two segments, the last window without its sign. */
    @Test
    void circomsOwnCircuitIsAsLargeAndHashesTheSame(@TempDir Path directory) throws IOException {
        int n = 207;
        boolean[] bits = new boolean[n];
        for (int i = 0; i < n; i++) {
            bits[i] = random.nextBoolean();
        }
        Path source = Files.writeString(directory.resolve("pedersen_hash.circom"), """
                pragma circom 2.1.6;
                include "pedersen.circom";
                component main = Pedersen(%d);
                """.formatted(n));
        Node node = Node.find();
        Circom.Artifacts circom = new Circom(node).compile(source, directory);
        Path input = Files.writeString(
                directory.resolve("input.json"),
                IntStream.range(0, n)
                        .mapToObj(i -> bits[i] ? "\"1\"" : "\"0\"")
                        .collect(Collectors.joining(",", "{\"in\":[", "]}")));
        Path wtns = directory.resolve("witness.wtns");
        new Snarkjs(node).calculateWitness(circom.wasm(), input, wtns);
        ConstraintSystem theirs = R1csFile.read(circom.r1cs());
        assertThat(WtnsFile.read(wtns, theirs).publicValues())
                .containsExactly(
                        PedersenHash.hashBits(bits).x(),
                        PedersenHash.hashBits(bits).y());
        CompiledCircuit ours = CircuitCompiler.compile(
                new PedersenContractTest.Hash(BabyJubjubVar.input(), Arrays.asList(Var.array(n))));
        // Theirs takes the bits for boolean: without these ours is as large.
        assertThat(ours.constraints()).isEqualTo(theirs.constraints() + n);
        assertThat(theirs.constraints()).isEqualTo(367);
    }
}
