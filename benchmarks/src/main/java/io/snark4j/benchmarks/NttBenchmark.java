package io.snark4j.benchmarks;

import io.snark4j.field.Fr;
import io.snark4j.field.NttDomain;
import io.snark4j.field.NttVector;
import io.snark4j.field.Work;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The NTT over Fr, in place, in the form that the kernel computes in, ms each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class NttBenchmark {
    /** Size. */
    @Param({"16", "17", "18", "19", "20"})
    public int log2n;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    /** The kernel's name. */
    @Param("scalar")
    public String kernel;

    private NttVector x;
    private Work work;

    /** Draws the coefficients. */
    @Setup
    public void draw() {
        Random random = new Random(1);
        work = Work.ofThreads(threads);
        x = NttDomain.of(log2n).vector();
        if (!x.kernel().equals(kernel)) {
            throw new IllegalArgumentException("kernel " + kernel + " asked for, " + x.kernel() + " is active");
        }
        long[] limbs = new long[4 << log2n];
        for (int i = 0; i < limbs.length; i += 4) {
            Fr.random(random).write(limbs, i);
        }
        x.loadCoefficients(limbs, 0, work);
    }

    /** Coefficients to values. */
    @Benchmark
    public NttVector forward() {
        x.forward(work);
        return x;
    }

    /** Values to coefficients. */
    @Benchmark
    public NttVector inverse() {
        x.inverse(work);
        return x;
    }

    /** Coefficients to values on the coset of Groth16. */
    @Benchmark
    public NttVector forwardCoset() {
        x.forwardCoset(work);
        return x;
    }

    /** Values to values on the coset: two transforms, as the prover has them. */
    @Benchmark
    public NttVector toCoset() {
        x.toCoset(work);
        return x;
    }
}
