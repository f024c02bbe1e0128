package io.snark4j.cli.bench;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.cli.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Sizes of the credit circuits, and how long one thread takes to compile them and to compute a witness. */
public final class CircuitTimes {
    private static final String FORMAT = "%-21s %5s %11s %6s %6s %10s %10s";

    private static final int LARGE = 1 << 20;
    private static final int LARGE_RUNS = 3;
    private static final int RUNS = 11;
    private static final long WARM_UP = 10_000_000_000L;

    private CircuitTimes() {}

    /**
     * Measures all of them; half a minute or more.
     *
     * @param lines receives the table's heading at once, then a line for each circuit when it is measured
     * @throws Exception if a circuit refuses the inputs made for it
     */
    public static void measure(Consumer<String> lines) throws Exception {
        lines.accept(FORMAT.formatted("circuit", "depth", "constraints", "public", "domain", "compile", "witness"));
        var stopwatch = new Stopwatch(RUNS, WARM_UP);
        for (CreditSubject subject : CreditSubject.all()) {
            CompiledCircuit circuit = CircuitCompiler.compile(subject.circuit());
            Samples compile = stopwatch.measure(() -> CircuitCompiler.compile(subject.circuit()));
            Samples witness = stopwatch.measure(() -> circuit.solve(subject.inputs()));
            lines.accept(FORMAT.formatted(
                    subject.name(),
                    subject.depth() == 0 ? "" : subject.depth(),
                    Quantities.count(circuit.constraints()),
                    circuit.publicInputs(),
                    "2^" + domain(circuit),
                    Quantities.time(compile.median()),
                    Quantities.time(witness.median())));
        }
    }

    /**
     * Compiles a chain of hashes of 2^20 constraints three times; the first is what a process sees that does nothing else.
     *
     * @param lines receives a line for each time
     */
    public static void measureLarge(Consumer<String> lines) {
        for (int i = 0; i < LARGE_RUNS; i++) {
            Instant start = Instant.now();
            CompiledCircuit circuit = CircuitCompiler.compile(LargeCircuit.ofConstraints(LARGE));
            Duration taken = Duration.between(start, Instant.now());
            lines.accept("%s constraints of hashes compiled in %s, heap of at most %s"
                    .formatted(
                            Quantities.count(circuit.constraints()),
                            Quantities.time(taken),
                            Quantities.bytes(Runtime.getRuntime().maxMemory())));
        }
    }

    // The prover's rows: constraints, public inputs and one.
    private static int domain(CompiledCircuit circuit) {
        int rows = circuit.constraints() + circuit.publicInputs() + 1;
        return Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
    }
}
