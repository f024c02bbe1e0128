package io.snark4j.curve.babyjubjub;

import java.math.BigInteger;

/**
 * One point's multiples from a table of d·16^i·base for every place i and digit d: an addition a digit, no doubling. Making the
 * table takes as long as five or six multiplications without it. Immutable and thread-safe; vartime.
 */
public final class BabyJubjubFixedBase {
    private static final int WIDTH = 4;
    private static final int ENTRIES = (1 << WIDTH) - 1;
    private static final int DIGITS_PER_LIMB = Long.SIZE / WIDTH;

    private final int bits;
    /** Projective; entry i·15 + d - 1 for digit d at place i. */
    private final long[][] table;

    /**
     * Makes the table, about 420 bytes a bit.
     *
     * @param base any point
     * @param bits of the longest scalar, at least 1
     * @throws IllegalArgumentException if there are no bits
     */
    public BabyJubjubFixedBase(BabyJubjubPoint base, int bits) {
        if (bits < 1) {
            throw new IllegalArgumentException("Baby Jubjub fixed base for scalars of " + bits + " bits");
        }
        this.bits = bits;
        this.table = new long[ENTRIES * Math.ceilDiv(bits, WIDTH)][];
        long[] scratch = new long[EdwardsLimbs.SCRATCH];
        long[] power = base.projective();
        for (int place = 0; place < table.length; place += ENTRIES) {
            long[] multiple = power;
            for (int d = 0; d < ENTRIES; d++) {
                table[place + d] = multiple;
                long[] next = new long[EdwardsLimbs.LIMBS];
                EdwardsLimbs.add(next, multiple, power, scratch);
                multiple = next;
            }
            power = multiple;
        }
    }

    /**
     * The multiple of the base. Vartime.
     *
     * @param scalar at least 0, of at most as many bits as the table has; not reduced modulo l
     * @return scalar · base
     * @throws IllegalArgumentException if the scalar is negative or longer; the message does not show it
     */
    public BabyJubjubPoint mul(BigInteger scalar) {
        if (scalar.bitLength() > bits) {
            throw new IllegalArgumentException(
                    "Baby Jubjub fixed base: scalar of " + scalar.bitLength() + " bits, expected at most " + bits);
        }
        long[] limbs = BabyJubjubPoint.limbs(scalar);
        long[] scratch = new long[EdwardsLimbs.SCRATCH];
        long[] product = BabyJubjubPoint.IDENTITY.projective();
        for (int i = 0; i < DIGITS_PER_LIMB * limbs.length; i++) {
            int digit = (int) (limbs[i / DIGITS_PER_LIMB] >>> (WIDTH * (i % DIGITS_PER_LIMB))) & ENTRIES;
            if (digit != 0) {
                EdwardsLimbs.add(product, product, table[ENTRIES * i + digit - 1], scratch);
            }
        }
        return BabyJubjubPoint.fromProjective(product);
    }
}
