package io.snark4j.benchmarks;

import io.snark4j.field.FpLimbs;
import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
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

/** One field inversion. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class FieldInverseBenchmark {
    private static final long[] ONE_FP = new long[4];
    private static final long[] ONE_FR = new long[4];

    static {
        FpLimbs.setOne(ONE_FP, 0);
        FrLimbs.setOne(ONE_FR, 0);
    }

    /** Which field. */
    @Param({"Fp", "Fr"})
    public String field;

    private final long[] x = new long[4];

    /** Draws an element below r, hence of both fields. */
    @Setup
    public void draw() {
        Fr.random(new Random(1)).write(x, 0);
    }

    /** Inverts the inverse of the round before, plus one. */
    @Benchmark
    public long[] chained() {
        if (field.equals("Fp")) {
            FpLimbs.inverse(x, 0, x, 0);
            FpLimbs.add(x, 0, x, 0, ONE_FP, 0);
        } else {
            FrLimbs.inverse(x, 0, x, 0);
            FrLimbs.add(x, 0, x, 0, ONE_FR, 0);
        }
        return x;
    }
}
