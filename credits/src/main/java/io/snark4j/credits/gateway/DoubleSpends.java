package io.snark4j.credits.gateway;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.store.RecoveredSecret;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.field.Fr;

/**
 * Two shares of one ticket give the note's secret. Both must be proven, by a proof that verified here or in the vault: a share that is not
 * gives some number. The secret is stored before anything else happens, whether or not a note of it has been seen here, for {@link Slasher}, who asks the vault.
 */
public final class DoubleSpends {
    private static final System.Logger LOG = System.getLogger(DoubleSpends.class.getName());

    private final TicketStore store;
    private final Metrics metrics;
    private final Checkpoint checkpoint;

    /**
     * @param store that keeps the secrets
     * @param metrics to count in
     * @param checkpoint told of steps
     */
    public DoubleSpends(TicketStore store, Metrics metrics, Checkpoint checkpoint) {
        this.store = store;
        this.metrics = metrics;
        this.checkpoint = checkpoint;
    }

    /** Takes two proven shares at different x. */
    void report(Rln.Share first, Rln.Share second) {
        Fr secret = Rln.recoverSecret(first, second);
        Fr commitment = CreditProtocol.identityCommitment(secret);
        metrics.count("double_spends");
        checkpoint.reached(Checkpoint.Step.BEFORE_OPEN_SLASH);
        store.openSlash(new RecoveredSecret(commitment, secret));
        checkpoint.reached(Checkpoint.Step.AFTER_OPEN_SLASH);
        LOG.log(System.Logger.Level.WARNING, "event=double_spend commitment={0}", commitment);
    }
}
