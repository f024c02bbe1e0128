package io.snark4j.credits.wallet;

import io.snark4j.credits.ticket.SettledTicket;
import java.util.Optional;

/**
 * How the gateway answered a call.
 *
 * @param settlement not verified; empty if none came
 * @param code the error's word, empty for an answer that is none
 */
record GatewayAnswer(Optional<SettledTicket> settlement, String code) {}
