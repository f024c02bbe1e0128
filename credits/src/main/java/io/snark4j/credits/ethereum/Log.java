package io.snark4j.credits.ethereum;

import java.math.BigInteger;
import java.util.List;

/**
 * An event of a contract, as the chain holds it. Every value is a word of 32 bytes.
 *
 * @param blockNumber of its block
 * @param logIndex place in the block
 * @param topics the event's hash, then its indexed values
 * @param data the other values
 */
public record Log(long blockNumber, long logIndex, List<BigInteger> topics, List<BigInteger> data) {
    /** Copies the lists. */
    public Log {
        topics = List.copyOf(topics);
        data = List.copyOf(data);
    }
}
