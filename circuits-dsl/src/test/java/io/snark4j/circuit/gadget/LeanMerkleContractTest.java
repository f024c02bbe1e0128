package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeanMerkleContractTest {
    /** Inputs: leaf, depth, bits, siblings. */
    private static GadgetTrial gadget(int levels) {
        return GadgetTrial.of(2 + 2 * levels, 1, (api, in) -> {
            List<Var> rest = List.of(in).subList(2, in.length);
            return new Var[] {
                LeanMerkleGadget.root(api, in[0], in[1], rest.subList(0, levels), rest.subList(levels, 2 * levels))
            };
        });
    }

    private static Fr[] inputs(Fr leaf, LeanMerkleProof proof, int levels) {
        Fr[] siblings = GadgetTrial.bits(0, levels);
        for (int i = 0; i < proof.depth(); i++) {
            siblings[i] = proof.siblings().get(i);
        }
        return GadgetTrial.concat(
                new Fr[] {leaf, Fr.of(proof.depth())}, GadgetTrial.bits(proof.path(), levels), siblings);
    }

    private static LeanIncrementalMerkleTree tree(List<Fr> leaves) {
        LeanIncrementalMerkleTree tree = new LeanIncrementalMerkleTree();
        leaves.forEach(tree::append);
        return tree;
    }

    private static List<Fr> leaves(int n) {
        List<Fr> leaves = new ArrayList<>();
        Random random = new Random(n);
        for (int i = 0; i < n; i++) {
            leaves.add(Fr.random(random));
        }
        return leaves;
    }

    /** The definition: the left part is the largest full tree that leaves something over. */
    private static Fr root(List<Fr> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return Poseidon.hash(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }

    @Test
    void rootsFollowTheDefinition() {
        LeanIncrementalMerkleTree tree = new LeanIncrementalMerkleTree();
        List<Fr> leaves = leaves(40);
        for (int n = 1; n <= 40; n++) {
            assertThat(tree.append(leaves.get(n - 1))).isEqualTo(n - 1);
            assertThat(tree.root()).isEqualTo(root(leaves.subList(0, n)));
            assertThat(tree.size()).isEqualTo(n);
            assertThat(tree.depth()).isEqualTo(n == 1 ? 0 : 32 - Integer.numberOfLeadingZeros(n - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 8, 11})
    void everyLeafIsProvedAtItsPlaceOnly(int n) {
        List<Fr> leaves = leaves(n);
        LeanIncrementalMerkleTree tree = tree(leaves);
        for (int i = 0; i < n; i++) {
            LeanMerkleProof proof = tree.proof(i);
            assertThat(proof.depth()).isLessThanOrEqualTo(tree.depth());
            assertThat(proof.verify(leaves.get(i), tree.root())).isTrue();
            assertThat(proof.verify(leaves.get(i).add(Fr.ONE), tree.root())).isFalse();
        }
        LeanMerkleProof last = tree.proof(n - 1);
        assertThat(last.depth()).isEqualTo(n == 1 ? 0 : n == 5 ? 1 : n == 3 ? 1 : n == 6 || n == 11 ? 2 : tree.depth());
    }

    @Test
    void anUpdateChangesTheLeafAndNothingElse() {
        List<Fr> leaves = leaves(11);
        LeanIncrementalMerkleTree tree = tree(leaves);
        for (int i : new int[] {0, 7, 10, 10}) {
            leaves.set(i, leaves.get(i).add(Fr.ONE));
            tree.update(i, leaves.get(i));
            assertThat(tree.root()).isEqualTo(root(leaves));
        }
    }

    @Test
    void whatIsNotThereIsRefusedByName() {
        assertThatThrownBy(() -> new LeanIncrementalMerkleTree().root())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a LeanIMT without leaves has no root");
        assertThatThrownBy(() -> tree(leaves(3)).proof(3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("leaf 3 of a LeanIMT of 3");
        assertThatThrownBy(() -> tree(leaves(3)).update(-1, Fr.ONE)).hasMessage("leaf -1 of a LeanIMT of 3");
        assertThatThrownBy(() -> new LeanMerkleProof(2, List.of(Fr.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LeanMerkleProof: path 2 of depth 1");
        assertThatThrownBy(() -> new LeanMerkleProof(0, Collections.nCopies(33, Fr.ZERO)))
                .hasMessage("LeanMerkleProof of 33 siblings, expected at most 32");
        assertThatThrownBy(() -> GadgetTrial.of(5, 1, (api, in) ->
                        new Var[] {LeanMerkleGadget.root(api, in[0], in[1], List.of(in[2]), List.of(in[3], in[4]))}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Merkle path of 2 siblings but 1 bits");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 20})
    void aLevelCosts244(int levels) {
        assertThat(gadget(levels).cost()).isEqualTo(244 * levels);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13})
    void theGadgetGivesTheNativeRoot(int n) {
        List<Fr> leaves = leaves(n);
        LeanIncrementalMerkleTree tree = tree(leaves);
        GadgetTrial trial = gadget(4);
        for (int i = 0; i < n; i++) {
            trial.gives(inputs(leaves.get(i), tree.proof(i), 4), tree.root());
        }
    }

    @Test
    void siblingsAboveTheDepthChangeNothing() {
        List<Fr> leaves = leaves(3);
        LeanIncrementalMerkleTree tree = tree(leaves);
        Fr[] inputs = inputs(leaves.get(2), tree.proof(2), 3);
        inputs[6] = Fr.of(5);
        inputs[7] = Fr.of(6);
        gadget(3).gives(inputs, tree.root());
    }

    @Test
    void depthsAndBitsOutOfRangeAreRefused() {
        GadgetTrial trial = gadget(3);
        Fr[] inputs = inputs(Fr.ONE, new LeanMerkleProof(1, List.of(Fr.ONE, Fr.of(2))), 3);
        for (Fr depth : new Fr[] {Fr.of(4), Fr.ONE.neg(), Fr.TWO.inverse()}) {
            Fr[] wrong = inputs.clone();
            wrong[1] = depth;
            trial.refuses(wrong);
        }
        for (int bit = 0; bit < 3; bit++) {
            Fr[] wrong = inputs.clone();
            wrong[2 + bit] = Fr.TWO;
            trial.refuses(wrong);
        }
        Fr[] aboveTheDepth = inputs.clone();
        aboveTheDepth[4] = Fr.ONE;
        trial.refuses(aboveTheDepth);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void thePathCannotBeCheated(int depth) {
        LeanMerkleProof proof = new LeanMerkleProof((1 << depth) - 1, leaves(3).subList(0, depth));
        gadget(3).isSound(inputs(Fr.of(9), proof, 3));
    }
}
