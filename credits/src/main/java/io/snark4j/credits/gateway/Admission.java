package io.snark4j.credits.gateway;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.store.Lease;
import io.snark4j.credits.gateway.store.Spend;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Whether a ticket pays for a request: the order of checks of the protocol. The ticket was parsed and x recomputed from the bytes that arrived. A known
 * nullifier comes first, so that a retry gets its answer whatever root, keys and service have become; a fresh one is used up by one insertion, and
 * whoever loses that race is treated as if the winner had come long before.
 */
public final class Admission {
    private final Terms terms;
    private final TicketStore store;
    private final VaultView vault;
    private final VerificationQueue proofs;
    private final DoubleSpends doubleSpends;
    private final LeaseKeeper leases;
    private final Checkpoint checkpoint;

    /**
     * What a ticket must be made for.
     *
     * @param scope of the deployment
     * @param cMax price cap
     * @param inService whether anything new is admitted
     */
    public record Terms(Fr scope, Fr cMax, BooleanSupplier inService) {
        /**
         * @param scope of the deployment
         * @param cMax price cap, token base units
         * @param inService whether anything new is admitted
         * @return the terms
         */
        public static Terms of(Fr scope, BigInteger cMax, BooleanSupplier inService) {
            return new Terms(scope, Fr.of(cMax), inService);
        }
    }

    /** What became of a ticket. */
    public sealed interface Admitted {
        /**
         * It pays; the caller must run the request and settle it.
         *
         * @param reservation of the request
         */
        record Fresh(Reservation reservation) implements Admitted {}

        /**
         * This very request was admitted before.
         *
         * @param record of the request
         */
        record Known(TicketRecord.Requested record) implements Admitted {}
    }

    /**
     * @param terms of the deployment
     * @param store of nullifiers
     * @param vault on the chain
     * @param proofs verifies them
     * @param doubleSpends is told of them
     * @param leases keeps those of admitted requests
     * @param checkpoint told of steps
     */
    public Admission(
            Terms terms,
            TicketStore store,
            VaultView vault,
            VerificationQueue proofs,
            DoubleSpends doubleSpends,
            LeaseKeeper leases,
            Checkpoint checkpoint) {
        this.terms = terms;
        this.store = store;
        this.vault = vault;
        this.proofs = proofs;
        this.doubleSpends = doubleSpends;
        this.leases = leases;
        this.checkpoint = checkpoint;
    }

    /**
     * Admits a ticket.
     *
     * @param ticket parsed
     * @param x recomputed from the request
     * @return a reservation, or what is known of this request
     * @throws RefusedException if the ticket does not pay for this request
     * @throws io.snark4j.credits.gateway.store.StoreException if the store fails; the ticket may be used up then, and recovery will settle it
     */
    public Admitted admit(Ticket ticket, Fr x) {
        Optional<TicketRecord> known = store.find(ticket.nullifier());
        if (known.isPresent()) {
            return resume(known.get(), ticket, x, false);
        }
        requireAcceptable(ticket, x);
        if (!proofs.verify(ticket.claim(x))) {
            throw new RefusedException(Refusal.INVALID_PROOF);
        }
        Spend spend = new Spend(ticket.nullifier(), new Rln.Share(x, ticket.share()), ticket.state());
        checkpoint.reached(Checkpoint.Step.BEFORE_RESERVE);
        Lease lease = leases.lease();
        Optional<TicketRecord> faster = store.reserve(spend, lease);
        if (faster.isPresent()) {
            return resume(faster.get(), ticket, x, true);
        }
        Reservation reservation = leases.hold(spend, lease);
        checkpoint.reached(Checkpoint.Step.AFTER_RESERVE);
        return new Admitted.Fresh(reservation);
    }

    private void requireAcceptable(Ticket ticket, Fr x) {
        if (!terms.inService().getAsBoolean()) {
            throw new RefusedException(Refusal.OUT_OF_SERVICE);
        }
        if (!ticket.scope().equals(terms.scope())) {
            throw new RefusedException(Refusal.FOREIGN_SCOPE);
        }
        if (!ticket.cMax().equals(terms.cMax())) {
            throw new RefusedException(Refusal.WRONG_PRICE_CAP);
        }
        if (!Optional.of(ticket.keys()).equals(vault.keys())) {
            throw new RefusedException(Refusal.WRONG_KEYS);
        }
        if (!vault.accepts(ticket.root())) {
            throw new RefusedException(Refusal.STALE_ROOT);
        }
        if (x.isZero()) {
            throw new RefusedException(Refusal.ZERO_POINT);
        }
    }

    /**
     * A second share counts only with a proof: without one, anybody could have a note slashed for a made-up y. The proof may be for any root and keys,
     * though: nobody can make one for this nullifier without the note's secret and index.
     */
    private Admitted resume(TicketRecord known, Ticket ticket, Fr x, boolean proven) {
        Rln.Share share = new Rln.Share(x, ticket.share());
        if (!known.share().x().equals(x)) {
            if (!proven && !proofs.verify(ticket.claim(x))) {
                throw new RefusedException(Refusal.INVALID_PROOF);
            }
            doubleSpends.report(known.share(), share);
            throw new RefusedException(Refusal.DOUBLE_SPEND);
        }
        if (known instanceof TicketRecord.Requested request
                && request.spend().equals(new Spend(ticket.nullifier(), share, ticket.state()))) {
            return new Admitted.Known(request);
        }
        throw new RefusedException(Refusal.TICKET_MISMATCH);
    }
}
