// Generated from G1FixedBaseLanes.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import io.snark4j.field.simd.Fp2Lanes;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * Sums of table entries in lanes: each scalar is a lane, and all go from window to window together. One thread at a time.
 *
 * <p>No sum before the last is infinity, and infinity is not looked for: the digits up to window i are an odd number below 2^(c·(i+1)), which no
 * multiple of the order is. (All multiples of infinity look like opposite points to the adder, which is exact, if slow.)
 */
final class G2FixedBaseLanes implements G2FixedBase.Sums {
    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = Fp2Lanes.BLOCK;
    private static final int FIELD = G2Jacobian.FIELD;
    private static final int AFFINE = G2Jacobian.AFFINE;

    /** Blocks of sums; as many of summands follow them. */
    private static final int BLOCKS = G2FixedBase.BLOCK / LANES;

    /** Points packed at a time: as many as the first-level cache holds with ease. */
    private static final int FETCH = 4096 / AFFINE;

    private final G2FixedBaseTable table;
    private final G2LaneAdder adder = new G2LaneAdder();
    private final double[] x = new double[2 * BLOCKS * BLOCK];
    private final double[] y = new double[2 * BLOCKS * BLOCK];
    private final long[] packed = new long[FETCH * AFFINE];

    /** Twice the index of a table entry, plus 1 to subtract it. */
    private final int[] entries = new int[G2FixedBase.BLOCK];

    G2FixedBaseLanes(G2FixedBaseTable table) {
        this.table = table;
    }

    @Override
    public void sum(long[] out, int[] indices, long[] prepared, int count) {
        int blocks = Math.ceilDiv(count, LANES);
        fetch(0, 0, prepared, count);
        for (int window = 1; window < table.digits().windows(); window++) {
            fetch(BLOCKS, window, prepared, count);
            adder.add(x, y, 0, BLOCKS, blocks, LANES, false);
            adder.finish();
        }
        for (int first = 0; first < count; first += FETCH) {
            int n = Math.min(FETCH, count - first);
            pack(first / LANES, Math.ceilDiv(n, LANES));
            for (int i = 0; i < n; i++) {
                System.arraycopy(packed, i * AFFINE, out, indices[first + i] * AFFINE, AFFINE);
            }
        }
    }

    // The lanes past the last scalar repeat it: infinity there would be looked for.
    private void fetch(int block, int window, long[] prepared, int count) {
        OddDigits digits = table.digits();
        int width = digits.width(window);
        int first = table.start(window, 0) / AFFINE;
        int all = Math.ceilDiv(count, LANES) * LANES;
        for (int i = 0; i < all; i++) {
            int field = digits.field(prepared, Math.min(i, count - 1) * OddDigits.LIMBS, window);
            int entry = 2 * (first + OddDigits.multiple(field, width));
            entries[i] = OddDigits.isNegative(field, width) ? entry + 1 : entry;
        }
        Fp2Lanes.gather(x, block * BLOCK, table.points(), 0, AFFINE, entries, 0, all / LANES);
        Fp2Lanes.gatherSigned(y, block * BLOCK, table.points(), FIELD, AFFINE, entries, 0, all / LANES);
    }

    private void pack(int block, int blocks) {
        Fp2Lanes.pack(packed, 0, AFFINE, x, block * BLOCK, blocks);
        Fp2Lanes.pack(packed, FIELD, AFFINE, y, block * BLOCK, blocks);
    }

    /** From the first m multiples of every window of the table those up to 2m; m a multiple of the lanes. */
    void extend(int m) {
        int each = m / LANES;
        int all = table.windowsAbove(m) * each;
        for (int first = 0; first < all; first += BLOCKS) {
            int n = Math.min(BLOCKS, all - first);
            for (int i = 0; i < n; i++) {
                int window = (first + i) / each;
                int from = table.start(window, (first + i) % each * LANES);
                int step = table.step(window, m);
                Fp2Lanes.unpack(x, i * BLOCK, table.points(), from, AFFINE, 1);
                Fp2Lanes.unpack(y, i * BLOCK, table.points(), from + FIELD, AFFINE, 1);
                Fp2Lanes.broadcast(x, (BLOCKS + i) * BLOCK, table.powers(), step);
                Fp2Lanes.broadcast(y, (BLOCKS + i) * BLOCK, table.powers(), step + FIELD);
            }
            adder.add(x, y, 0, BLOCKS, n, LANES, false);
            adder.finish();
            for (int i = 0; i < n; i++) {
                int window = (first + i) / each;
                int to = table.start(window, m + (first + i) % each * LANES);
                Fp2Lanes.pack(table.points(), to, AFFINE, x, i * BLOCK, 1);
                Fp2Lanes.pack(table.points(), to + FIELD, AFFINE, y, i * BLOCK, 1);
            }
        }
    }

    @Override
    public void clear() {
        Arrays.fill(x, 0.0);
        Arrays.fill(y, 0.0);
        Arrays.fill(packed, 0L);
        Arrays.fill(entries, 0);
        adder.clear();
    }
}
