package io.snark4j.circuit.profile;

import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.SourceFrame;
import io.snark4j.circuit.SourceLocation;
import io.snark4j.r1cs.SparseMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where a circuit's constraints come from. Immutable.
 *
 * <pre>{@code
 * CircuitProfile profile = CircuitProfile.of(circuit);
 * System.out.print(profile.table(20));
 * profile.writePprof(Path.of("circuit.pb.gz"));   // go tool pprof -http=: circuit.pb.gz, or speedscope.app
 * }</pre>
 */
public final class CircuitProfile {
    /**
     * Constraints, and what they cost a prover.
     *
     * @param constraints number of constraints
     * @param a entries of their rows of A
     * @param b entries of their rows of B
     */
    public record Weight(int constraints, int a, int b) {
        static final Weight ZERO = new Weight(0, 0, 0);

        Weight plus(Weight other) {
            return new Weight(constraints + other.constraints, a + other.a, b + other.b);
        }
    }

    /**
     * All constraints that were stated in one place.
     *
     * @param location their place, with the calls that led there
     * @param weight their number and entries
     */
    public record Sample(SourceLocation location, Weight weight) {}

    /**
     * A line of source.
     *
     * @param frame a call from this line, or a constraint stated on it
     * @param self constraints stated on the line itself
     * @param cumulative constraints stated on it or in what it calls, each once
     */
    public record Line(SourceFrame frame, Weight self, Weight cumulative) {}

    private final String circuit;
    private final List<Sample> samples;
    private final Weight total;

    private CircuitProfile(String circuit, List<Sample> samples) {
        this.circuit = circuit;
        this.samples = samples;
        total = samples.stream().map(Sample::weight).reduce(Weight.ZERO, Weight::plus);
    }

    /**
     * @param circuit compiled
     * @return its profile
     */
    public static CircuitProfile of(CompiledCircuit circuit) {
        Map<SourceLocation, Weight> weights = new LinkedHashMap<>();
        for (int i = 0; i < circuit.constraints(); i++) {
            weights.merge(
                    circuit.location(i), new Weight(1, length(circuit.a(), i), length(circuit.b(), i)), Weight::plus);
        }
        return new CircuitProfile(
                circuit.name(),
                weights.entrySet().stream()
                        .map(entry -> new Sample(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** @return name of the circuit */
    public String circuit() {
        return circuit;
    }

    /** @return one for each place and call path, in the order in which they first stated a constraint */
    public List<Sample> samples() {
        return samples;
    }

    /** @return of all constraints */
    public Weight total() {
        return total;
    }

    /** @return all lines that occur in a call path, those with most constraints of their own first, then those with most altogether */
    public List<Line> lines() {
        Map<SourceFrame, Weight> self = new LinkedHashMap<>();
        Map<SourceFrame, Weight> cumulative = new LinkedHashMap<>();
        for (Sample sample : samples) {
            List<SourceFrame> frames = sample.location().frames();
            Set<SourceFrame> seen = new HashSet<>();
            for (SourceFrame frame : frames) {
                // A line that calls itself counts once.
                if (seen.add(frame)) {
                    cumulative.merge(frame, sample.weight(), Weight::plus);
                }
            }
            if (!frames.isEmpty()) {
                self.merge(frames.getFirst(), sample.weight(), Weight::plus);
            }
        }
        return cumulative.entrySet().stream()
                .map(entry ->
                        new Line(entry.getKey(), self.getOrDefault(entry.getKey(), Weight.ZERO), entry.getValue()))
                .sorted(Comparator.comparingInt((Line line) -> line.self().constraints())
                        .thenComparingInt(line -> line.cumulative().constraints())
                        .reversed())
                .toList();
    }

    /**
     * @param top number of lines
     * @return a table with the constraints that each line states itself and altogether, and their entries of A and B
     */
    public String table(int top) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %,d constraints, %,d entries of A, %,d of B%n%10s %6s %10s %6s %10s %10s  line%n",
                circuit,
                total.constraints,
                total.a,
                total.b,
                "own",
                "",
                "with calls",
                "",
                "A",
                "B"));
        List<Line> lines = lines();
        for (Line line : lines.subList(0, Math.min(top, lines.size()))) {
            text.append(String.format(
                    Locale.ROOT,
                    "%,10d %5.1f%% %,10d %5.1f%% %,10d %,10d  %s%n",
                    line.self.constraints,
                    percent(line.self),
                    line.cumulative.constraints,
                    percent(line.cumulative),
                    line.cumulative.a,
                    line.cumulative.b,
                    line.frame));
        }
        return text.toString();
    }

    /**
     * Writes the profile as gzip-compressed profile.proto, which pprof and speedscope open; values are constraints and entries of A and of B.
     *
     * @param file replaced if it exists
     * @throws IOException if writing fails; the target is then as it was
     */
    public void writePprof(Path file) throws IOException {
        new PprofWriter().write(this, file);
    }

    private double percent(Weight weight) {
        return 100.0 * weight.constraints / Math.max(1, total.constraints);
    }

    private static int length(SparseMatrix matrix, int row) {
        return matrix.rowStart()[row + 1] - matrix.rowStart()[row];
    }
}
