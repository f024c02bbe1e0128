package io.snark4j.curve.babyjubjub;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import java.math.BigInteger;

/**
 * One point's multiples from a table of d·64^i·base for every place i and digit d: 7 products a digit of six bits, no doubling. Making the
 * table takes as long as some ten multiplications without it. Immutable and thread-safe; vartime.
 *
 * <p>Sums grow on −x'² + y² = 1 + d'·x'²·y² with x' = √(−a)·x and d' = −d/a, as −a is a square too, by the law of Hisil, Wong, Carter, Dawson ("Twisted Edwards
 * curves revisited", ASIACRYPT 2008, section 3.1) in extended coordinates X, Y, T, Z with T = XY/Z; complete, because −1 is a square and d' is not. Digits are signed, −31 to 32.
 */
public final class BabyJubjubFixedBase {
    private static final int WIDTH = 6;
    private static final int DIGITS = 1 << WIDTH;
    private static final int ENTRIES = DIGITS / 2;
    private static final int FIELD = FrLimbs.LIMBS;

    // A point of the sum.
    private static final int X = 0;
    private static final int Y = FIELD;
    private static final int T = 2 * FIELD;
    private static final int Z = 3 * FIELD;
    private static final int EXTENDED = 4 * FIELD;

    /** Longs of an entry: y − x', y + x', 2d'·x'·y. */
    private static final int ENTRY = 3 * FIELD;

    private static final Fr ROOT = BabyJubjubPoint.A.neg().sqrt().orElseThrow();
    private static final Fr ROOT_INVERSE = ROOT.inverse();
    private static final Fr TWICE_D =
            BabyJubjubPoint.D.div(BabyJubjubPoint.A).neg().twice();

    private final int bits;
    private final long[] table;

    /**
     * Makes the table, about 512 bytes a bit.
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
        // The highest digit has a bit to spare for the carry of the one below.
        this.table = new long[Math.ceilDiv(bits + 1, WIDTH) * ENTRIES * ENTRY];
        long[] projective = new long[table.length / ENTRY * EdwardsLimbs.LIMBS];
        long[] scratch = new long[EdwardsLimbs.SCRATCH];
        long[] power = base.projective();
        for (int at = 0; at < projective.length; at += ENTRIES * EdwardsLimbs.LIMBS) {
            long[] multiple = power.clone();
            for (int d = 0; d < ENTRIES; d++) {
                System.arraycopy(multiple, 0, projective, at + d * EdwardsLimbs.LIMBS, EdwardsLimbs.LIMBS);
                EdwardsLimbs.add(multiple, multiple, power, scratch);
            }
            for (int i = 0; i < WIDTH; i++) {
                EdwardsLimbs.twice(power, power, scratch);
            }
        }
        setTable(projective);
    }

    private void setTable(long[] projective) {
        int n = table.length / ENTRY;
        long[] inverses = new long[n * FIELD];
        for (int i = 0; i < n; i++) {
            FrLimbs.copy(inverses, i * FIELD, projective, i * EdwardsLimbs.LIMBS + 2 * FIELD);
        }
        FieldKernels.fr().inverse(inverses, 0, inverses, 0, new long[FieldKernels.inverseScratch(n)], 0, n);
        long[] factors = new long[2 * FIELD];
        ROOT.write(factors, 0);
        TWICE_D.write(factors, FIELD);
        long[] s = new long[2 * FIELD];
        for (int i = 0; i < n; i++) {
            int point = i * EdwardsLimbs.LIMBS;
            int entry = i * ENTRY;
            FrLimbs.mul(s, 0, projective, point, inverses, i * FIELD);
            FrLimbs.mul(s, 0, s, 0, factors, 0);
            FrLimbs.mul(s, FIELD, projective, point + FIELD, inverses, i * FIELD);
            FrLimbs.sub(table, entry, s, FIELD, s, 0);
            FrLimbs.add(table, entry + FIELD, s, FIELD, s, 0);
            FrLimbs.mul(table, entry + 2 * FIELD, s, 0, s, FIELD);
            FrLimbs.mul(table, entry + 2 * FIELD, table, entry + 2 * FIELD, factors, FIELD);
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
        return addMultiple(BabyJubjubPoint.IDENTITY, scalar);
    }

    /**
     * A point and a multiple of the base. Vartime.
     *
     * @param summand any point
     * @param scalar at least 0, of at most as many bits as the table has; not reduced modulo l
     * @return summand + scalar · base
     * @throws IllegalArgumentException if the scalar is negative or longer; the message does not show it
     */
    public BabyJubjubPoint addMultiple(BabyJubjubPoint summand, BigInteger scalar) {
        if (scalar.bitLength() > bits) {
            throw new IllegalArgumentException(
                    "Baby Jubjub fixed base: scalar of " + scalar.bitLength() + " bits, expected at most " + bits);
        }
        long[] limbs = BabyJubjubPoint.limbs(scalar);
        long[] sum = extended(summand);
        long[] s = new long[4 * FIELD];
        int places = table.length / (ENTRIES * ENTRY);
        int carry = 0;
        for (int place = 0; place < places; place++) {
            int digit = window(limbs, place * WIDTH) + carry;
            carry = digit > ENTRIES ? 1 : 0;
            digit -= carry * DIGITS;
            if (digit != 0) {
                add(sum, (place * ENTRIES + Math.abs(digit) - 1) * ENTRY, digit < 0, s);
            }
        }
        return affine(sum);
    }

