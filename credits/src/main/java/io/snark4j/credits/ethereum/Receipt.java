package io.snark4j.credits.ethereum;

import java.util.Optional;

/**
 * A transaction that was mined and did what it was to do.
 *
 * @param transactionHash 0x and 64 hex digits
 * @param blockNumber of its block
 * @param gasUsed execution, transaction base and calldata
 * @param contract that it created
 */
public record Receipt(String transactionHash, long blockNumber, long gasUsed, Optional<Address> contract) {}
