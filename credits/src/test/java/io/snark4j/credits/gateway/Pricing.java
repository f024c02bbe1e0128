package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.UnpricedException;
import java.math.BigInteger;
import java.util.Optional;

/** The gateway's decision about a request, for tests of those who send them. */
public final class Pricing {
    private Pricing() {}

    /** Throws UnpricedException if the gateway does not run it. */
    public static void require(String path, byte[] body, ModelPrice price, BigInteger cMax) throws UnpricedException {
        PricedCall.of(path, body, model -> model.equals(price.model()) ? Optional.of(price) : Optional.empty(), cMax);
    }
}
