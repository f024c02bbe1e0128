package io.snark4j.benchmarks;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1FixedBase;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2FixedBase;
import io.snark4j.curve.bn254.G2Points;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
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

/** Multiples of the generators, table included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class FixedBaseBenchmark {
    /** log2 of the number of multiples. */
    @Param({"12", "16"})
    public int log2;

    /** Threads that the work may use. */
    @Param("1")
    public int threads;

    /** The kernel's name. */
    @Param("scalar")
    public String kernel;

    private Work work;
    private FrVector factors;

    /** Draws the scalars. */
    @Setup
    public void draw() {
        BenchmarkKernels.of("Fp", kernel);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(log2);
        work = Work.ofThreads(threads);
        factors = new FrVector(1 << log2);
        for (int i = 0; i < factors.size(); i++) {
            factors.set(i, Fr.random(random));
        }
    }

    /** Multiples in G1. */
    @Benchmark
    public G1Points g1() {
        return G1FixedBase.of(G1Affine.GENERATOR, factors.size()).mul(factors, work);
    }

    /** Multiples in G2. */
    @Benchmark
    public G2Points g2() {
        return G2FixedBase.of(G2Affine.GENERATOR, factors.size()).mul(factors, work);
    }
}
