/** Baby Jubjub, the twisted Edwards curve over the scalar field of BN254, with the parameters of EIP-2494. */
@NullMarked
package io.snark4j.curve.babyjubjub;

import org.jspecify.annotations.NullMarked;
