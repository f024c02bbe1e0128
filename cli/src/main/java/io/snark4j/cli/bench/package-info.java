/**
 * {@code snark4j bench}: a short set of measurements, ours and beside them those of other provers on the same files in the same
 * run. What runs in this process is measured warm; another prover's time is that of its whole process, and so stands beside that of our
 * own command.
 */
@NullMarked
package io.snark4j.cli.bench;

import org.jspecify.annotations.NullMarked;
