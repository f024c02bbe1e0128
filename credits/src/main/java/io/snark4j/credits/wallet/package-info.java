/**
 * The user's side of anonymous API credits: notes and their tickets, proofs, exits and backups.
 *
 * <p>The rule that everything rests on: an index that signed one x never signs another. It is enforced in one place, {@link io.snark4j.credits.wallet.Ledger},
 * which alone holds the notes' secrets and gives out the inputs of a proof for a ticket or an exit that is in its journal, durably, already. Those of
 * a note's next ticket it gives to the proofs that are prepared ahead, which lets nothing leave before that ticket is signed.
 *
 * <p>Names: secret k, identity commitment c, deposit D, ticket index i, settled requests m, price cap cMax, total refunded R, ceiling u of a backup.
 */
@NullMarked
package io.snark4j.credits.wallet;

import org.jspecify.annotations.NullMarked;
