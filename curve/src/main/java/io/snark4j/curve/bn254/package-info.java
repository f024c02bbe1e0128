/** BN254: G1, G2, the optimal ate pairing, multi-scalar multiplication, fixed-base multiplication and encodings. */
@NullMarked
package io.snark4j.curve.bn254;

import org.jspecify.annotations.NullMarked;
