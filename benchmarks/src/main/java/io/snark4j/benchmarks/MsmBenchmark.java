package io.snark4j.benchmarks;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G1FixedBase;
import io.snark4j.curve.bn254.G1Msm;
import io.snark4j.curve.bn254.G1Points;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2FixedBase;
import io.snark4j.curve.bn254.G2Msm;
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

/** Multi-scalar multiplication. A witness is 45 % zeros, 45 % ones, 5 % of 32 bits and 5 % of full length. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class MsmBenchmark {
    /** log2 of the number of points. */
    @Param({"12", "14", "16", "18", "20"})
    public int log2;

    /** Threads that the work may use. */
    @Param("1")
    public int threads;

    /** What the scalars are. */
    @Param({"random", "witness"})
    public String scalars;

    /** The kernel's name. */
    @Param("scalar")
    public String kernel;

    private Work work;
    private FrVector factors;
    private G1Points g1;
    private G2Points g2;

    /** Draws points and scalars. */
    @Setup
    public void draw() {
        BenchmarkKernels.of("Fp", kernel);
        int n = 1 << log2;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(log2);
        work = Work.ofThreads(threads);
        FrVector logarithms = new FrVector(n);
        factors = new FrVector(n);
        for (int i = 0; i < n; i++) {
            logarithms.set(i, Fr.random(random));
            factors.set(i, scalars.equals("random") ? Fr.random(random) : ofWitness(random));
        }
        g1 = G1FixedBase.of(G1Affine.GENERATOR, n).mul(logarithms, Work.DEFAULT);
        g2 = G2FixedBase.of(G2Affine.GENERATOR, n).mul(logarithms, Work.DEFAULT);
    }

    private static Fr ofWitness(RandomGenerator random) {
        int kind = random.nextInt(20);
        return kind < 9
                ? Fr.ZERO
                : kind < 18 ? Fr.ONE : kind == 18 ? Fr.of(random.nextInt() & 0xffffffffL) : Fr.random(random);
    }

    /** A sum in G1. */
    @Benchmark
    public G1Affine g1() {
        return G1Msm.msm(g1, factors, work);
    }

    /** A sum in G2. */
    @Benchmark
    public G2Affine g2() {
        return G2Msm.msm(g2, factors, work);
    }
}
