/**
 * The vault: the contract {@code CreditVault.sol} beside these classes, and its client. It holds deposits as leaves of a Merkle tree, pays exits after a window
 * in which they can be challenged, and takes the deposit of whoever used one ticket twice. Names are those of the contract: commitment c, secret k, deposit D,
 * payout P, nullifier N, share y.
 */
@NullMarked
package io.snark4j.credits.vault;

import org.jspecify.annotations.NullMarked;
