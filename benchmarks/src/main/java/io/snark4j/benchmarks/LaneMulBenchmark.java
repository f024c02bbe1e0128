package io.snark4j.benchmarks;

import io.snark4j.field.Fp;
import io.snark4j.field.Fr;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.FrLanes;
import io.snark4j.field.simd.LaneScratch;
import io.snark4j.field.simd.Lanes;
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

/** Products of elements that are in lanes already, ns each, and the way into lanes and out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class LaneMulBenchmark {
    private static final int N = 256;

    /** The lanes' name. */
    @Param("4 lanes")
    public String kernel;

    private final long[] rest = new long[4 * N];
    private final double[] a = new double[5 * N];
    private final double[] b = new double[5 * N];
    private final double[] out = new double[5 * N];
    private final LaneScratch scratch = new LaneScratch();
    private int blocks;

    /** Draws the operands, which Fp and Fr may both have. */
    @Setup
    public void draw() {
        if (!Lanes.NAME.equals(kernel)) {
            throw new IllegalArgumentException("kernel " + kernel + " asked for, " + Lanes.NAME + " is active");
        }
        blocks = N / Lanes.COUNT;
        Random random = new Random(1);
        for (int i = 0; i < 4 * N; i += 4) {
            Fp.random(random).write(rest, i);
        }
        FpLanes.unpack(a, 0, rest, 0, 4, blocks);
        for (int i = 0; i < 4 * N; i += 4) {
            Fr.random(random).write(rest, i);
        }
        FrLanes.unpack(b, 0, rest, 0, 4, blocks);
    }

    /** Products in Fp. */
    @Benchmark
    @OperationsPerInvocation(N)
    public double[] fp() {
        FpLanes.mul(out, 0, a, 0, b, 0, blocks, scratch);
        return out;
    }

    /** Products in Fr. */
    @Benchmark
    @OperationsPerInvocation(N)
    public double[] fr() {
        FrLanes.mul(out, 0, a, 0, b, 0, blocks, scratch);
        return out;
    }

    /** Squares in Fp. */
    @Benchmark
    @OperationsPerInvocation(N)
    public double[] square() {
        FpLanes.square(out, 0, a, 0, blocks, scratch);
        return out;
    }

    /** From 4x64 bits into lanes. */
    @Benchmark
    @OperationsPerInvocation(N)
    public double[] unpack() {
        FpLanes.unpack(out, 0, rest, 0, 4, blocks);
        return out;
    }

    /** From lanes to 4x64 bits. */
    @Benchmark
    @OperationsPerInvocation(N)
    public long[] pack() {
        FpLanes.pack(rest, 0, 4, b, 0, blocks);
        return rest;
    }
}
