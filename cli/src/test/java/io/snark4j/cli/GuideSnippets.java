package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CircuitRun;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Hint;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.MerkleGadget;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.profile.CircuitProfile;
import io.snark4j.circuit.profile.ConstraintCount;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Keys;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.Setup;
import io.snark4j.groth16.SnarkjsJson;
import io.snark4j.groth16.ZkeyFile;
import io.snark4j.r1cs.Witness;
import io.snark4j.r1cs.file.R1csFile;
import io.snark4j.r1cs.file.WtnsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java of docs/circuits.md, each snippet between two marks, in the guide's order: {@link CircuitGuideTest} compares them and has these tests
 * run.
 */
class GuideSnippets {
    private static final Fr secret = Fr.of(42);

    // guide
    record Cubic(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x).times(x).plus(x).plus(5));
        }
    }

    record CubicInputs(long y, long x) {}
    // end

    @Test
    void aFirstProof(@TempDir Path directory) throws IOException {
        // guide
        CompiledCircuit circuit = CircuitCompiler.compile(Cubic.class);
        Witness witness = circuit.solve(new CubicInputs(35, 3));
        // end

        // guide
        Keys keys = Groth16.setup(circuit, Setup.insecureForTests());
        Proof proof = Groth16.prove(keys.provingKey(), witness);
        boolean holds = Groth16.verify(keys.verifyingKey(), proof, List.of(Fr.of(35)));
        // end
        assertThat(holds).isTrue();
        assertThat(witness.publicValues()).containsExactly(Fr.of(35));
        assertThat(Groth16.verify(keys.verifyingKey(), proof, List.of(Fr.of(36))))
                .isFalse();
        write(directory, circuit, witness, keys, proof);
    }

    // guide
    record Member(@Public Var root, Var secret, List<Var> path, List<Var> siblings) implements Circuit {
        static Member ofDepth(int depth) {
            return new Member(Var.input(), Var.input(), List.of(Var.array(depth)), List.of(Var.array(depth)));
        }

        @Override
        public void define(Api api) {
            Var leaf = PoseidonGadget.hash(api, secret);
            api.assertEqual(root, MerkleGadget.root(api, leaf, path, siblings));
        }
    }

    record MemberInputs(Fr root, Fr secret, List<Boolean> path, List<Fr> siblings) {}
    // end

    @Test
    void aMember(@TempDir Path directory) throws IOException {
        // guide
        MerkleTree tree = new MerkleTree(20);
        tree.append(Fr.of(111));
        tree.append(Poseidon.hash(secret));
        MerkleProof path = tree.proof(1);
        List<Boolean> bits = IntStream.range(0, 20)
                .mapToObj(i -> (path.index() >> i & 1) == 1)
                .toList();

        CompiledCircuit circuit = CircuitCompiler.compile(Member.ofDepth(20));
        Witness witness = circuit.solve(new MemberInputs(tree.root(), secret, bits, path.siblings()));
        // end
        assertThat(witness.publicValues()).containsExactly(tree.root());
        assertThat(circuit.constraints()).isEqualTo(213 + 20 * 242);
        assertThatThrownBy(() -> circuit.solve(new MemberInputs(tree.root(), Fr.ONE, bits, path.siblings())))
                .isInstanceOf(UnsatisfiedConstraintException.class);
        profile(circuit, directory);
    }

    // guide
    record Fee(@Public Var fee, Var amount) implements Circuit {
        @Override
        public void define(Api api) {
            Var isSmall = api.isLess(amount, api.constant(1000), 64);
            api.assertEqual(fee, api.select(isSmall, api.constant(1), amount.times(3)));
        }
    }
    // end

    @Test
    void aFee() {
        CompiledCircuit circuit = CircuitCompiler.compile(Fee.class);
        for (Map<String, Integer> fees :
                List.of(Map.of("fee", 1, "amount", 999), Map.of("fee", 3000, "amount", 1000))) {
            assertThat(circuit.solve(fees).publicValues()).containsExactly(Fr.of(fees.get("fee")));
        }
        assertThatThrownBy(() -> circuit.solve(Map.of("fee", 1, "amount", 1000)))
                .isInstanceOf(UnsatisfiedConstraintException.class);
    }

    private static void profile(CompiledCircuit circuit, Path directory) throws IOException {
        // guide
        CircuitProfile profile = CircuitProfile.of(circuit);
        String tenCostliestLines = profile.table(10);
        profile.writePprof(directory.resolve("member.pb.gz"));
        // end
        assertThat(tenCostliestLines).contains("GuideSnippets.java");
        assertThat(directory.resolve("member.pb.gz")).isNotEmptyFile();
    }

    // guide
    record Purchase(@Public Var price, Var balance) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertRange(balance, 64);
            api.assertRange(price, 64);
            api.label("balance ≥ price", () -> api.assertLessOrEqual(price, balance, 64));
        }
    }
    // end

    /** Throws what the guide shows. */
    static void spendTooMuch() {
        // guide
        CompiledCircuit circuit = CircuitCompiler.compile(Purchase.class);
        circuit.solve(Map.of("price", 6, "balance", 5));
        // end
    }

    // guide
    record Root(@Public Var square) implements Circuit {
        @Override
        public void define(Api api) {
            Var root = api.hint("root", new RootHint(), 1, square)[0];
            api.assertProduct(root, root, square);
            api.assertRange(root, 64);
        }
    }

    record RootHint() implements Hint {
        @Override
        public Fr[] compute(Fr[] inputs) {
            return new Fr[] {Fr.of(inputs[0].toBigInteger().sqrt())};
        }

        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            return List.<Fr[]>of(new Fr[] {outputs[0].neg()});
        }
    }
    // end

    // guide
    @Test
    void aRootIsTheOnlyOne() {
        CompiledCircuit circuit = CircuitCompiler.compile(Root.class);
        Map<String, Integer> honest = Map.of("square", 49);
        CircuitRun.of(circuit, honest).requireAccepted();
        CircuitRun.of(circuit, Map.of("square", 50)).requireRefused("square = 50");

        SoundnessCheck.of(circuit).run(honest, new SecureRandom()).requireSound();
        CircuitLint.of(circuit)
                .permit("root", "the other square root is not below 2^64")
                .run(circuit.solve(honest))
                .requireClean();

        ConstraintCount.of(circuit).requireEqualTo(65);
        assertThat(circuit.warnings()).isEmpty();
    }
    // end

    /** {@link Root} without its range check, as the guide warns of. */
    record EitherRoot(@Public Var square) implements Circuit {
        @Override
        public void define(Api api) {
            Var root = api.hint("root", new RootHint(), 1, square)[0];
            api.assertProduct(root, root, square);
        }
    }

    private static void write(Path directory, CompiledCircuit circuit, Witness witness, Keys keys, Proof proof)
            throws IOException {
        // guide
        R1csFile.write(directory.resolve("cubic.r1cs"), circuit);
        circuit.writeSym(directory.resolve("cubic.sym"));
        WtnsFile.write(directory.resolve("witness.wtns"), witness);
        ZkeyFile.write(directory.resolve("cubic.zkey"), keys.provingKey());
        SnarkjsJson.writeProof(directory.resolve("proof.json"), proof);
        SnarkjsJson.writePublicInputs(directory.resolve("public.json"), witness.publicValues());
        // end
        assertThat(SnarkjsJson.readProof(directory.resolve("proof.json"))).isEqualTo(proof);
    }
}
