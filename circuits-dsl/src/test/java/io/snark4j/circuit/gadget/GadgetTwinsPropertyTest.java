package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.GadgetCountsContractTest.Hash;
import io.snark4j.circuit.gadget.GadgetCountsContractTest.Path;
import io.snark4j.circuit.gadget.GadgetCountsContractTest.Ticket;
import io.snark4j.field.Fr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gadget accepts what its native twin computes, and nothing else. */
class GadgetTwinsPropertyTest {
    private static final Fr MINUS_ONE = Fr.ONE.neg();

    static Stream<Integer> sizes() {
        return PoseidonContractTest.sizes().boxed();
    }

    private static List<Fr> random(int n, Random random) {
        return Stream.generate(() -> Fr.random(random)).limit(n).toList();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void poseidon(int n) {
        CompiledCircuit circuit = CircuitCompiler.compile(new Hash(Var.input(), Arrays.asList(Var.array(n))));
        Random random = new Random(n);
        for (List<Fr> inputs :
                List.of(random(n, random), Collections.nCopies(n, Fr.ZERO), Collections.nCopies(n, MINUS_ONE))) {
            Fr digest = Poseidon.hash(inputs.toArray(Fr[]::new));
            assertThat(circuit.solve(Map.of("digest", digest, "inputs", inputs)).publicValues())
                    .containsExactly(digest);
            assertThatThrownBy(() -> circuit.solve(Map.of("digest", digest.add(Fr.ONE), "inputs", inputs)))
                    .isInstanceOf(UnsatisfiedConstraintException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 32})
    void merkle(int depth) {
        CompiledCircuit circuit = CircuitCompiler.compile(
                new Path(Var.input(), Var.input(), Arrays.asList(Var.array(depth)), Arrays.asList(Var.array(depth))));
        Random random = new Random(depth);
        for (int i = 0; i < 3; i++) {
            Fr leaf = Fr.random(random);
            MerkleProof proof = new MerkleProof(random.nextLong() >>> (64 - depth), random(depth, random));
            List<Long> bits = LongStream.range(0, depth)
                    .mapToObj(level -> proof.index() >>> level & 1)
                    .toList();
            Map<String, Object> inputs =
                    Map.of("root", proof.root(leaf), "leaf", leaf, "bits", bits, "siblings", proof.siblings());
            assertThat(circuit.solve(inputs).publicValues()).containsExactly(proof.root(leaf));
            List<Object> changed = new ArrayList<>(bits);
            changed.set(depth - 1, 1 - bits.get(depth - 1));
            assertThatThrownBy(() -> circuit.solve(Map.of(
                            "root", proof.root(leaf), "leaf", leaf, "bits", changed, "siblings", proof.siblings())))
                    .isInstanceOf(UnsatisfiedConstraintException.class);
            changed.set(depth - 1, 2);
            assertThatThrownBy(() -> circuit.solve(Map.of(
                            "root", proof.root(leaf), "leaf", leaf, "bits", changed, "siblings", proof.siblings())))
                    .isInstanceOf(UnsatisfiedConstraintException.class);
        }
    }

    @Test
    void rln() {
        CompiledCircuit circuit = CircuitCompiler.compile(Ticket.class);
        Random random = new Random(9);
        for (long index : new long[] {0, 1, (1L << 32) - 1}) {
            Fr secret = Fr.random(random);
            Fr scope = Fr.random(random);
            Fr slope = Rln.slope(secret, scope, index);
            Rln.Share share = Rln.share(secret, slope, Fr.random(random));
            Map<String, Object> inputs = Map.of(
                    "nullifier",
                    Rln.nullifier(slope),
                    "share",
                    share.y(),
                    "x",
                    share.x(),
                    "secret",
                    secret,
                    "scope",
                    scope,
                    "index",
                    index);
            assertThat(circuit.solve(inputs).publicValues())
                    .containsExactly(Rln.nullifier(slope), share.y(), share.x());
        }
    }

    @Test
    void constantsCostNothingAndGiveTheNativeDigest() {
        record Constant(@io.snark4j.circuit.Public Var digest) implements io.snark4j.circuit.Circuit {
            @Override
            public void define(io.snark4j.circuit.Api api) {
                api.assertEqual(digest, PoseidonGadget.hash(api, api.constant(1), api.constant(2)));
            }
        }
        CompiledCircuit circuit = CircuitCompiler.compile(Constant.class);
        assertThat(circuit.constraints()).isEqualTo(1);
        assertThat(circuit.solve(Map.of("digest", Poseidon.hash(Fr.ONE, Fr.of(2))))
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aPathOfAnotherLengthIsRefused() {
        Path uneven = new Path(Var.input(), Var.input(), Arrays.asList(Var.array(2)), Arrays.asList(Var.array(3)));
        assertThatThrownBy(() -> CircuitCompiler.compile(uneven))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Merkle path of 3 siblings but 2 bits");
    }
}
