/** The snark4j command: words and argument order of snarkjs, exit status 0 done, 1 does not verify, 2 bad input. */
@NullMarked
package io.snark4j.cli;

import org.jspecify.annotations.NullMarked;
