package io.snark4j.benchmarks;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.credit.MembershipAndBalance;
import io.snark4j.field.Fr;
import io.snark4j.field.Work;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Keys;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
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

/** Keys from toxic waste, ms each: for MembershipAndBalance, and for a chain of 2^16 constraints with three entries in A and B. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 3)
@Measurement(iterations = 4, time = 3)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up.
public class SetupBenchmark {
    private static final int PUBLIC_INPUTS = 3;

    /** The circuit, and the levels of its tree or log2 of its constraints. */
    @Param({"membership 20", "membership 32", "chain 16"})
    public String circuit;

    /** Threads. */
    @Param({"1", "2"})
    public int threads;

    /** The kernel's name. */
    @Param("scalar")
    public String kernel;

    private ConstraintSystem system;
    private io.snark4j.groth16.Setup setup;

    /** Compiles the circuit. */
    @Setup
    public void compile() {
        BenchmarkKernels.of("Fr", kernel);
        int size = Integer.parseInt(circuit.substring(circuit.indexOf(' ') + 1));
        system = circuit.startsWith("chain")
                ? chain((1 << size) - PUBLIC_INPUTS - 1)
                : CircuitCompiler.compile(MembershipAndBalance.ofDepth(size));
        setup = io.snark4j.groth16.Setup.insecure(new SecureRandom(), Work.ofThreads(threads));
    }

    /** Row i multiplies sums of the constant and the last three wires into the next. */
    private static ConstraintSystem chain(int constraints) {
        R1cs.Builder rows = R1cs.builder(0, PUBLIC_INPUTS);
        for (int i = PUBLIC_INPUTS; i < PUBLIC_INPUTS + constraints; i++) {
            LinearCombination last = LinearCombination.of(i, Fr.ONE);
            LinearCombination before = LinearCombination.of(i - 1, Fr.of(i));
            rows.constrain(
                    last.plus(before).plus(LinearCombination.of(0, Fr.of(17))),
                    last.minus(before).plus(LinearCombination.of(i - 2, Fr.of(13))),
                    LinearCombination.of(i + 1, Fr.ONE));
        }
        return rows.build(PUBLIC_INPUTS + constraints + 1, 0);
    }

    /** Proving and verifying key. */
    @Benchmark
    public Keys keys() {
        return Groth16.setup(system, setup);
    }
}
