package io.snark4j.credits.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tree rebuilt from events that a node may have left out, changed or reordered. */
class DepositTreeContractTest {
    private static final int DEPTH = 5;

    /** Calls of so many notes, as an honest node tells of them. */
    private static List<VaultEvent.Deposited> deposits(int... calls) {
        MerkleTree tree = new MerkleTree(DEPTH);
        List<VaultEvent.Deposited> all = new ArrayList<>();
        for (int size : calls) {
            List<VaultEvent.Deposited> call = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Fr commitment = Fr.of(1000 + all.size() + i);
                BigInteger deposit = BigInteger.valueOf(100 + i);
                long index = tree.append(CreditProtocol.leaf(commitment, deposit));
                call.add(new VaultEvent.Deposited(commitment, Address.ZERO, index, deposit, Fr.ZERO));
            }
            call.forEach(d -> all.add(
                    new VaultEvent.Deposited(d.commitment(), d.depositor(), d.index(), d.deposit(), tree.root())));
        }
        return all;
    }

    @Test
    void findsEveryNoteAndItsPath() {
        DepositTree tree = new DepositTree(DEPTH);
        List<VaultEvent.Deposited> deposits = deposits(1, 3, 2);
        tree.append(deposits.subList(0, 1));
        tree.append(deposits.subList(1, 6));
        assertThat(tree.size()).isEqualTo(6);
        assertThat(tree.root()).isEqualTo(deposits.getLast().root());
        for (VaultEvent.Deposited deposit : deposits) {
            long index = tree.find(deposit.commitment()).orElseThrow();
            assertThat(index).isEqualTo(deposit.index());
            Fr leaf = CreditProtocol.leaf(deposit.commitment(), deposit.deposit());
            assertThat(tree.proof(index).verify(leaf, tree.root())).isTrue();
        }
        assertThat(tree.find(Fr.of(7))).isEmpty();
        assertThat(new DepositTree(DEPTH).root()).isEqualTo(MerkleTree.zero(DEPTH));
    }

    @Test
    void noticesDepositsThatAreMissingOrComeTwice() {
        List<VaultEvent.Deposited> deposits = deposits(1, 2, 1);
        for (int i = 0; i < 3; i++) {
            List<VaultEvent.Deposited> missing = new ArrayList<>(deposits);
            missing.remove(i);
            assertThatThrownBy(() -> new DepositTree(DEPTH).append(missing))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessageMatching(
                            "deposit of leaf [123], expected leaf [012]|deposits up to leaf 1: their root .*");
            List<VaultEvent.Deposited> twice = new ArrayList<>(deposits);
            twice.add(i, deposits.get(i));
            assertThatThrownBy(() -> new DepositTree(DEPTH).append(twice))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessage("deposit of leaf " + i + ", expected leaf " + (i + 1));
        }
    }

    @Test
    void noticesOneLeafTooMany() {
        List<VaultEvent.Deposited> full = new ArrayList<>(deposits(31, 1));
        VaultEvent.Deposited last = full.getLast();
        full.add(new VaultEvent.Deposited(Fr.of(5), last.depositor(), 32, last.deposit(), Fr.ONE));
        assertThatThrownBy(() -> new DepositTree(DEPTH).append(full))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("leaf 32");
    }

    @Test
    void noticesDepositsThatAreNotTheChains() {
        List<VaultEvent.Deposited> deposits = deposits(2, 1);
        VaultEvent.Deposited first = deposits.getFirst();
        for (VaultEvent.Deposited changed : List.of(
                new VaultEvent.Deposited(Fr.of(5), first.depositor(), 0, first.deposit(), first.root()),
                new VaultEvent.Deposited(
                        first.commitment(), first.depositor(), 0, BigInteger.valueOf(999), first.root()))) {
            assertThatThrownBy(() -> new DepositTree(DEPTH).append(List.of(changed, deposits.get(1))))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessageStartingWith("deposits up to leaf 1: their root is ");
        }
        BigInteger tooMuch = BigInteger.ONE.shiftLeft(96);
        var rich = new VaultEvent.Deposited(first.commitment(), first.depositor(), 0, tooMuch, first.root());
        assertThatThrownBy(() -> new DepositTree(DEPTH).append(List.of(rich)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(tooMuch.toString());
        assertThatThrownBy(() -> new DepositTree(DEPTH).append(deposits.subList(0, 1)))
                .as("half of a call")
                .isInstanceOf(MalformedInputException.class);
    }
}
