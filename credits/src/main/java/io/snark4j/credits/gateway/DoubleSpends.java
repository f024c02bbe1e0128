package io.snark4j.credits.gateway;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.store.RecoveredSecret;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.field.Fr;

/**
 * Two shares of one ticket give the note's secret. Both must be proven, by a proof that verified here or in the vault: a share that is not
 * gives some number. The secret is stored before anything else happens, for {@link Slasher}.
 */
public final class DoubleSpends {
    private static final System.Logger LOG = System.getLogger(DoubleSpends.class.getName());

    private final TicketStore store;
    private final VaultView vault;
    private final Metrics metrics;
    private final Checkpoint checkpoint;

    /**
     * @param store that keeps the secrets
     * @param vault that has the notes
     * @param metrics to count in
     * @param checkpoint told of steps
     */
    public DoubleSpends(TicketStore store, VaultView vault, Metrics metrics, Checkpoint checkpoint) {
        this.store = store;
        this.vault = vault;
        this.metrics = metrics;
        this.checkpoint = checkpoint;
    }

    /** Takes two proven shares at different x. */
    void report(Rln.Share first, Rln.Share second) {
        Fr secret = Rln.recoverSecret(first, second);
        Fr commitment = CreditProtocol.identityCommitment(secret);
        metrics.count("double_spends");
        if (!vault.contains(commitment)) {
            // Two proofs for one nullifier that have no common secret: the proof system or its setup is broken.
            metrics.count("double_spends_unexplained");
            LOG.log(System.Logger.Level.ERROR, "event=double_spend_unexplained");
            return;
        }
        checkpoint.reached(Checkpoint.Step.BEFORE_OPEN_SLASH);
        store.openSlash(new RecoveredSecret(commitment, secret));
        checkpoint.reached(Checkpoint.Step.AFTER_OPEN_SLASH);
        LOG.log(System.Logger.Level.WARNING, "event=double_spend commitment={0}", commitment);
    }
}
