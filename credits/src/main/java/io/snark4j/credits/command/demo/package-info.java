/** {@code snark4j credits demo}: a provider, users and a chain in one process, from deposit to exit. */
@NullMarked
package io.snark4j.credits.command.demo;

import org.jspecify.annotations.NullMarked;
