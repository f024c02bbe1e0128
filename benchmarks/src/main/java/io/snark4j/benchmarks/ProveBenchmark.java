package io.snark4j.benchmarks;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.field.Work;
import io.snark4j.field.simd.Lanes;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.Prover;
import io.snark4j.groth16.ProverOptions;
import io.snark4j.r1cs.Witness;
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

/**
 * A proof of a chain of Poseidon hashes, by one prover that keeps its buffers, the check of the finished proof included or not, ms each.
 * A chain fills its domain, so that log2 is that of the number of constraints.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class ProveBenchmark {
    /** Constraints. */
    @Param({"14", "16"})
    public int log2;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    /** The kernel's name. */
    @Param("4 lanes")
    public String kernel;

    /** Whether the finished proof is verified. */
    @Param({"true", "false"})
    public boolean checkProof;

    private Prover prover;
    private Witness witness;
    private ProverOptions options;

    /** Makes keys and witness. */
    @Setup
    public void makeKeys() {
        if (!Lanes.NAME.equals(kernel)) {
            throw new IllegalArgumentException("kernel " + kernel + " asked for, " + Lanes.NAME + " is active");
        }
        PoseidonChain chain = PoseidonChain.ofConstraints(1 << log2);
        CompiledCircuit circuit = CircuitCompiler.compile(chain);
        witness = circuit.solve(chain.inputs());
        prover = Prover.of(Groth16.setup(circuit, io.snark4j.groth16.Setup.insecureForTests())
                .provingKey());
        options = ProverOptions.DEFAULT.withWork(Work.ofThreads(threads)).withCheckProof(checkProof);
    }

    /** From the witness to the proof. */
    @Benchmark
    public Proof prove() {
        return prover.prove(witness, options);
    }
}
