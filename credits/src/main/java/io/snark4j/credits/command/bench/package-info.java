/** Measures a gateway under load: the gateway in a process of its own on one processor, callers and their proofs, which are simulated, on the others. */
@NullMarked
package io.snark4j.credits.command.bench;

import org.jspecify.annotations.NullMarked;
