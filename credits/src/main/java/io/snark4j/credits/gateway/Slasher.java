package io.snark4j.credits.gateway;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.EthereumException;
import io.snark4j.credits.gateway.store.PolicyFlag;
import io.snark4j.credits.gateway.store.RecoveredSecret;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.VaultException;

/**
 * Tells the vault what the store says it is to be told: secrets of notes that used a ticket twice, and requests that were withheld. What fails is tried again at the next
 * turn; what somebody else did first is done. Not thread-safe: the account signs one transaction after another.
 */
public final class Slasher {
    private static final System.Logger LOG = System.getLogger(Slasher.class.getName());

    private final TicketStore store;
    private final CreditVault vault;
    private final Account provider;
    private final Metrics metrics;

    /**
     * @param store that remembers what is to be told
     * @param vault to tell
     * @param provider pays for the transactions; the vault's provider, if requests are withheld
     * @param metrics to count in
     */
    public Slasher(TicketStore store, CreditVault vault, Account provider, Metrics metrics) {
        this.store = store;
        this.vault = vault;
        this.provider = provider;
        this.metrics = metrics;
    }

    /** Tells the vault all that is open. To be called every few seconds. */
    public void turn() {
        for (RecoveredSecret open : store.openSlashes()) {
            try {
                slash(open);
            } catch (VaultException | EthereumException e) {
                failed("slash", e);
            }
        }
        for (PolicyFlag open : store.openFlags()) {
            try {
                if (!vault.isFlagged(open.nullifier())) {
                    vault.flagPolicy(provider, open.nullifier(), open.evidenceHash());
                }
                store.closeFlag(open.nullifier());
                metrics.count("flags");
            } catch (VaultException | EthereumException e) {
                failed("flag", e);
            }
        }
    }

    private void slash(RecoveredSecret open) {
        NoteState.Status status = vault.note(open.commitment()).status();
        if (status == NoteState.Status.ACTIVE || status == NoteState.Status.EXITING) {
            vault.slash(provider, open.commitment(), open.secret());
            metrics.count("slashes");
        }
        store.closeSlash(open.commitment());
    }

    private void failed(String what, RuntimeException e) {
        metrics.count("chain_failures", "call", what, 1);
        LOG.log(System.Logger.Level.WARNING, "event={0}_failed cause=\"{1}\"", what, e.getMessage());
    }
}
