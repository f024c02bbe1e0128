package io.snark4j.credits.vault;

import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * What the vault knows of a note. Times are seconds since 1970.
 *
 * @param status what can be done with it
 * @param depositor who signs its exit
 * @param deposit D
 * @param depositedAt when
 * @param finalizableAt when its exit may be finalized; 0 without one
 * @param recipient whom its exit pays; zero without one
 * @param payout P of its exit
 * @param tag of its exit
 */
public record NoteState(
        Status status,
        Address depositor,
        BigInteger deposit,
        long depositedAt,
        long finalizableAt,
        Address recipient,
        BigInteger payout,
        Fr tag) {
    /** As in the contract, in its order. */
    public enum Status {
        /** Never deposited. */
        NONE,
        /** Deposited; can exit, be slashed, expire. */
        ACTIVE,
        /** An exit is open; can be slashed or finalized. */
        EXITING,
        /** Paid out, for good. */
        CLOSED;

        static Status of(BigInteger number) {
            return switch ((int) Abi.count("note status", number, 3)) {
                case 0 -> NONE;
                case 1 -> ACTIVE;
                case 2 -> EXITING;
                default -> CLOSED;
            };
        }
    }
}
