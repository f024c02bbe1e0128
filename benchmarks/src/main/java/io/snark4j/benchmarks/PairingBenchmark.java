package io.snark4j.benchmarks;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.curve.bn254.G2Prepared;
import io.snark4j.curve.bn254.Pairing;
import io.snark4j.field.Fp12;
import io.snark4j.field.Fr;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
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

/** One pairing, a check of four, and what verifying a point costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class PairingBenchmark {
    /** The kernel's name; say which with {@code -p "kernel=8 lanes"}. */
    @Param("scalar")
    public String kernel;

    private Fr scalar;
    private G1Affine p;
    private G2Affine q;
    private List<G1Affine> fourP;
    private List<G2Prepared> fourQ;

    /** Draws the points, and compiles what runs in lanes. */
    @Setup
    public void draw() {
        BenchmarkKernels.of("Fp", kernel);
        Pairing.warmUp();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        scalar = Fr.random(random);
        p = G1Affine.GENERATOR.mul(Fr.random(random));
        q = G2Affine.GENERATOR.mul(Fr.random(random));
        fourP = Stream.generate(() -> G1Affine.GENERATOR.mul(Fr.random(random)))
                .limit(4)
                .toList();
        fourQ = Stream.generate(() -> G2Prepared.of(G2Affine.GENERATOR.mul(Fr.random(random))))
                .limit(4)
                .toList();
    }

    /** One pairing, lines drawn. */
    @Benchmark
    public Fp12 pairing() {
        return Pairing.pairing(p, q);
    }

    /** The lines of one point. */
    @Benchmark
    public G2Prepared prepare() {
        return G2Prepared.of(q);
    }

    /** A check of four pairs, lines given. */
    @Benchmark
    public boolean checkOfFourPrepared() {
        return Pairing.check(fourP, fourQ);
    }

    /** The subgroup check of G2. */
    @Benchmark
    public boolean isInSubgroup() {
        return q.isInSubgroup();
    }

    /** A multiplication in G1, split in two. */
    @Benchmark
    public G1Affine mulG1() {
        return p.mul(scalar);
    }

    /** A multiplication in G2. */
    @Benchmark
    public G2Affine mulG2() {
        return q.mul(scalar);
    }
}
