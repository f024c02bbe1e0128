package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.vectors.CircomlibVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeContractTest {
    private static List<Fr> leaves(int n, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, n).mapToObj(i -> Fr.random(random)).toList();
    }

    /** The root by folding whole levels: zeros are leaves like any other. */
    private static Fr fold(int depth, List<Fr> leaves) {
        List<Fr> level = new ArrayList<>(leaves);
        Fr zero = Fr.ZERO;
        for (int l = 0; l < depth; l++) {
            List<Fr> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                Fr right = i + 1 < level.size() ? level.get(i + 1) : zero;
                above.add(Poseidon.hash(level.get(i), right));
            }
            level = above;
            zero = Poseidon.hash(zero, zero);
        }
        return level.getFirst();
    }

    @Test
    void emptyTreesHaveCircomlibjsRoots() {
        var zeroRoots = CircomlibVectors.load().zeroRoots();
        for (int depth = 1; depth <= 32; depth++) {
            assertThat(new MerkleTree(depth).root()).isEqualTo(Fr.of(zeroRoots.get(depth)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 32})
    void appendingOneByOneAndAllAtOnceGiveTheFoldedRoot(int depth) {
        int n = Math.min(1 << Math.min(depth, 10), 37);
        List<Fr> leaves = leaves(n, depth);
        MerkleTree single = new MerkleTree(depth);
        for (int i = 0; i < n; i++) {
            assertThat(single.append(leaves.get(i))).isEqualTo(i);
            assertThat(single.root()).isEqualTo(fold(depth, leaves.subList(0, i + 1)));
        }
        MerkleTree bulk = new MerkleTree(depth);
        int half = n / 2;
        bulk.appendAll(FrVector.copyOf(leaves.subList(0, half)), Work.ofThreads(1));
        bulk.appendAll(FrVector.copyOf(leaves.subList(half, n)), Work.ofThreads(3));
        assertThat(bulk.root()).isEqualTo(single.root());
        assertThat(bulk.size()).isEqualTo(n);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 32})
    void everyLeafIsProvedAtItsPlaceOnly(int depth) {
        int n = Math.min(1 << Math.min(depth, 10), 9);
        List<Fr> leaves = leaves(n, 50 + depth);
        MerkleTree tree = new MerkleTree(depth);
        tree.appendAll(FrVector.copyOf(leaves), Work.DEFAULT);
        for (int i = 0; i < n; i++) {
            MerkleProof proof = tree.proof(i);
            assertThat(proof.depth()).isEqualTo(depth);
            assertThat(proof.verify(leaves.get(i), tree.root())).isTrue();
            assertThat(proof.verify(leaves.get((i + 1) % n), tree.root())).isFalse();
            assertThat(proof.verify(leaves.get(i), tree.root().add(Fr.ONE))).isFalse();
            MerkleProof elsewhere = new MerkleProof(i ^ 1, proof.siblings());
            assertThat(elsewhere.verify(leaves.get(i), tree.root())).isFalse();
        }
    }

    @Test
    void severalThreadsGiveOneRoot() {
        FrVector leaves = FrVector.copyOf(leaves(500, 1));
        MerkleTree one = new MerkleTree(10);
        one.appendAll(leaves, Work.ofThreads(1));
        MerkleTree many = new MerkleTree(10);
        many.appendAll(leaves, Work.ofThreads(4));
        assertThat(many.root()).isEqualTo(one.root());
    }

    @Test
    void aFullTreeRefusesMoreAndStaysAsItWas() {
        MerkleTree tree = new MerkleTree(1);
        tree.append(Fr.ONE);
        Fr root = tree.root();
        assertThatThrownBy(() -> tree.appendAll(FrVector.of(Fr.ONE, Fr.ONE), Work.DEFAULT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Merkle tree of depth 1 holds 1 leaves and cannot take 2 more: it has room for 2");
        assertThat(tree.root()).isEqualTo(root);
        assertThat(tree.append(Fr.ONE)).isEqualTo(1);
        assertThatThrownBy(() -> tree.append(Fr.ONE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void wrongDepthsAndIndicesAreRefusedByName() {
        assertThatThrownBy(() -> new MerkleTree(33)).hasMessage("Merkle tree of depth 33, expected 1 to 32");
        assertThatThrownBy(() -> new MerkleTree(0)).hasMessage("Merkle tree of depth 0, expected 1 to 32");
        assertThatThrownBy(() -> new MerkleTree(4).proof(0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Merkle proof of leaf 0 in a tree of 0");
        assertThatThrownBy(() -> new MerkleProof(2, List.of(Fr.ZERO)))
                .hasMessage("MerkleProof: index 2 in a tree of depth 1");
        assertThatThrownBy(() -> new MerkleProof(-1, List.of(Fr.ZERO)))
                .hasMessage("MerkleProof: index -1 in a tree of depth 1");
        assertThatThrownBy(() -> new MerkleProof(0, List.of())).hasMessage("Merkle tree of depth 0, expected 1 to 32");
    }
}
