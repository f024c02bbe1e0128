package io.snark4j.cli.demo;

import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The public side of the deposits: their commitments in order, and the Merkle tree over their leaves. */
final class Vault {
    private final MerkleTree tree;
    private final Map<Fr, Long> indexByCommitment = new HashMap<>();

    Vault(int depth) {
        tree = new MerkleTree(depth);
    }

    /** Takes deposits in this order. */
    void deposit(List<Note> notes, Work work) {
        long index = tree.size();
        for (Note note : notes) {
            indexByCommitment.put(note.commitment(), index++);
        }
        tree.appendAll(FrVector.copyOf(notes.stream().map(Note::leaf).toList()), work);
    }

    Fr root() {
        return tree.root();
    }

    MerkleProof path(long index) {
        return tree.proof(index);
    }

    /** Whose commitment this is: the place of its deposit. */
    OptionalLong find(Fr commitment) {
        Long index = indexByCommitment.get(commitment);
        return index == null ? OptionalLong.empty() : OptionalLong.of(index);
    }
}
