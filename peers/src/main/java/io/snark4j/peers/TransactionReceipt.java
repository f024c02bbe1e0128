package io.snark4j.peers;

import java.util.Optional;

/**
 * A mined transaction's outcome.
 *
 * @param transactionHash 0x and 64 hex digits
 * @param isSuccess false when it reverted
 * @param gasUsed all of it: execution, transaction base and calldata
 * @param contractAddress the contract that a creation made, 0x and 40 hex digits
 */
public record TransactionReceipt(
        String transactionHash, boolean isSuccess, long gasUsed, Optional<String> contractAddress) {
    private static final long BASE = 21_000;
    private static final long ZERO_BYTE = 4;
    private static final long NONZERO_BYTE = 16;

    /**
     * The part of {@code gasUsed} that the contract's code cost: without the transaction base of 21,000 and the
     * calldata (4 gas a zero byte, 16 any other; EIP-2028). Meant for calls whose execution costs more than EIP-7623's
     * calldata floor, as a pairing check does.
     *
     * @param calldata what the transaction carried
     * @return gas of execution
     */
    public long executionGas(byte[] calldata) {
        long gas = gasUsed - BASE;
        for (byte b : calldata) {
            gas -= b == 0 ? ZERO_BYTE : NONZERO_BYTE;
        }
        return gas;
    }
}
