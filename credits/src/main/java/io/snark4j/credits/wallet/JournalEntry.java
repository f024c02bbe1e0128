package io.snark4j.credits.wallet;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;

/** One step of a wallet. All that a wallet knows follows from its entries in their order. Secrets stand in them: no entry is ever shown. */
sealed interface JournalEntry {
    /** Where the wallet belongs; later ones change its reach. */
    record Opened(Settings settings) implements JournalEntry {}

    /** An account that pays for notes, before anybody sends it anything. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record AccountAdded(byte[] key) implements JournalEntry {
        @Override
        public String toString() {
            return "AccountAdded";
        }
    }

    /** A note's secret, before its commitment leaves the wallet. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record NoteMade(int note, Fr secret, byte[] depositorKey, Address recipient) implements JournalEntry {
        @Override
        public String toString() {
            return "NoteMade[" + note + "]";
        }
    }

    /** The chain has the note. */
    record NoteDeposited(int note, BigInteger deposit, long depositedAt) implements JournalEntry {}

    /** A backup with this ceiling is in its place. */
    record CeilingRaised(int note, long ceiling) implements JournalEntry {}

    /** A share at x is about to leave. */
    record TicketSigned(SignedTicket ticket) implements JournalEntry {}

    /** A verified A' = A + v·G + J. */
    record TicketSettled(
            int note, long index, BigInteger refund, EddsaPoseidon.Signature signature, BabyJubjubPoint signer)
            implements JournalEntry {}

    /** A note of a backup, or of the provider's table: it only exits. One entry, for half of it would be a note that pays requests from ticket 0 again. */
    record NoteRestored(NoteMade made, NoteStanding.Origin origin, OwnedState state, long ceiling)
            implements JournalEntry {}

    /** A share for an exit at n is about to leave. */
    record ExitSigned(int note, long index, BigInteger payout) implements JournalEntry {}

    /** The vault has closed the note. */
    record NoteClosed(int note, NoteStanding.End end) implements JournalEntry {}

    /** A share at x left once. In a journal that was compacted: of the ticket's entries nothing else is left. */
    record PointSigned(int note, long index, Fr x) implements JournalEntry {}

    /** The state that a note's settlements have led to, in a journal that was compacted. */
    record StateReached(int note, OwnedState state) implements JournalEntry {}

    /** Entries that are durable together. A journal that was compacted begins with one of all that counts of those before it, which are gone. */
    record Batch(List<JournalEntry> entries) implements JournalEntry {
        public Batch {
            entries = List.copyOf(entries);
        }
    }
}
