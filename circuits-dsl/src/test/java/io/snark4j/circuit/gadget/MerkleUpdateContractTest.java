package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleUpdateContractTest {
    private static final int LEAVES = 6;

    /** Inputs: leaf before, leaf after, bits, siblings; results: both roots. */
    private static GadgetTrial gadget(int depth) {
        return GadgetTrial.of(2 + 2 * depth, 2, (api, in) -> {
            List<Var> rest = List.of(in).subList(2, in.length);
            MerkleGadget.Roots roots =
                    MerkleGadget.update(api, in[0], in[1], rest.subList(0, depth), rest.subList(depth, 2 * depth));
            return new Var[] {roots.before(), roots.after()};
        });
    }

    private static Fr[] leaves() {
        Random random = new Random(4);
        Fr[] leaves = new Fr[LEAVES];
        for (int i = 0; i < LEAVES; i++) {
            leaves[i] = Fr.random(random);
        }
        return leaves;
    }

    private static MerkleTree tree(int depth, Fr[] leaves) {
        MerkleTree tree = new MerkleTree(depth);
        tree.appendAll(FrVector.of(leaves), Work.ofThreads(1));
        return tree;
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "3, 5", "5, 3"})
    void theGadgetGivesTheRootsOfTheNativeUpdate(int depth, int index) {
        Fr[] leaves = leaves();
        MerkleTree tree = tree(depth, leaves);
        MerkleProof proof = tree.proof(index);
        Fr before = tree.root();
        Fr leaf = leaves[index].add(Fr.ONE);
        tree.update(index, leaf);
        GadgetTrial trial = gadget(depth);
        trial.gives(
                GadgetTrial.concat(
                        new Fr[] {leaves[index], leaf},
                        GadgetTrial.bits(index, depth),
                        proof.siblings().toArray(Fr[]::new)),
                before,
                tree.root());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aLevelCosts483(int depth) {
        assertThat(gadget(depth).cost()).isEqualTo(483 * depth);
    }

    @Test
    void anUpdateCannotBeCheated() {
        gadget(2).isSound(GadgetTrial.of(7, 8, 0, 1, 9, 10));
        gadget(2).refuses(GadgetTrial.of(7, 8, 0, 2, 9, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 32})
    void anUpdatedTreeIsTheTreeOfTheNewLeaves(int depth) {
        Fr[] leaves = leaves();
        MerkleTree tree = tree(depth, leaves);
        for (int index : new int[] {0, 3, 5, 5}) {
            leaves[index] = leaves[index].add(Fr.of(index + 1));
            tree.update(index, leaves[index]);
            assertThat(tree.root()).isEqualTo(tree(depth, leaves).root());
            assertThat(tree.proof(index).verify(leaves[index], tree.root())).isTrue();
        }
        assertThat(tree.size()).isEqualTo(LEAVES);
        assertThatThrownBy(() -> tree.update(LEAVES, Fr.ONE))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Merkle update of leaf 6 in a tree of 6");
    }
}
