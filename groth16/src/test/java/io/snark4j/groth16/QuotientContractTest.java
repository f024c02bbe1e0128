package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.NttDomain;
import io.snark4j.field.Progress;
import io.snark4j.field.Work;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.SparseMatrix;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against its definition, polynomial by polynomial, with the scalar transform. */
class QuotientContractTest {
    private static final int WIRES = 40;

    /** Rows of 0 to 12 entries, a third of them one, a third minus one. */
    private static SparseMatrix matrix(int rows, Random random) {
        SparseMatrix.Builder builder = SparseMatrix.builder();
        for (int row = 0; row < rows; row++) {
            LinearCombination.Builder combination = LinearCombination.builder();
            for (int entry = random.nextInt(13); entry > 0; entry--) {
                Fr coefficient = switch (random.nextInt(3)) {
                    case 0 -> Fr.ONE;
                    case 1 -> Fr.ONE.neg();
                    default -> Fr.random(random);
                };
                combination.add(random.nextInt(WIRES), coefficient);
            }
            builder.add(combination.build());
        }
        return builder.build();
    }

    private static FrVector witness(Random random) {
        FrVector witness = new FrVector(WIRES);
        for (int i = 0; i < WIRES; i++) {
            witness.set(i, Fr.random(random));
        }
        return witness;
    }

    private static FrVector product(SparseMatrix matrix, FrVector witness, int n) {
        FrVector product = new FrVector(n);
        for (int row = 0; row < matrix.rows(); row++) {
            product.set(row, matrix.row(row).evaluate(witness));
        }
        return product;
    }

    /** Values on the domain to values on the coset, both in natural order. */
    private static FrVector onCoset(NttDomain domain, FrVector values) {
        FrVector x = new FrVector(domain.size());
        for (int k = 0; k < domain.size(); k++) {
            x.set(domain.position(k), values.get(k));
        }
        Work work = Work.ofThreads(1);
        domain.inverse(x.limbs(), 0, work);
        domain.forwardCoset(x.limbs(), 0, work);
        FrVector result = new FrVector(domain.size());
        for (int k = 0; k < domain.size(); k++) {
            result.set(k, x.get(domain.position(k)));
        }
        return result;
    }

    private static FrVector expected(int log, SparseMatrix a, SparseMatrix b, FrVector witness) {
        NttDomain domain = NttDomain.of(log);
        int n = domain.size();
        FrVector left = product(a, witness, n);
        FrVector right = product(b, witness, n);
        FrVector both = new FrVector(n);
        for (int k = 0; k < n; k++) {
            both.set(k, left.get(k).mul(right.get(k)));
        }
        FrVector result = new FrVector(n);
        left = onCoset(domain, left);
        right = onCoset(domain, right);
        both = onCoset(domain, both);
        for (int k = 0; k < n; k++) {
            result.set(k, left.get(k).mul(right.get(k)).sub(both.get(k)));
        }
        return result;
    }

    /** The room is used for one proof after another, on one thread and on two, with rows to spare and without. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 6, 7, 9})
    void isTheDefinition(int log) {
        Random random = new Random(log);
        Quotient quotient = new Quotient(log);
        for (int rows : new int[] {1 << log, (1 << log) - 1, (1 << log) / 2 + 1, 1, 1 << log}) {
            SparseMatrix a = matrix(rows, random);
            SparseMatrix b = matrix(Math.max(1, rows - 3), random);
            FrVector witness = witness(random);
            long[] expected = expected(log, a, b, witness).limbs();
            for (int threads = 1; threads <= 2; threads++) {
                FrVector found = quotient.evaluate(a, b, witness, Work.ofThreads(threads));
                assertThat(found.limbs())
                        .as("2^%d, %d rows, %d threads", log, rows, threads)
                        .isEqualTo(expected);
                quotient.clear();
                assertThat(found.limbs()).containsOnly(0);
            }
        }
    }

    @Test
    void aCancelledOneLeavesNothingBehind() {
        int log = 8;
        Random random = new Random(5);
        SparseMatrix a = matrix(1 << log, random);
        SparseMatrix b = matrix(1 << log, random);
        FrVector witness = witness(random);
        long[] expected = expected(log, a, b, witness).limbs();
        Quotient quotient = new Quotient(log);
        // Makes the tables, which asks too.
        quotient.evaluate(a, b, witness, Work.ofThreads(1));
        AtomicInteger asked = new AtomicInteger();
        quotient.evaluate(a, b, witness, new Work(1, Progress.SILENT, () -> asked.incrementAndGet() < 0));
        quotient.clear();
        int all = asked.get();
        assertThat(all).isGreaterThan(8);
        for (int stop = 1; stop <= all; stop += 1 + all / 40) {
            int last = stop;
            asked.set(0);
            Work work = new Work(1, Progress.SILENT, () -> asked.incrementAndGet() >= last);
            assertThatThrownBy(() -> quotient.evaluate(a, b, witness, work)).isInstanceOf(CancellationException.class);
            assertThat(quotient.evaluate(a, b, witness, Work.ofThreads(1)).limbs())
                    .as("after stopping at check %d of %d", stop, all)
                    .isEqualTo(expected);
            quotient.clear();
        }
    }
}
