package io.snark4j.circuit;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the shape of a circuit's inputs off its record type and, where arrays need sizes, a prototype. Used once. */
final class InputShapes {
    private final Class<? extends Circuit> circuit;
    private final List<String> publicNames = new ArrayList<>();
    private final List<String> privateNames = new ArrayList<>();

    InputShapes(Class<? extends Circuit> circuit) {
        this.circuit = circuit;
    }

    InputLayout layout(@Nullable Object prototype) {
        if (!circuit.isRecord()) {
            throw new CircuitException(
                    circuit.getName() + " is not a record: a circuit's inputs are the components of a record");
        }
        // Private inputs are numbered from −1 downwards until the number of public ones is known.
        InputShape.Group root = numbered(group(circuit, prototype, "", false));
        List<String> names = new ArrayList<>(publicNames);
        names.addAll(privateNames);
        return new InputLayout(root, List.copyOf(names), publicNames.size());
    }

    private InputShape shape(Class<?> type, Type generic, @Nullable Object value, String path, boolean isPublic) {
        if (!holdsInputs(generic)) {
            return new InputShape.Parameter(requirePrototype(value, path, "a parameter needs a value"));
        }
        if (type == Var.class) {
            return input(path, isPublic);
        }
        if (type.isRecord()) {
            return group(type, value, path + ".", isPublic);
        }
        Object sequence = requirePrototype(value, path, "an array needs a size");
        Type element = elementType(generic);
        List<InputShape> elements = new ArrayList<>();
        int size = sequence instanceof List<?> list ? list.size() : Array.getLength(sequence);
        for (int i = 0; i < size; i++) {
            Object of = sequence instanceof List<?> list ? list.get(i) : Array.get(sequence, i);
            elements.add(shape(rawType(element), element, of, path + "[" + i + "]", isPublic));
        }
        return new InputShape.Sequence(type, List.copyOf(elements));
    }

    private InputShape.Group group(Class<?> type, @Nullable Object value, String prefix, boolean isPublic) {
        LinkedHashMap<String, InputShape> components = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean annotated = component.isAnnotationPresent(Public.class);
            if (annotated && !holdsInputs(component.getGenericType())) {
                throw new CircuitException(
                        circuit.getSimpleName() + "." + prefix + component.getName()
                                + " is marked public but holds no inputs that can be seen: no Var, array, List<Var> or record of those");
            }
            boolean marked = isPublic || annotated;
            Object of = value == null ? null : read(component, value);
            String path = prefix + component.getName();
            components.put(
                    component.getName(), shape(component.getType(), component.getGenericType(), of, path, marked));
        }
        return new InputShape.Group(type.asSubclass(Record.class), components);
    }

    private InputShape.Single input(String path, boolean isPublic) {
        List<String> names = isPublic ? publicNames : privateNames;
        names.add(path);
        return new InputShape.Single(isPublic ? names.size() - 1 : -names.size());
    }

    private InputShape.Group numbered(InputShape.Group group) {
        LinkedHashMap<String, InputShape> components = new LinkedHashMap<>();
        group.components().forEach((name, shape) -> components.put(name, numbered(shape)));
        return new InputShape.Group(group.type(), components);
    }

    private InputShape numbered(InputShape shape) {
        return switch (shape) {
            case InputShape.Single single
            when single.index() < 0 -> new InputShape.Single(publicNames.size() - 1 - single.index());
            case InputShape.Sequence sequence ->
                new InputShape.Sequence(
                        sequence.type(),
                        sequence.elements().stream().map(this::numbered).toList());
            case InputShape.Group group -> numbered(group);
            case InputShape.Single _, InputShape.Parameter _ -> shape;
        };
    }

    private Object requirePrototype(@Nullable Object value, String path, String why) {
        if (value == null) {
            throw new CircuitException(
                    circuit.getSimpleName() + "." + path + ": " + why + ": compile a prototype, such as new "
                            + circuit.getSimpleName() + "(...) with Var.input() and Var.array(20)");
        }
        return value;
    }

    private static boolean holdsInputs(Type type) {
        Class<?> raw = rawType(type);
        if (raw == Var.class) {
            return true;
        }
        if (raw.isArray() || raw == List.class) {
            return holdsInputs(elementType(type));
        }
        if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                if (holdsInputs(component.getGenericType())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Type elementType(Type type) {
        return switch (type) {
            case Class<?> array when array.isArray() -> array.getComponentType();
            case ParameterizedType list -> list.getActualTypeArguments()[0];
            case java.lang.reflect.GenericArrayType array -> array.getGenericComponentType();
            default -> Object.class;
        };
    }

    private static Class<?> rawType(Type type) {
        return switch (type) {
            case Class<?> raw -> raw;
            case ParameterizedType parameterized -> rawType(parameterized.getRawType());
            case java.lang.reflect.GenericArrayType array ->
                rawType(array.getGenericComponentType()).arrayType();
            default -> Object.class;
        };
    }

    /** A component's value, for records of the user that may not be public. */
    static @Nullable Object read(RecordComponent component, Object record) {
        try {
            component.getAccessor().trySetAccessible();
            return component.getAccessor().invoke(record);
        } catch (InvocationTargetException e) {
            throw new CircuitException(
                    record.getClass().getName() + "." + component.getName() + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new CircuitException(
                    record.getClass().getName()
                            + " cannot be read: make it public, or open its package to io.snark4j.circuit",
                    e);
        }
    }
}
