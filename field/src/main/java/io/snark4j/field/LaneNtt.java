package io.snark4j.field;

import io.snark4j.field.simd.FrButterflies;
import io.snark4j.field.simd.FrLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
import java.util.Arrays;

/**
 * The transforms of {@link NttDomain} on blocks of lanes, in place, never mixing lanes: n = R·C elements as R rows of C, R = 2^(log/2).
 *
 * <p>Coefficient r·C + c stands in block (r·C + c)/COUNT, lane c mod COUNT. Forward, first the columns are transformed, a slab of
 * neighbouring ones at a time, whose blocks are copied together to stay in the cache. Then COUNT rows at a time are transposed, so that
 * a lane holds a row and a block a column; multiplied by {@link LaneTwists}; transformed likewise; and put back. That order stays: the
 * value at g·ω^(k1 + R·k2) is in block group·C + rev(k2), lane l, where k1 = l·R/COUNT + rev(group) and rev reverses bits. The inverse
 * undoes it, step by step. A coset has other twiddles in the columns and other twists, nothing else.
 *
 * <p>Both transform R or C blocks as {@link NttDomain} does elements, depth first. Reductions come every other layer; the bounds that
 * follow from it are worked out in LaneNttBoundsTest: inputs are balanced in digits and within ±r, outputs are balanced.
 */
final class LaneNtt {
    /** Blocks that a slab of columns takes at least, where there are as many. */
    private static final int SLAB_BLOCKS = 2048;

    /** What is worth another thread, in elements. */
    private static final int MINIMUM_CHUNK = 1 << 11;

    private static final int BLOCK = FrLanes.BLOCK;
    private static final int LOG_LANES = Integer.numberOfTrailingZeros(Lanes.COUNT);

    private final int log;
    private final int logRows;
    private final int logColumns;
    private final int logSlab;
    private final ScratchPool<Buffer> slabBuffers;
    private final ScratchPool<Buffer> groupBuffers;

    LaneNtt(int log) {
        this.log = log;
        logRows = log / 2;
        logColumns = log - logRows;
        int logBlocks = Integer.numberOfTrailingZeros(SLAB_BLOCKS);
        logSlab = Math.clamp(logBlocks - logRows, 0, logColumns - LOG_LANES);
        slabBuffers = new ScratchPool<>(() -> new Buffer(logRows, logSlab));
        groupBuffers = new ScratchPool<>(() -> new Buffer(logColumns, 0));
    }

    int log() {
        return log;
    }

    /** C: elements a row. */
    int columns() {
        return 1 << logColumns;
    }

    /** R: so many values of consecutive k stand in one lane block after the other. */
    int rows() {
        return 1 << logRows;
    }

    /** Groups of COUNT rows. */
    int groups() {
        return 1 << (logRows - LOG_LANES);
    }

    /** k1 of the values in a lane of a group. */
    int rowFrequency(int group, int lane) {
        return lane * groups() + reverse(group, logRows - LOG_LANES);
    }

    /** The block, within its group, of the values with a k2. */
    int column(int k2) {
        return reverse(k2, logColumns);
    }

    private static int reverse(int x, int bits) {
        return bits == 0 ? 0 : Integer.reverse(x) >>> (Integer.SIZE - bits);
    }

    void forward(double[] x, boolean coset, Work work) {
        forwardColumns(x, coset, work);
        forwardRows(x, coset, work);
    }

    void inverse(double[] x, boolean coset, Work work) {
        double[] twists = LaneTwists.of(this, coset, true, work);
        eachGroup(work, (group, buffer) -> {
            System.arraycopy(x, buffer.start(group), buffer.blocks, 0, columns() * BLOCK);
            buffer.inverseRow(x, group, twists);
        });
        eachSlab(work, (slab, buffer) -> {
            buffer.load(x, slab);
            buffer.nodes.inverse(coset ? 1 : 0);
            buffer.store(x, slab);
        });
    }

    /** Values on H to values on the coset: what lies between is done slab by slab, without another pass over memory. */
    void toCoset(double[] x, Work work) {
        double[] twists = LaneTwists.of(this, false, true, work);
        eachGroup(work, (group, buffer) -> {
            System.arraycopy(x, buffer.start(group), buffer.blocks, 0, columns() * BLOCK);
            buffer.inverseRow(x, group, twists);
        });
        columnsToCoset(x, work);
        forwardRows(x, true, work);
    }

    /** x = the values on the coset of the polynomial that has the values a·b on H. */
    void productToCoset(double[] x, double[] a, double[] b, Work work) {
        double[] twists = LaneTwists.of(this, false, true, work);
        eachGroup(work, (group, buffer) -> {
            int at = buffer.start(group);
            FrLanes.mul(buffer.blocks, 0, a, at, b, at, columns(), buffer.scratch);
            buffer.inverseRow(x, group, twists);
        });
        columnsToCoset(x, work);
        forwardRows(x, true, work);
    }

