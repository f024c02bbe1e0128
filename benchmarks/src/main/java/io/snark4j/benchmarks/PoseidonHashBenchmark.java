package io.snark4j.benchmarks;

import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.field.Fr;
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

/** Poseidon hashes, microseconds each: one by one, and 24 together as a gateway's requests are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 7, time = 1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class PoseidonHashBenchmark {
    private static final int TOGETHER = 24;

    /** The lanes' name. */
    @Param("4 lanes")
    public String kernel;

    /** Inputs of a hash. */
    @Param({"2", "5"})
    public int inputs;

    private Fr[][] hashed;

    /** Draws the inputs. */
    @Setup
    public void draw() {
        if (!Lanes.NAME.equals(kernel)) {
            throw new IllegalArgumentException("kernel " + kernel + " asked for, " + Lanes.NAME + " is active");
        }
        Random random = new Random(1);
        hashed = new Fr[TOGETHER][inputs];
        for (Fr[] one : hashed) {
            for (int i = 0; i < inputs; i++) {
                one[i] = Fr.random(random);
            }
        }
    }

    /** One by one. */
    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public Fr alone() {
        Fr sum = Fr.ZERO;
        for (Fr[] one : hashed) {
            sum = sum.add(Poseidon.hash(one));
        }
        return sum;
    }

    /** All at once. */
    @Benchmark
    @OperationsPerInvocation(TOGETHER)
    public Fr[] together() {
        return Poseidon.hashAll(hashed);
    }
}
