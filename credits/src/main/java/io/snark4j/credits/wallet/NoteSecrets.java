package io.snark4j.credits.wallet;

import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;

/**
 * All that it takes to exit with a note. {@link #toString} shows nothing.
 *
 * @param id in the wallet that it comes from
 * @param secret k
 * @param depositor signs the exit
 * @param recipient whom the exit pays
 * @param state the last
 */
record NoteSecrets(int id, Fr secret, Account depositor, Address recipient, OwnedState state) {
    /** As a journal has it, under an id of that journal's. */
    JournalEntry.NoteMade made(int as) {
        return new JournalEntry.NoteMade(as, secret, depositor.toBytes(), recipient);
    }

    @Override
    public String toString() {
        return "NoteSecrets[hidden]";
    }
}
