package io.snark4j.credits.gateway.store;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.field.Fr;

/** What the store knows of a nullifier. */
public sealed interface TicketRecord {
    /** @return N */
    Fr nullifier();

    /** @return (x, y) */
    Rln.Share share();

    /** A nullifier that a request used. */
    sealed interface Requested extends TicketRecord {
        /** @return the request */
        Spend spend();

        @Override
        default Fr nullifier() {
            return spend().nullifier();
        }

        @Override
        default Rln.Share share() {
            return spend().share();
        }
    }

    /**
     * Accepted, and not ended.
     *
     * @param spend the request
     * @param lease who runs it
     */
    record Reserved(Spend spend, Lease lease) implements Requested {}

    /**
     * Ended with a refund.
     *
     * @param spend the request
     * @param answer what every retry gets
     */
    record Settled(Spend spend, SettledTicket answer) implements Requested {}

    /**
     * Ended without: it broke the policy.
     *
     * @param spend the request
     */
    record Withheld(Spend spend) implements Requested {}

    /**
     * A nullifier that an exit used.
     *
     * @param nullifier N_n
     * @param share (xExit, y_n)
     */
    record Exited(Fr nullifier, Rln.Share share) implements TicketRecord {}
}
