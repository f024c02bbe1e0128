package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs of a circuit: their shape, names and order, public ones first. */
record InputLayout(InputShape.Group root, List<String> names, int publicCount) {
    /** Without a prototype; no arrays. */
    static InputLayout of(Class<? extends Circuit> circuit) {
        return new InputShapes(circuit).layout(null);
    }

    static InputLayout of(Circuit prototype) {
        return new InputShapes(prototype.getClass()).layout(prototype);
    }

    /** Number of inputs. */
    int count() {
        return names.size();
    }

    /** An instance of the circuit whose variables are the input wires. */
    Object instantiate(ConstraintBuilder builder) {
        return requireRecord(build(root, builder));
    }

    private static Object requireRecord(@Nullable Object record) {
        if (record == null) {
            throw new IllegalStateException("a record was built as null");
        }
        return record;
    }

    private static @Nullable Object build(InputShape shape, ConstraintBuilder builder) {
        return switch (shape) {
            case InputShape.Single single -> builder.wire(1 + single.index());
            case InputShape.Parameter parameter -> parameter.value();
            case InputShape.Sequence sequence -> buildSequence(sequence, builder);
            case InputShape.Group group ->
                construct(
                        group.type(),
                        group.components().values().stream()
                                .map(component -> build(component, builder))
                                .toArray());
        };
    }

    private static Object buildSequence(InputShape.Sequence sequence, ConstraintBuilder builder) {
        List<InputShape> elements = sequence.elements();
        if (!sequence.type().isArray()) {
            return elements.stream().map(element -> build(element, builder)).toList();
        }
        Object array = Array.newInstance(sequence.type().getComponentType(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, build(elements.get(i), builder));
        }
        return array;
    }

    private static Object construct(Class<? extends Record> type, @Nullable Object[] components) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(components);
        } catch (InvocationTargetException e) {
            throw new CircuitException(
                    type.getName() + ": its constructor refused the circuit's variables", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new CircuitException(
                    type.getName()
                            + " cannot be constructed: make it public, or open its package to io.snark4j.circuit",
                    e);
        }
    }

    /** The values of a typed record, in the order of the wires. */
    Fr[] bind(Record inputs) {
        return new InputValues(this).bind(inputs);
    }

    /** The values of a map from names, in the order of the wires. */
    Fr[] bind(Map<String, ?> inputs) {
        return new InputValues(this).bind(inputs);
    }

    MalformedInputException malformed(String what) {
        return new MalformedInputException(
                "inputs of " + root.type().getSimpleName() + ": " + what + "; expected " + root.describeComponents());
    }
}
