/** {@code snark4j credits}: what operators run. */
@NullMarked
package io.snark4j.credits.command;

import org.jspecify.annotations.NullMarked;
