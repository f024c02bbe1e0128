package io.snark4j.credits.ticket;

import java.math.BigInteger;

/**
 * What a model costs, in token base units.
 *
 * @param model its name in requests
 * @param inputPrice for a million input tokens
 * @param outputPrice for a million output tokens
 * @param requestPrice for a request, whatever its tokens
 * @param maxOutputTokens of one answer, and what a request that names no limit is taken to allow
 */
public record ModelPrice(
        String model, BigInteger inputPrice, BigInteger outputPrice, BigInteger requestPrice, long maxOutputTokens) {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    /**
     * Checks signs.
     *
     * @throws IllegalArgumentException if a price is negative or no output is allowed
     */
    public ModelPrice {
        if (inputPrice.signum() < 0 || outputPrice.signum() < 0 || requestPrice.signum() < 0 || maxOutputTokens < 0) {
            throw new IllegalArgumentException("price of model \"" + model + "\": a value is negative");
        }
    }

    /**
     * requestPrice + ⌈(input·inputPrice + output·outputPrice)/10^6⌉.
     *
     * @param usage tokens
     * @return token base units
     */
    public BigInteger cost(Usage usage) {
        BigInteger millionths = inputPrice
                .multiply(BigInteger.valueOf(usage.inputTokens()))
                .add(outputPrice.multiply(BigInteger.valueOf(usage.outputTokens())));
        return requestPrice.add(millionths.add(MILLION.subtract(BigInteger.ONE)).divide(MILLION));
    }
}
