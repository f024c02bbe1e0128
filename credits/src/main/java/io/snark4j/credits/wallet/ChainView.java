package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.credits.vault.RegisteredKeys;

/** What requests are proved against, as it was at the last {@link #refresh}. Thread-safe. */
public interface ChainView {
    /**
     * Reads what happened since, and moves the tree to the last boundary of an epoch.
     *
     * @throws io.snark4j.field.MalformedInputException if what the node says contradicts itself
     */
    void refresh();

    /** @return time of the newest block that was read, seconds since 1970 */
    long time();

    /** @return pk and pkOld, and of which notes' exits the vault takes them */
    RegisteredKeys registeredKeys();

    /** @return pk and pkOld */
    default ProviderKeys keys() {
        return registeredKeys().points();
    }

    /**
     * Whether a note may pay requests: an epoch after it was deposited it is one of all that were deposited meanwhile.
     *
     * @param note that is on the chain
     * @return whether it is old enough and in the tree
     */
    boolean isReady(NoteStanding note);

    /**
     * @param note that is ready
     * @return its path under the root of the last boundary
     * @throws WalletException if it is not in that tree, or another deposit than the wallet knows is
     */
    MerkleProof path(NoteStanding note);

    /** @return how many notes hide one: those under the root of the last boundary */
    long crowd();
}
