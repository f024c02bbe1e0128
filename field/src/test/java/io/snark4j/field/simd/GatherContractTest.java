package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Gathering is unpacking of elements that were laid side by side before; unpacking is compared with BigInteger elsewhere. */
@Tag("lanes")
class GatherContractTest {
    private static final int ROW = 19;
    private static final int ROWS = 37;
    private static final int FIRST = 3;

    private final Random random = new Random(8);

    @FunctionalInterface
    private interface Unpack {
        void unpack(double[] out, int o, long[] a, int ao, int stride, int blocks);
    }

    @FunctionalInterface
    private interface UnpackSigned {
        void unpack(double[] out, int o, long[] a, int ao, int stride, long[] signs, int so, int blocks);
    }

    @FunctionalInterface
    private interface Gather {
        void gather(double[] out, int o, long[] a, int ao, int stride, int[] entries, int eo, int blocks);
    }

    @Test
    void elementsOfFpAreThoseTheirEntriesName() {
        compare(4, FpLanes.BLOCK, FpLanes::unpack, FpLanes::unpackSigned, FpLanes::gather, FpLanes::gatherSigned);
    }

    @Test
    void elementsOfFp2AreThoseTheirEntriesName() {
        compare(
                8,
                Fp2Lanes.BLOCK,
                Fp2Lanes::unpack,
                GatherContractTest::unpackSignedPairs,
                Fp2Lanes::gather,
                Fp2Lanes::gatherSigned);
    }

    /** Both components by themselves, then reduced as {@link Fp2Lanes#unpack} reduces. */
    private static void unpackSignedPairs(
            double[] out, int o, long[] a, int ao, int stride, long[] signs, int so, int blocks) {
        for (int block = 0; block < blocks; block++) {
            int element = block * Lanes.COUNT;
            int re = o + block * Fp2Lanes.BLOCK;
            int from = ao + element * stride;
            FpLanes.unpackSigned(out, re, a, from, stride, signs, so + element, 1);
            FpLanes.unpackSigned(out, re + FpLanes.BLOCK, a, from + 4, stride, signs, so + element, 1);
        }
        FpLanes.reduce(out, o, out, o, 2 * blocks);
    }

    private void compare(
            int limbs, int block, Unpack unpack, UnpackSigned unpackSigned, Gather gather, Gather gatherSigned) {
        long[] table = new long[FIRST + ROWS * ROW];
        for (int i = 0; i < table.length; i++) {
            table[i] = random.nextLong();
        }
        for (int row = 0; row < ROWS; row++) {
            for (int limb = 3; limb < limbs; limb += 4) {
                // Below 2^253, so below both moduli; one row of zeros.
                table[FIRST + row * ROW + limb] >>>= 11;
            }
            for (int limb = 0; row == 5 && limb < limbs; limb++) {
                table[FIRST + row * ROW + limb] = 0;
            }
        }
        for (int blocks = 0; blocks < 6; blocks++) {
            int n = blocks * Lanes.COUNT;
            int[] entries = new int[1 + n];
            long[] side = new long[n * limbs];
            long[] signs = new long[n];
            for (int k = 0; k < n; k++) {
                int row = k == 1 ? 5 : random.nextInt(ROWS);
                int sign = k == 1 ? 1 : random.nextInt(2);
                entries[1 + k] = 2 * row + sign;
                System.arraycopy(table, FIRST + row * ROW, side, k * limbs, limbs);
                signs[k] = (long) sign << 63;
            }
            double[] expected = new double[7 + blocks * block];
            double[] actual = new double[7 + blocks * block];
            unpack.unpack(expected, 7, side, 0, limbs, blocks);
            gather.gather(actual, 7, table, FIRST, ROW, entries, 1, blocks);
            assertThat(actual).containsExactly(expected);
            unpackSigned.unpack(expected, 7, side, 0, limbs, signs, 0, blocks);
            gatherSigned.gather(actual, 7, table, FIRST, ROW, entries, 1, blocks);
            assertThat(actual).containsExactly(expected);
        }
    }
}
