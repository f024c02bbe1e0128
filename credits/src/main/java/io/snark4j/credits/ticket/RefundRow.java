package io.snark4j.credits.ticket;

import io.snark4j.circuit.credit.Settlement;
import io.snark4j.field.Fr;

/**
 * A row of a refund table.
 *
 * @param nullifier N
 * @param settlement v, A' and the signature
 */
public record RefundRow(Fr nullifier, Settlement settlement) {}
