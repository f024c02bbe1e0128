package io.snark4j.circuit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The shape of a circuit's inputs: what its record is made of. {@code type} is the Java type to build when the circuit is instantiated. */
sealed interface InputShape {
    /** For messages: {@code siblings[20]}, {@code note{k, D}}. */
    String describe(String name);

    /** One input; {@code index} counts inputs in the order of their wires. */
    record Single(int index) implements InputShape {
        @Override
        public String describe(String name) {
            return name;
        }
    }

    /** An array or a list. */
    record Sequence(Class<?> type, List<InputShape> elements) implements InputShape {
        @Override
        public String describe(String name) {
            String suffix = "[" + elements.size() + "]";
            return elements.isEmpty() || elements.getFirst() instanceof Single
                    ? name + suffix
                    : elements.getFirst().describe(name + suffix);
        }
    }

    /** A record, its components in order. */
    record Group(Class<? extends Record> type, LinkedHashMap<String, InputShape> components) implements InputShape {
        @Override
        public String describe(String name) {
            return name + "{" + describeComponents() + "}";
        }

        String describeComponents() {
            return inputs().entrySet().stream()
                    .map(entry -> entry.getValue().describe(entry.getKey()))
                    .collect(Collectors.joining(", "));
        }

        /** The components that hold inputs. */
        Map<String, InputShape> inputs() {
            LinkedHashMap<String, InputShape> inputs = new LinkedHashMap<>(components);
            inputs.values().removeIf(shape -> shape instanceof Parameter);
            return inputs;
        }
    }

    /** A component that is no input: the same in every use of the circuit. */
    record Parameter(@Nullable Object value) implements InputShape {
        @Override
        public String describe(String name) {
            return name;
        }
    }
}
