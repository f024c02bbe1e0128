package io.snark4j.circuit.profile;

import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.SourceFrame;
import io.snark4j.circuit.SourceLocation;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Pins a circuit's size in a test, so that nobody makes every prover pay more without noticing. Immutable.
 *
 * <pre>{@code
 * ConstraintCount.of(circuit).requireEqualTo(6123);
 * ConstraintCount.of(circuit).requireAsPinned("""
 *         21 Purchase.define > Api
 *         240 Purchase.define > PoseidonGadget.hash "leaf"
 *         """);                                      // what pin() gave
 * }</pre>
 *
 * A pin counts by method, not by line, so that it outlives edits that move lines; messages show lines.
 */
public final class ConstraintCount {
    private final String circuit;
    private final int constraints;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, TreeSet<String>> lines = new TreeMap<>();

    private ConstraintCount(CircuitProfile profile) {
        circuit = profile.circuit();
        constraints = profile.total().constraints();
        for (CircuitProfile.Sample sample : profile.samples()) {
            String origin = origin(sample.location());
            counts.merge(origin, sample.weight().constraints(), Integer::sum);
            lines.computeIfAbsent(origin, _ -> new TreeSet<>())
                    .add(sample.location().description());
        }
    }

    /**
     * @param circuit compiled
     * @return its count
     */
    public static ConstraintCount of(CompiledCircuit circuit) {
        return new ConstraintCount(CircuitProfile.of(circuit));
    }

    /** @return number of constraints */
    public int constraints() {
        return constraints;
    }

    /** @return a line for each method of the circuit with what it calls and under which label: the number of constraints and the name */
    public String pin() {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * @param expected number of constraints
     * @throws AssertionError if there are more or fewer, with the places that state most
     */
    public void requireEqualTo(int expected) {
        if (constraints != expected) {
            throw new AssertionError(headline(expected) + "; most are stated by"
                    + counts.entrySet().stream()
                            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                            .limit(10)
                            .map(entry -> "\n  " + entry.getValue() + " " + described(entry.getKey()))
                            .collect(Collectors.joining()));
        }
    }

    /**
     * @param pinned what {@link #pin} gave
     * @throws AssertionError if a count differs, with every place that grew or shrank, by how much, and the pin as it would be now
     * @throws IllegalArgumentException if it is no pin
     */
    public void requireAsPinned(String pinned) {
        Map<String, Integer> before = parsed(pinned);
        if (before.equals(counts)) {
            return;
        }
        Map<String, Integer> changes = new TreeMap<>();
        counts.forEach((origin, count) -> changes.merge(origin, count, Integer::sum));
        before.forEach((origin, count) -> changes.merge(origin, -count, Integer::sum));
        changes.values().removeIf(change -> change == 0);
        int expected = before.values().stream().mapToInt(count -> count).sum();
        throw new AssertionError(headline(expected)
                + changes.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                        .map(entry -> String.format(
                                "%n  %+d (%d, was %d) %s",
                                entry.getValue(),
                                counts.getOrDefault(entry.getKey(), 0),
                                before.getOrDefault(entry.getKey(), 0),
                                described(entry.getKey())))
                        .collect(Collectors.joining())
                + "\nto pin it as it is:\n" + pin());
    }

    private String headline(int expected) {
        return String.format(
                "%s: %d constraints, expected %d (%+d)", circuit, constraints, expected, constraints - expected);
    }

    private String described(String origin) {
        TreeSet<String> places = lines.getOrDefault(origin, new TreeSet<>());
        return places.isEmpty()
                ? origin
                : origin + " at " + places.stream().limit(3).collect(Collectors.joining(", "))
                        + (places.size() > 3 ? " and " + (places.size() - 3) + " more" : "");
    }

    /** {@code Purchase.define > PoseidonGadget.hash "leaf"}: the circuit's method, the method that it calls, and the label. */
    private static String origin(SourceLocation location) {
        String path = location.frames().reversed().stream()
                .limit(2)
                .map(ConstraintCount::method)
                .collect(Collectors.joining(" > "));
        return location.label().isEmpty() ? path : path + " \"" + location.label() + "\"";
    }

    /** Lambdas are numbered by the compiler: their number is left out. */
    private static String method(SourceFrame frame) {
        String simple = frame.className().substring(frame.className().lastIndexOf('.') + 1);
        return simple + "." + frame.method().replaceAll("^lambda\\$(.*)\\$\\d+$", "$1");
    }

    private static Map<String, Integer> parsed(String pinned) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : pinned.lines().filter(line -> !line.isBlank()).toList()) {
            String stripped = line.strip();
            int space = stripped.indexOf(' ');
            try {
                counts.merge(
                        stripped.substring(space + 1), Integer.parseInt(stripped.substring(0, space)), Integer::sum);
            } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("pin: '" + stripped + "', expected a number and a name", e);
            }
        }
        return counts;
    }
}
