package io.snark4j.credits.gateway;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.EthereumException;
import io.snark4j.credits.gateway.store.PolicyFlag;
import io.snark4j.credits.gateway.store.RecoveredSecret;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.VaultException;
import io.snark4j.field.MalformedInputException;

/**
 * Tells the vault what the store says it is to be told: secrets of notes that used a ticket twice, and requests that were withheld. What fails is tried again at the next
 * turn; what somebody else did first is done. Done it is once the chain will not take it back: until then the store keeps it, and where a block is taken back, the vault is told again. Not thread-safe: the account signs one transaction after another.
 */
public final class Slasher {
    private static final System.Logger LOG = System.getLogger(Slasher.class.getName());

    private final TicketStore store;
    private final CreditVault vault;
    private final CreditVault settled;
    private final Account provider;
    private final Metrics metrics;

    /**
     * @param store that remembers what is to be told
     * @param vault to tell
     * @param settled the same vault, as it is when what it was told counts: {@link CreditVault#atFinalized}, or itself on a chain that takes nothing back
     * @param provider pays for the transactions; the vault's provider, if requests are withheld
     * @param metrics to count in
     */
    public Slasher(TicketStore store, CreditVault vault, CreditVault settled, Account provider, Metrics metrics) {
        this.store = store;
        this.vault = vault;
        this.settled = settled;
        this.provider = provider;
        this.metrics = metrics;
    }

    /** Tells the vault all that is open. To be called every few seconds. */
    public void turn() {
        for (RecoveredSecret open : store.openSlashes()) {
            try {
                slash(open);
            } catch (VaultException | EthereumException | MalformedInputException e) {
                failed("slash", e);
            }
        }
        for (PolicyFlag open : store.openFlags()) {
            try {
                flag(open);
            } catch (VaultException | EthereumException | MalformedInputException e) {
                failed("flag", e);
            }
        }
    }

    private void slash(RecoveredSecret open) {
        NoteState.Status status = vault.note(open.commitment()).status();
        if (status == NoteState.Status.ACTIVE || status == NoteState.Status.EXITING) {
            vault.slash(provider, open.commitment(), open.secret());
            metrics.count("slashes");
        } else if (status == NoteState.Status.NONE) {
            // Two proofs for one nullifier, and the secret that they give is no note's: the proof system or its setup
            // is broken, or the node lies far behind the one that the proofs' roots came from.
            metrics.count("double_spends_unexplained");
            LOG.log(System.Logger.Level.ERROR, "event=double_spend_unexplained commitment={0}", open.commitment());
        }
        if (settled.note(open.commitment()).status() == NoteState.Status.CLOSED) {
            store.closeSlash(open.commitment());
        }
    }

    private void flag(PolicyFlag open) {
        if (!vault.isFlagged(open.nullifier())) {
            vault.flagPolicy(provider, open.nullifier(), open.evidenceHash());
            metrics.count("flags");
        }
        if (settled.isFlagged(open.nullifier())) {
            store.closeFlag(open.nullifier());
        }
    }

    private void failed(String what, RuntimeException e) {
        metrics.count("chain_failures", "call", what, 1);
        LOG.log(System.Logger.Level.WARNING, "event={0}_failed cause=\"{1}\"", what, e.getMessage());
    }
}
