package io.snark4j.credits.wallet;

import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * A call of this session, and what of it the provider saw besides time and address. Held in memory only.
 *
 * @param startedAt seconds since 1970
 * @param note that paid
 * @param index of its ticket
 * @param path that was asked
 * @param model that was asked
 * @param sentBytes of the padded body
 * @param nullifier N
 * @param root the tree's, the same for all wallets of the epoch
 * @param cost token units; the whole ticket until it is settled
 * @param outcome word of the settlement; "open" until there is one
 * @param milliseconds from the call to its end
 */
public record CallRecord(
        long startedAt,
        int note,
        long index,
        String path,
        String model,
        int sentBytes,
        Fr nullifier,
        Fr root,
        BigInteger cost,
        String outcome,
        long milliseconds) {}
