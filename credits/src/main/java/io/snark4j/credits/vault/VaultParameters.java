package io.snark4j.credits.vault;

import io.snark4j.credits.ethereum.Address;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.time.Duration;

/**
 * What a vault is created with; nothing of it but the provider and its key can be changed. The contract checks every rule.
 *
 * @param token ERC-20
 * @param provider who is paid
 * @param insecureKeys whether a circuit's key comes from a setup without a ceremony: such a vault is created on chain id 31337 only
 * @param depth of the tree, 1 to 32
 * @param amounts in token units
 * @param times of the vault
 * @param serviceId any element
 * @param requestKeyHash {@link VerifyingKeyHash} of the request circuit's key, 32 bytes
 * @param exits how notes exit; prepaid without
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
public record VaultParameters(
        Address token,
        Address provider,
        boolean insecureKeys,
        int depth,
        Amounts amounts,
        Times times,
        Fr serviceId,
        byte[] requestKeyHash,
        Mode exits) {
    /** The usual depth: a million notes. */
    public static final int DEFAULT_DEPTH = 20;

    /**
     * Token units, below 2^96 each.
     *
     * @param cMax price of one request at most, above 0
     * @param bounty deposited with each note, for whoever slashes it
     * @param stake deposited with each note, burned for policy violations; 0 in a prepaid vault
     */
    public record Amounts(BigInteger cMax, BigInteger bounty, BigInteger stake) {}

    /**
     * Whole seconds below 2^32.
     *
     * @param window in which an exit can be challenged, above 0
     * @param noteLife after which the provider may claim a note, above two windows
     * @param rotationDelay from a key's announcement to its use, above one window
     */
    public record Times(Duration window, Duration noteLife, Duration rotationDelay) {
        /** Three days to challenge, a year to live, four days' notice of a key. */
        public static final Times DEFAULT = new Times(Duration.ofDays(3), Duration.ofDays(365), Duration.ofDays(4));
    }

    /** Whether notes exit. */
    public sealed interface Mode {}

    /**
     * Notes exit by a proof of CreditExit.
     *
     * @param verifier its contract
     * @param key the provider's first key
     */
    public record Exits(Address verifier, BabyJubjubPoint key) implements Mode {}

    /** No exits: deposits belong to the provider, who claims them when they expire. */
    public record Prepaid() implements Mode {}
}
