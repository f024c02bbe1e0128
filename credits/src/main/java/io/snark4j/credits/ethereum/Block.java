package io.snark4j.credits.ethereum;

import java.math.BigInteger;

/**
 * The head of a block.
 *
 * @param number height
 * @param timestamp seconds since 1970
 * @param baseFee wei for each gas (EIP-1559)
 */
public record Block(long number, long timestamp, BigInteger baseFee) {}
