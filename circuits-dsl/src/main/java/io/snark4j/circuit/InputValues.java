package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Matches given values to a circuit's inputs by name. A mistake is one line that names the input and lists what was expected; the value itself
 * is never shown, since it may be a secret. Used once.
 */
final class InputValues {
    private final InputLayout layout;
    private final @Nullable Fr[] values;

    InputValues(InputLayout layout) {
        this.layout = layout;
        values = new @Nullable Fr[layout.count()];
    }

    Fr[] bind(Object inputs) {
        bindGroup(layout.root(), inputs, "");
        Fr[] complete = new Fr[values.length];
        for (int i = 0; i < values.length; i++) {
            Fr value = values[i];
            if (value == null) {
                throw new IllegalStateException("input " + layout.names().get(i) + " was not bound");
            }
            complete[i] = value;
        }
        return complete;
    }

    private void bind(InputShape shape, @Nullable Object value, String path) {
        switch (shape) {
            case InputShape.Single single -> values[single.index()] = element(value, path);
            case InputShape.Sequence sequence -> bindSequence(sequence, value, path);
            case InputShape.Group group -> bindGroup(group, value, path + ".");
            case InputShape.Parameter _ -> throw new IllegalStateException(path + " is a parameter");
        }
    }

    private void bindSequence(InputShape.Sequence sequence, @Nullable Object value, String path) {
        boolean isArray = value != null && value.getClass().isArray();
        if (!isArray && !(value instanceof List<?>)) {
            throw layout.malformed("'" + path + "' is " + typeOf(value) + ", not an array or list");
        }
        int size = value instanceof List<?> list ? list.size() : Array.getLength(value);
        int expected = sequence.elements().size();
        if (size != expected) {
            throw layout.malformed("'" + path + "' has " + size + " elements instead of " + expected);
        }
        for (int i = 0; i < size; i++) {
            Object element = value instanceof List<?> list ? list.get(i) : Array.get(value, i);
            bind(sequence.elements().get(i), element, path + "[" + i + "]");
        }
    }

    private void bindGroup(InputShape.Group group, @Nullable Object value, String prefix) {
        Map<String, @Nullable Object> given = components(value, prefix);
        Map<String, InputShape> wanted = group.inputs();
        for (String name : given.keySet()) {
            if (!wanted.containsKey(name)) {
                throw layout.malformed("unknown '" + prefix + name + "'");
            }
        }
        wanted.forEach((name, shape) -> {
            if (!given.containsKey(name)) {
                throw layout.malformed("'" + prefix + name + "' is missing");
            }
            bind(shape, given.get(name), prefix + name);
        });
    }

    private Map<String, @Nullable Object> components(@Nullable Object value, String prefix) {
        Map<String, @Nullable Object> components = new LinkedHashMap<>();
        switch (value) {
            case Record record -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    components.put(component.getName(), InputShapes.read(component, record));
                }
            }
            case Map<?, ?> map -> map.forEach((name, component) -> components.put(String.valueOf(name), component));
            case null, default -> {
                String path = prefix.isEmpty() ? "the whole" : "'" + prefix.substring(0, prefix.length() - 1) + "'";
                throw layout.malformed(path + " is " + typeOf(value) + ", not a record or an object");
            }
        }
        return components;
    }

    private Fr element(@Nullable Object value, String path) {
        Fr element;
        try {
            element = integer(value);
        } catch (MalformedInputException e) {
            // Not its message, which shows the value.
            throw layout.malformed("'" + path + "' is no integer in [0, r)");
        }
        if (element == null) {
            throw layout.malformed("'" + path + "' is " + typeOf(value) + ", not an integer in [0, r)");
        }
        return element;
    }

    private static @Nullable Fr integer(@Nullable Object value) {
        return switch (value) {
            case Fr element -> element;
            case Boolean bit -> bit ? Fr.ONE : Fr.ZERO;
            case BigInteger integer -> Fr.of(integer);
            case Long integer -> Fr.of(BigInteger.valueOf(integer));
            case Integer integer -> Fr.of(BigInteger.valueOf(integer));
            case Short integer -> Fr.of(BigInteger.valueOf(integer));
            case Byte integer -> Fr.of(BigInteger.valueOf(integer));
            case String text -> Fr.parse(text);
            case null, default -> null;
        };
    }

    private static String typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "a list";
            default -> "a " + value.getClass().getSimpleName();
        };
    }
}
