/**
 * What a wallet keeps on disk: a log of sealed records, each durable before it counts, that grows until it is compacted, and a witness outside the wallet's folder by which a copy or
 * an older state of the log is recognised. Nothing here knows what the records say.
 *
 * <p>Argon2id (RFC 9106) makes a key of the passphrase, AES-256-GCM (NIST SP 800-38D) seals. Nonces are drawn, never counted: a record that was torn is
 * written again at its place with other content, and a counted nonce would come twice.
 */
@NullMarked
package io.snark4j.credits.wallet.store;

import org.jspecify.annotations.NullMarked;
