package io.snark4j.circuit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** A place in the byte code; its file and line are looked up only once. */
    private record Site(Class<?> type, String method, String descriptor, int bytecode) {}

    private record Place(@Nullable Site circuit, @Nullable Site caller, String label) {}

    private final Class<?> circuit;
    private final Map<Site, String> lines = new HashMap<>();
    private final Map<Place, Integer> known = new HashMap<>();
    private final List<String> descriptions = new ArrayList<>();
    private String label = "";

    /** @param circuit class whose lines are the user's */
    SourceLocations(Class<?> circuit) {
        this.circuit = circuit.getNestHost();
    }

    /** Sets the label of what is stated from here on; returns the one before. */
    String exchangeLabel(String next) {
        String previous = label;
        label = next;
        return previous;
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
        Site caller = null;
        for (Iterator<StackWalker.StackFrame> all = frames.iterator(); all.hasNext(); ) {
            StackWalker.StackFrame frame = all.next();
            Class<?> type = frame.getDeclaringClass();
            if (CORE.contains(type)) {
                continue;
            }
            boolean own = type == circuit || type.getNestHost() == circuit;
            if (own || caller == null) {
                Site site = new Site(type, frame.getMethodName(), frame.getDescriptor(), frame.getByteCodeIndex());
                lines.computeIfAbsent(site, _ -> frame.getFileName() + ":" + frame.getLineNumber());
                if (own) {
                    return new Place(site, caller == null ? site : caller, label);
                }
                caller = site;
            }
        }
        return new Place(null, caller, label);
    }

    private String describe(Place place) {
        String caller = place.caller == null ? "" : lines.getOrDefault(place.caller, "");
        String own = place.circuit == null ? caller : lines.getOrDefault(place.circuit, "");
        String where = own.equals(caller) ? own : own + " (" + caller + ")";
        return place.label.isEmpty() ? where : (where + " \"" + place.label + "\"").strip();
    }
}
