package io.snark4j.circuit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where each constraint was stated: the calls from the circuit's {@code define} to the line that stated it, and the label. Read off the stack when the
 * constraint is made. Locations are stored once each and numbered, so memory grows with the number of call paths, not of constraints.
 *
 * <p>Asking a frame for its line costs as much as walking all frames, so that is done for the innermost one and for those of the circuit itself;
 * the others are told apart by class and byte-code index until a path is new.
 */
final class SourceLocations {
    private static final int NONE = -1;

    /** Deeper recursion is cut off at its outer end. */
    private static final int MOST_FRAMES = 64;

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Classes that state constraints on behalf of whoever called them: never the place to look at. */
    private static final Set<Class<?>> CORE =
            Set.of(Api.class, Var.class, ConstraintBuilder.class, Bits.class, Comparisons.class, SourceLocations.class);

    /** What tells call paths apart: of each frame its line where that was asked for, otherwise its class; and its byte-code index. */
    private record Key(String label, List<Object> frames) {}

    private final Class<?> circuit;
    private final Map<Key, Integer> known = new HashMap<>();
    private final Map<SourceFrame, SourceFrame> frames = new HashMap<>();
    private final List<SourceLocation> locations = new ArrayList<>();
    private final Map<SourceLocation, Integer> numbers = new HashMap<>();
    private String label = "";
    private int fixed = NONE;

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

    /** The number of the place that is stating a constraint now. */
    int here() {
        return fixed == NONE ? WALKER.walk(this::number) : fixed;
    }

    /** Whatever is stated from here on is stated here, until {@link #release}. */
    void fix() {
        fixed = here();
    }

    void release() {
        fixed = NONE;
    }

    /** For example {@code Purchase.java:88 "balance ≥ price"}, or {@code Purchase.java:88 (MerkleGadget.java:31)}. */
    String description(int number) {
        return locations.get(number).description();
    }

    /** By number. */
    List<SourceLocation> all() {
        return List.copyOf(locations);
    }

    private int number(Stream<StackWalker.StackFrame> stack) {
        List<StackWalker.StackFrame> path = path(stack);
        List<Object> parts = new ArrayList<>(2 * path.size());
        for (StackWalker.StackFrame frame : path) {
            boolean exact = parts.isEmpty() || isOwn(frame.getDeclaringClass());
            parts.add(exact ? frame.toStackTraceElement() : frame.getDeclaringClass());
            parts.add(frame.getByteCodeIndex());
        }
        Key key = new Key(label, parts);
        Integer number = known.get(key);
        if (number == null) {
            number = number(located(path));
            known.put(key, number);
        }
        return number;
    }

    private int number(SourceLocation location) {
        Integer number = numbers.putIfAbsent(location, locations.size());
        if (number == null) {
            locations.add(location);
            return locations.size() - 1;
        }
        return number;
    }

    /** From the innermost frame that is not of the compiler to {@code define}. */
    private static List<StackWalker.StackFrame> path(Stream<StackWalker.StackFrame> stack) {
        List<StackWalker.StackFrame> path = new ArrayList<>();
        for (Iterator<StackWalker.StackFrame> all = stack.iterator(); all.hasNext() && path.size() < MOST_FRAMES; ) {
            StackWalker.StackFrame frame = all.next();
            Class<?> type = frame.getDeclaringClass();
            if (type == CircuitCompiler.class) {
                break;
            }
            if (!CORE.contains(type)) {
                path.add(frame);
            }
        }
        return path;
    }

    private SourceLocation located(List<StackWalker.StackFrame> path) {
        List<SourceFrame> located = new ArrayList<>();
        String own = "";
        for (StackWalker.StackFrame frame : path) {
            SourceFrame source = SourceFrame.of(frame.toStackTraceElement());
            located.add(frames.computeIfAbsent(source, same -> same));
            if (own.isEmpty() && isOwn(frame.getDeclaringClass())) {
                own = source.place();
            }
        }
        String caller = located.isEmpty() ? "" : located.getFirst().place();
        String where = own.isEmpty() || own.equals(caller) ? caller : own + " (" + caller + ")";
        return new SourceLocation(label.isEmpty() ? where : where + " \"" + label + "\"", label, List.copyOf(located));
    }

    private boolean isOwn(Class<?> type) {
        return type == circuit || type.getNestHost() == circuit;
    }
}
