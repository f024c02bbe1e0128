/**
 * Arithmetic in Fr and Fp on 8 or 4 elements at a time, the only package that touches the Vector API.
 *
 * <p>A block holds {@link io.snark4j.field.simd.Lanes#COUNT} elements, one a lane, as 5 signed limbs in radix 2^51, each an integer in a
 * {@code double}; limb l of lane i stands at {@code offset + l·COUNT + i}. The value is the Montgomery form with R = 2^255, the residue
 * that the 4x64-bit form at rest holds. Products of limbs come out of two fused multiply-adds, high and low half, both exact: the method of
 * N. Emmart, F. Zheng and C. Weems, "Faster modular exponentiation using double precision floating point arithmetic on the GPU" (ARITH 2018).
 *
 * <p>Ranges are contracts, in the words of {@link io.snark4j.field.simd.FpLanes}: balanced, product, lazy.
 */
@NullMarked
package io.snark4j.field.simd;

import org.jspecify.annotations.NullMarked;
