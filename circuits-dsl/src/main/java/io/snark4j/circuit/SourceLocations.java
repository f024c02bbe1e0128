package io.snark4j.circuit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where each constraint was stated: the line of the user's circuit, the line of the gadget if another class stated it, and the label. Read
 * off the stack when the constraint is made. Descriptions are stored once each and numbered.
 */
final class SourceLocations {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Classes that state constraints on behalf of whoever called them: never the place to look at. */
    private static final Set<Class<?>> CORE = Set.of(
            Api.class,
            Var.class,
            ConstraintBuilder.class,
            Bits.class,
            Comparisons.class,
            SourceLocations.class,
            CircuitCompiler.class);

    /** Line of the circuit, line of whoever stated the constraint, and label; empty where unknown. */
    private record Place(String circuit, String caller, String label) {}

    private final Class<?> circuit;
    private final Map<Place, Integer> known = new HashMap<>();
    private final List<String> descriptions = new ArrayList<>();
    private String label = "";

    /** @param circuit class whose lines are the user's */
    SourceLocations(Class<?> circuit) {
        this.circuit = circuit.getNestHost();
    }

    /** Sets the label of what is stated from here on. */
    void relabel(String next) {
        label = next;
    }

    String label() {
        return label;
    }

    /** The number of the description of the place that is stating a constraint now. */
    int here() {
        Place place = WALKER.walk(this::place);
        Integer index = known.get(place);
        if (index == null) {
            index = descriptions.size();
            descriptions.add(describe(place));
            known.put(place, index);
        }
        return index;
    }

    /** For example {@code Purchase.java:88 "balance ≥ price"}, or {@code Purchase.java:88 (MerkleGadget.java:31)}. */
    String description(int index) {
        return descriptions.get(index);
    }

    private Place place(Stream<StackWalker.StackFrame> frames) {
        String caller = "";
        for (Iterator<StackWalker.StackFrame> all = frames.iterator(); all.hasNext(); ) {
            StackWalker.StackFrame frame = all.next();
            Class<?> type = frame.getDeclaringClass();
            if (CORE.contains(type)) {
                continue;
            }
            boolean own = type == circuit || type.getNestHost() == circuit;
            if (own || caller.isEmpty()) {
                String line = frame.getFileName() + ":" + frame.getLineNumber();
                caller = caller.isEmpty() ? line : caller;
                if (own) {
                    return new Place(line, caller, label);
                }
            }
        }
        return new Place(caller, caller, label);
    }

    private static String describe(Place place) {
        String where = place.circuit.equals(place.caller) ? place.circuit : place.circuit + " (" + place.caller + ")";
        return place.label.isEmpty() ? where : where + " \"" + place.label + "\"";
    }
}
