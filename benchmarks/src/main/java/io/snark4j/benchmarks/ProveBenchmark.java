package io.snark4j.benchmarks;

import io.snark4j.field.Work;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.ProverOptions;
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

/** A proof of MembershipAndBalance, the check of the finished proof included or not, ms each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class ProveBenchmark {
    /** Levels of the tree. */
    @Param({"20", "32"})
    public int depth;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    /** The kernel's name. */
    @Param("scalar")
    public String kernel;

    /** Whether the finished proof is verified. */
    @Param({"true", "false"})
    public boolean checkProof;

    private MembershipRequest request;
    private ProverOptions options;

    /** Makes keys and witness. */
    @Setup
    public void makeKeys() {
        BenchmarkKernels.of("Fr", kernel);
        request = MembershipRequest.ofDepth(depth);
        options = ProverOptions.DEFAULT.withWork(Work.ofThreads(threads)).withCheckProof(checkProof);
    }

    /** From the witness to the proof. */
    @Benchmark
    public Proof prove() {
        return Groth16.prove(request.keys().provingKey(), request.witness(), options);
    }
}
