package io.snark4j.benchmarks;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.credit.MembershipAndBalance;
import io.snark4j.field.Work;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Keys;
import java.security.SecureRandom;
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

/** Keys for MembershipAndBalance from toxic waste, ms each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class SetupBenchmark {
    /** Levels of the tree. */
    @Param({"20", "32"})
    public int depth;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    /** The kernel's name. */
    @Param("scalar")
    public String kernel;

    private CompiledCircuit circuit;
    private io.snark4j.groth16.Setup setup;

    /** Compiles the circuit. */
    @Setup
    public void compile() {
        BenchmarkKernels.of("Fr", kernel);
        circuit = CircuitCompiler.compile(MembershipAndBalance.ofDepth(depth));
        setup = io.snark4j.groth16.Setup.insecure(new SecureRandom(), Work.ofThreads(threads));
    }

    /** Proving and verifying key. */
    @Benchmark
    public Keys keys() {
        return Groth16.setup(circuit, setup);
    }
}
