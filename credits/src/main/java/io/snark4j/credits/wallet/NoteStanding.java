package io.snark4j.credits.wallet;

import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Optional;

/**
 * How a note stands; nothing secret.
 *
 * @param id in this wallet, from 0
 * @param origin where the wallet has it from
 * @param commitment c
 * @param depositor who pays and signs the exit
 * @param recipient whom its exit pays, fixed when the note was made
 * @param deposit D; 0 until it is on the chain
 * @param depositedAt seconds since 1970; 0 until it is on the chain
 * @param refunded R
 * @param settled m
 * @param ceiling u: tickets below it may be signed
 * @param open the ticket that was signed and has no verified answer
 * @param exit the exit that was signed
 * @param end how it was closed
 */
public record NoteStanding(
        int id,
        Origin origin,
        Fr commitment,
        Address depositor,
        Address recipient,
        BigInteger deposit,
        long depositedAt,
        BigInteger refunded,
        long settled,
        long ceiling,
        Optional<SignedTicket> open,
        Optional<Exit> exit,
        Optional<End> end) {
    /** Where a note comes from. */
    public enum Origin {
        /** Made here; pays requests. */
        OWN,
        /** From a backup: exits at its ceiling. */
        BACKUP,
        /** From the provider's table: exits at m, which rests on the provider. */
        TABLE
    }

    /** How the vault closed a note. */
    public enum End {
        /** The exit was paid. */
        EXITED,
        /** Its secret became known. */
        SLASHED,
        /** Its life was over. */
        EXPIRED
    }

    /**
     * An exit that was signed.
     *
     * @param index n
     * @param payout P
     */
    public record Exit(long index, BigInteger payout) {}

    /**
     * @param cMax of the deployment
     * @return D + R − m·cMax, less one cMax for an open ticket: what requests can still be paid of
     */
    public BigInteger balance(BigInteger cMax) {
        return deposit.add(refunded).subtract(cMax.multiply(BigInteger.valueOf(next())));
    }

    /** The index that has not been signed: m, or m + 1 with an open ticket. */
    long next() {
        return settled + (open.isPresent() ? 1 : 0);
    }

    /** @return whether it is on the chain, not closed, not leaving, and made here */
    public boolean isActive() {
        return origin == Origin.OWN && deposit.signum() > 0 && exit.isEmpty() && end.isEmpty();
    }
}
