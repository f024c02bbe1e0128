package io.snark4j.credits.command;

import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.vault.VaultEventReader;
import io.snark4j.field.Fr;
import io.snark4j.field.Progress;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of a vault's notes, by its events up to a block. Open notes stand in the order of their deposits. */
final class VaultNotes {
    /** Blocks in one question to the node. */
    private static final long SPAN = 2_000;

    /** How a note was closed. */
    enum End {
        PAID_OUT,
        SLASHED,
        EXPIRED
    }

    private final Map<Fr, BigInteger> active = new LinkedHashMap<>();
    private final Map<Fr, VaultEvent.ExitInitiated> exiting = new LinkedHashMap<>();
    private final Map<Fr, BigInteger> deposits = new LinkedHashMap<>();
    private final Map<End, Integer> closed = new TreeMap<>(Map.of(End.PAID_OUT, 0, End.SLASHED, 0, End.EXPIRED, 0));

    private VaultNotes() {}

    /** Reads all blocks from the vault's first up to this one. */
    static VaultNotes read(Ethereum ethereum, CreditVault vault, long head, Progress progress) {
        VaultNotes notes = new VaultNotes();
        long first = ethereum.creationBlock(vault.terms().vault()).orElse(0);
        new VaultEventReader(vault, first, SPAN).readTo(head, progress, events -> events.forEach(notes::take));
        return notes;
    }

    private void take(VaultEvent event) {
        switch (event) {
            case VaultEvent.Deposited deposit -> {
                active.put(deposit.commitment(), deposit.deposit());
                deposits.put(deposit.commitment(), deposit.deposit());
            }
            case VaultEvent.ExitInitiated exit -> {
                active.remove(exit.commitment());
                exiting.put(exit.commitment(), exit);
            }
            case VaultEvent.ExitFinalized exit -> close(exit.commitment(), End.PAID_OUT);
            case VaultEvent.Slashed slash -> close(slash.commitment(), End.SLASHED);
            case VaultEvent.Expired expiry -> close(expiry.commitment(), End.EXPIRED);
            default -> {}
        }
    }

    private void close(Fr commitment, End end) {
        active.remove(commitment);
        exiting.remove(commitment);
        deposits.remove(commitment);
        closed.merge(end, 1, Integer::sum);
    }

    /** c of notes that can be used, expired ones included. */
    List<Fr> active() {
        return List.copyOf(active.keySet());
    }

    /** Exits that are neither finalized nor slashed. */
    List<VaultEvent.ExitInitiated> exiting() {
        return List.copyOf(exiting.values());
    }

    int closed(End end) {
        return closed.getOrDefault(end, 0);
    }

    /** D of all open notes, token units. */
    BigInteger deposited() {
        return deposits.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger deposit(Fr commitment) {
        return deposits.getOrDefault(commitment, BigInteger.ZERO);
    }
}
