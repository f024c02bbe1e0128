/**
 * The provider's side of the credit protocol: a request is admitted once ({@link io.snark4j.credits.gateway.Admission}), run at an
 * {@link io.snark4j.credits.gateway.Upstream}, and settled once ({@link io.snark4j.credits.gateway.SettlementDesk}), whatever happens in between
 * ({@link io.snark4j.credits.gateway.Recovery}). {@link io.snark4j.credits.gateway.VaultFollower} keeps the view of the chain on which admission rests, and
 * {@link io.snark4j.credits.gateway.Slasher} takes the notes of those who used a ticket twice. Nothing here logs or keeps what was asked, who asked, or when.
 */
@NullMarked
package io.snark4j.credits.gateway;

import org.jspecify.annotations.NullMarked;
