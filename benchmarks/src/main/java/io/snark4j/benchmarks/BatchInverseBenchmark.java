package io.snark4j.benchmarks;

import io.snark4j.field.FieldKernels;
import io.snark4j.field.Fr;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Field inversion in batches, ns an element. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class BatchInverseBenchmark {
    private static final int N = 1024;

    /** Which field. */
    @Param({"Fp", "Fr"})
    public String field;

    /** The bulk kernel's name. */
    @Param("scalar")
    public String kernel;

    private final long[] a = new long[4 * N];
    private final long[] scratch = new long[FieldKernels.inverseScratch(N)];
    private final long[] out = new long[4 * N];
    private FieldKernels kernels;

    /** Draws the operands: below r, hence elements of both fields. */
    @Setup
    public void draw() {
        Random random = new Random(1);
        for (int i = 0; i < 4 * N; i += 4) {
            Fr.random(random).write(a, i);
        }
        kernels = BenchmarkKernels.of(field, kernel);
    }

    /** A batch of 1024. */
    @Benchmark
    @OperationsPerInvocation(N)
    public long[] batch() {
        kernels.inverse(out, 0, a, 0, scratch, 0, N);
        return out;
    }
}