    private void columnsToCoset(double[] x, Work work) {
        eachSlab(work, (slab, buffer) -> {
            buffer.load(x, slab);
            buffer.nodes.inverse(0);
            buffer.nodes.forward(1);
            buffer.store(x, slab);
        });
    }

    private void forwardColumns(double[] x, boolean coset, Work work) {
        eachSlab(work, (slab, buffer) -> {
            buffer.load(x, slab);
            buffer.nodes.forward(coset ? 1 : 0);
            buffer.store(x, slab);
        });
    }

    private void forwardRows(double[] x, boolean coset, Work work) {
        double[] twists = LaneTwists.of(this, coset, false, work);
        eachGroup(work, (group, buffer) -> {
            buffer.gather(x, group, twists);
            buffer.nodes.forward(0);
            System.arraycopy(buffer.blocks, 0, x, buffer.start(group), columns() * BLOCK);
        });
    }

    private interface Part {
        void run(int index, Buffer buffer);
    }

    private void eachGroup(Work work, Part part) {
        each(groups(), logColumns, groupBuffers, work, part);
    }

    private void eachSlab(Work work, Part part) {
        each(1 << (logColumns - LOG_LANES - logSlab), logRows + logSlab, slabBuffers, work, part);
    }

    private static void each(int parts, int logBlocks, ScratchPool<Buffer> buffers, Work work, Part part) {
        int minimum = Math.max(1, MINIMUM_CHUNK >>> (logBlocks + LOG_LANES));
        work.forEachRange(parts, minimum, (from, to) -> {
            Buffer buffer = buffers.take();
            try {
                for (int i = from; i < to; i++) {
                    work.check();
                    part.run(i, buffer);
                }
            } finally {
                buffer.clear();
                buffers.give(buffer);
            }
        });
    }

    /** What one thread has in its cache: a slab of columns, or a group of rows. */
    private final class Buffer {
        final double[] blocks;
        final LaneScratch scratch = new LaneScratch();

        final LaneNodes nodes;

        /** For transforms of 2^logSize rows of 2^logWidth blocks. */
        Buffer(int logSize, int logWidth) {
            blocks = new double[BLOCK << (logSize + logWidth)];
            nodes = new LaneNodes(blocks, scratch, logSize, logWidth, logRows);
        }

        /** It held what may depend on a witness. */
        void clear() {
            Arrays.fill(blocks, 0);
            scratch.clear();
        }

        int start(int group) {
            return (group << logColumns) * BLOCK;
        }

        private int rowStride() {
            return BLOCK << (logColumns - LOG_LANES);
        }

        void load(double[] x, int slab) {
            int width = BLOCK << logSlab;
            for (int r = 0; r < rows(); r++) {
                System.arraycopy(x, r * rowStride() + slab * width, blocks, r * width, width);
            }
        }

        void store(double[] x, int slab) {
            int width = BLOCK << logSlab;
            for (int r = 0; r < rows(); r++) {
                System.arraycopy(blocks, r * width, x, r * rowStride() + slab * width, width);
            }
        }

        /** Transposes the group's rows and twists them, some blocks at a time that are still at hand. */
        void gather(double[] x, int group, double[] twists) {
            int squares = columns() >>> LOG_LANES;
            int step = Math.clamp(16 >>> LOG_LANES, 1, squares);
            for (int square = 0; square < squares; square += step) {
                int at = (square << LOG_LANES) * BLOCK;
                for (int i = 0; i < step; i++) {
                    FrButterflies.gatherRows(
                            blocks, at + (i << LOG_LANES) * BLOCK, x, start(group) + (square + i) * BLOCK, rowStride());
                }
                FrLanes.mul(blocks, at, blocks, at, twists, start(group) + at, step << LOG_LANES, scratch);
            }
        }

        void inverseRow(double[] x, int group, double[] twists) {
            nodes.inverse(0);
            int squares = columns() >>> LOG_LANES;
            int step = Math.clamp(16 >>> LOG_LANES, 1, squares);
            for (int square = 0; square < squares; square += step) {
                int at = (square << LOG_LANES) * BLOCK;
                FrLanes.mul(blocks, at, blocks, at, twists, start(group) + at, step << LOG_LANES, scratch);
                for (int i = 0; i < step; i++) {
                    FrButterflies.scatterRows(
                            x, start(group) + (square + i) * BLOCK, rowStride(), blocks, at + (i << LOG_LANES) * BLOCK);
                }
            }
        }
    }
}
