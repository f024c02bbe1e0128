/**
 * {@code snark4j wallet}: the commands of a wallet's owner. Secrets come from a prompt, a file or the environment and are never printed.
 */
@NullMarked
package io.snark4j.credits.wallet.command;

import org.jspecify.annotations.NullMarked;
