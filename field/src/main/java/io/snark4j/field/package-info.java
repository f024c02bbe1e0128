/**
 * The scalar field Fr and the base field Fp of BN254, the tower Fp2, Fp6, Fp12, bulk vectors of elements and the NTT over Fr.
 */
@NullMarked
package io.snark4j.field;

import org.jspecify.annotations.NullMarked;
