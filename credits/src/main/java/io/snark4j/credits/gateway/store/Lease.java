package io.snark4j.credits.gateway.store;

import java.time.Instant;

/**
 * Who runs a reserved request, and until when nobody else may. Gateways on one store must agree on the time to well within a lease.
 *
 * @param owner a gateway's run: another after each start
 * @param until end
 */
public record Lease(String owner, Instant until) {}