    private static int window(long[] limbs, int bit) {
        int limb = bit >>> 6;
        if (limb >= limbs.length) {
            return 0;
        }
        long word = limbs[limb] >>> bit;
        if (bit % Long.SIZE > Long.SIZE - WIDTH && limb + 1 < limbs.length) {
            word |= limbs[limb + 1] << -bit;
        }
        return (int) word & (DIGITS - 1);
    }

    // sum ± entry. Of the opposite entry the first two elements change places and the third its sign.
    private void add(long[] sum, int entry, boolean negative, long[] s) {
        int a = 0;
        int b = FIELD;
        int c = 2 * FIELD;
        int d = 3 * FIELD;
        FrLimbs.sub(s, a, sum, Y, sum, X);
        FrLimbs.mul(s, a, s, a, table, negative ? entry + FIELD : entry);
        FrLimbs.add(s, b, sum, Y, sum, X);
        FrLimbs.mul(s, b, s, b, table, negative ? entry : entry + FIELD);
        FrLimbs.mul(s, c, sum, T, table, entry + 2 * FIELD);
        FrLimbs.twice(s, d, sum, Z);
        FrLimbs.sub(sum, X, s, b, s, a);
        FrLimbs.add(sum, Y, s, b, s, a);
        FrLimbs.sub(s, negative ? b : a, s, d, s, c);
        FrLimbs.add(s, negative ? a : b, s, d, s, c);
        FrLimbs.mul(sum, T, sum, X, sum, Y);
        FrLimbs.mul(sum, X, sum, X, s, a);
        FrLimbs.mul(sum, Y, sum, Y, s, b);
        FrLimbs.mul(sum, Z, s, a, s, b);
    }

    private static long[] extended(BabyJubjubPoint point) {
        long[] sum = new long[EXTENDED];
        Fr x = point.x().mul(ROOT);
        x.write(sum, X);
        point.y().write(sum, Y);
        x.mul(point.y()).write(sum, T);
        FrLimbs.setOne(sum, Z);
        return sum;
    }

    private static BabyJubjubPoint affine(long[] sum) {
        FrLimbs.inverse(sum, Z, sum, Z);
        FrLimbs.mul(sum, X, sum, X, sum, Z);
        FrLimbs.mul(sum, Y, sum, Y, sum, Z);
        return new BabyJubjubPoint(Fr.read(sum, X).mul(ROOT_INVERSE), Fr.read(sum, Y));
    }
}
