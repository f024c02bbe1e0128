package io.snark4j.groth16;

import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import io.snark4j.r1cs.SparseMatrix;
import io.snark4j.r1cs.file.SectionReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The entries of both matrices as several threads read them, then sorted by row: a counting sort, so that a hostile order costs no more
 * than a good one. Values are kept once each: a thread has its own table, and the tables are joined in the end.
 */
final class ZkeyEntries {
    private static final int LIMBS = 4;
    /** Matrix, row, wire and value, as 32-bit words. */
    private static final int WORDS = ZkeyFile.COEFFICIENT_BYTES / Integer.BYTES;

    private static final ValueLayout.OfInt LITTLE_ENDIAN =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final int domain;
    private final int wireCount;
    /** The row for an entry of A, its complement for one of B. */
    private final int[] rows;

    private final int[] wires;
    private final int[] coefficients;
    private final List<Task> tasks = Collections.synchronizedList(new ArrayList<>());

    ZkeyEntries(int count, int domain, int wireCount) {
        this.domain = domain;
        this.wireCount = wireCount;
        rows = new int[count];
        wires = new int[count];
        coefficients = new int[count];
    }

    Task task(KeyDigest.Leaves leaves, SectionReader reader) {
        var task = new Task(leaves, reader);
        tasks.add(task);
        return task;
    }

    /** What one thread reads: chunks one after another. */
    final class Task implements SectionReader.ChunkTask {
        private final KeyDigest.Leaves leaves;
        private final SectionReader reader;
        private final CoefficientTable table = new CoefficientTable();
        private final long[] value = new long[LIMBS];
        private int[] words = new int[0];
        private int from = Integer.MAX_VALUE;
        private int to;

        private Task(KeyDigest.Leaves leaves, SectionReader reader) {
            this.leaves = leaves;
            this.reader = reader;
        }

        @Override
        public void run(int chunk, int first, byte[] bytes, int length) {
            leaves.put(chunk, bytes, length);
            if (words.length < bytes.length / Integer.BYTES) {
                words = new int[bytes.length / Integer.BYTES];
            }
            MemorySegment.copy(MemorySegment.ofArray(bytes), LITTLE_ENDIAN, 0, words, 0, length / Integer.BYTES);
            int end = first + length / ZkeyFile.COEFFICIENT_BYTES;
            for (int i = first; i < end; i++) {
                take(i, WORDS * (i - first));
            }
            from = Math.min(from, first);
            to = Math.max(to, end);
        }

        private void take(int i, int at) {
            int matrix = below(2, words[at], "matrix", i);
            int row = below(domain, words[at + 1], "row", i);
            rows[i] = matrix == 0 ? row : ~row;
            wires[i] = below(wireCount, words[at + 2], "wire", i);
            for (int k = 0; k < LIMBS; k++) {
                value[k] = Integer.toUnsignedLong(words[at + 3 + 2 * k]) | (long) words[at + 4 + 2 * k] << Integer.SIZE;
            }
            coefficients[i] = table.indexOf(value, 0);
            if (coefficients[i] < 0) {
                throw reader.malformed("value of coefficient " + i, "less than r", "a larger one");
            }
        }

        private int below(int bound, int found, String what, int i) {
            if (found < 0 || found >= bound) {
                throw reader.malformed(
                        what + " of coefficient " + i, "less than " + bound, Integer.toUnsignedString(found));
            }
            return found;
        }
    }

    ZkeyCoefficients sorted(Work work) {
        FrVector table = join().toMontgomery();
        SparseMatrix[] matrices = new SparseMatrix[2];
        work.forEachRange(2, 1, (from, to) -> {
            for (int matrix = from; matrix < to; matrix++) {
                matrices[matrix] = matrix(matrix, table);
            }
        });
        return new ZkeyCoefficients(matrices[0], matrices[1]);
    }

    private CoefficientTable join() {
        if (tasks.isEmpty()) {
            return new CoefficientTable();
        }
        CoefficientTable all = tasks.getFirst().table;
        for (Task other : tasks.subList(1, tasks.size())) {
            int[] renamed = all.merge(other.table);
            for (int i = other.from; i < other.to; i++) {
                coefficients[i] = renamed[coefficients[i]];
            }
        }
        return all;
    }

    /** One matrix, up to its last row that has an entry (or an empty one). */
    private SparseMatrix matrix(int index, FrVector table) {
        int flip = -index;
        int[] starts = new int[domain + 1];
        int last = 0;
        for (int row : rows) {
            if ((row ^ flip) >= 0) {
                starts[(row ^ flip) + 1]++;
                last = Math.max(last, row ^ flip);
            }
        }
        int[] rowStart = new int[last + 2];
        for (int row = 0; row <= last; row++) {
            rowStart[row + 1] = rowStart[row] + starts[row + 1];
            starts[row] = rowStart[row];
        }
        int[] matrixWires = new int[rowStart[last + 1]];
        int[] matrixCoefficients = new int[matrixWires.length];
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i] ^ flip;
            if (row >= 0) {
                int at = starts[row]++;
                matrixWires[at] = wires[i];
                matrixCoefficients[at] = coefficients[i];
            }
        }
        return SparseMatrix.of(rowStart, matrixWires, matrixCoefficients, table);
    }
}
