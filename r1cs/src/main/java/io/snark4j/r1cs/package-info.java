/**
 * Constraint systems as three sparse matrices, linear combinations, witnesses, and the .r1cs and .wtns files of circom.
 */
@NullMarked
package io.snark4j.r1cs;

import org.jspecify.annotations.NullMarked;
