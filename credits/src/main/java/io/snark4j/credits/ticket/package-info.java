/**
 * The wire between wallet and gateway: the {@link io.snark4j.credits.ticket.Ticket} that pays for a call, the point x that binds it to the call's bytes
 * ({@link io.snark4j.credits.ticket.RequestDigest}), the answer that gives change ({@link io.snark4j.credits.ticket.SettledTicket}), the provider's signed
 * {@link io.snark4j.credits.ticket.Terms}, the table of refunds ({@link io.snark4j.credits.ticket.RefundTable}) and the form of errors
 * ({@link io.snark4j.credits.ticket.ApiError}). All of it is hostile until parsed: every parser throws
 * {@link io.snark4j.field.MalformedInputException} for what is not of its form,
 * and those of binary forms take one form of a value only.
 *
 * <pre>
 * Authorization: Credit &lt;ticket&gt;            with a call
 * Credit-Settlement: &lt;settled ticket&gt;       with an answer that does not stream
 * event: credit-settlement                  after [DONE] in an answer that does
 * data: {"settlement":"&lt;settled ticket&gt;"}
 * </pre>
 */
@NullMarked
package io.snark4j.credits.ticket;

import org.jspecify.annotations.NullMarked;
