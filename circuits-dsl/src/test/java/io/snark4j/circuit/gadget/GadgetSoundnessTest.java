package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.GadgetCountsContractTest.Hash;
import io.snark4j.circuit.gadget.GadgetCountsContractTest.Path;
import io.snark4j.circuit.gadget.GadgetCountsContractTest.Ticket;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.lint.LintReport;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.circuit.soundness.SoundnessReport;
import io.snark4j.field.Fr;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every cell changed in turn is noticed, and the inputs determine every other; no gadget here has a hint of its own. */
class GadgetSoundnessTest {
    static Stream<Integer> sizes() {
        return PoseidonContractTest.sizes().boxed();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void poseidon(int n) {
        Random random = new Random(n);
        List<Fr> inputs = Stream.generate(() -> Fr.random(random)).limit(n).toList();
        assertSound(
                CircuitCompiler.compile(new Hash(Var.input(), Arrays.asList(Var.array(n)))),
                Map.of("digest", Poseidon.hash(inputs.toArray(Fr[]::new)), "inputs", inputs),
                random);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void merkle(int index) {
        Random random = new Random(index);
        Fr leaf = Fr.random(random);
        MerkleProof proof = new MerkleProof(index, List.of(Fr.random(random), Fr.random(random)));
        assertSound(
                CircuitCompiler.compile(
                        new Path(Var.input(), Var.input(), Arrays.asList(Var.array(2)), Arrays.asList(Var.array(2)))),
                Map.of(
                        "root", proof.root(leaf),
                        "leaf", leaf,
                        "bits", List.of(index & 1, index >> 1),
                        "siblings", proof.siblings()),
                random);
    }

    @Test
    void rln() {
        Random random = new Random(3);
        Fr secret = Fr.random(random);
        Fr slope = Rln.slope(secret, Fr.of(7), 5);
        Rln.Share share = Rln.share(secret, slope, Fr.random(random));
        assertSound(
                CircuitCompiler.compile(Ticket.class),
                Map.of(
                        "nullifier",
                        Rln.nullifier(slope),
                        "share",
                        share.y(),
                        "x",
                        share.x(),
                        "secret",
                        secret,
                        "scope",
                        7,
                        "index",
                        5),
                random);
    }

    // All cells but the constant one, each by one and by a random number.
    private static void assertSound(CompiledCircuit circuit, Map<String, ?> inputs, Random random) {
        SoundnessReport report = SoundnessCheck.of(circuit).run(inputs, random);
        assertThat(report.unnoticed()).isEmpty();
        assertThat(report.free()).isEmpty();
        assertThat(report.mutations()).isEqualTo(2 * (circuit.wires() - 1));
        assertThat(report.forgeries()).isZero();
        LintReport lint = CircuitLint.of(circuit).run(circuit.solve(inputs));
        lint.requireClean();
        assertThat(lint.permitted()).isEmpty();
        assertThat(lint.determined())
                .isEqualTo(circuit.wires() - 1 - circuit.inputNames().size());
    }
}
