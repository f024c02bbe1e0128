package io.snark4j.cli;

import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A circuit named on the command line: a class, or one of its static factories with arguments where arrays need sizes.
 *
 * <pre>
 * com.example.Cubic                                           the class alone
 * io.snark4j.circuit.credit.MembershipAndBalance:ofDepth:20   MembershipAndBalance.ofDepth(20)
 * </pre>
 *
 * Arguments are int, long, boolean, BigInteger or String. Loading the class runs its code, as any Java program would.
 */
final class CircuitReference {
    @Parameters(
            index = "0",
            paramLabel = "<class>[:<factory>[:<argument>...]]",
            description = "The circuit: a record that implements io.snark4j.circuit.Circuit, or a static factory of one"
                    + " with its arguments, such as io.snark4j.circuit.credit.MembershipAndBalance:ofDepth:20.")
    private String reference = "";

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "<path>",
            description = "Jars and directories that hold the class, separated as in Java's own class path.")
    private @Nullable String classPath;

    /** Compiles the circuit. The loader of its classes stays open with it: the witness program calls its hints. */
    CompiledCircuit compile() throws IOException {
        List<String> parts = Arrays.asList(reference.split(":", -1));
        Class<?> type = load(parts.getFirst());
        if (parts.size() == 1 && !Circuit.class.isAssignableFrom(type)) {
            throw new RefusedException(
                    reference + ": " + type.getName() + " does not implement " + Circuit.class.getName());
        }
        try {
            return parts.size() == 1
                    ? CircuitCompiler.compile(type.asSubclass(Circuit.class))
                    : CircuitCompiler.compile(prototype(type, parts.get(1), parts.subList(2, parts.size())));
        } catch (RefusedException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new RefusedException(reference + ": defining the circuit failed: " + told(e), e);
        }
    }

    @Override
    public String toString() {
        return reference;
    }

    private Class<?> load(String name) throws IOException {
        var loader = loader();
        String candidate = name;
        while (true) {
            try {
                return Class.forName(candidate, true, loader);
            } catch (ClassNotFoundException e) {
                int dot = candidate.lastIndexOf('.');
                if (dot < 0) {
                    throw new RefusedException(
                            name + ": no such class"
                                    + (classPath == null ? "; --class-path says where it is" : " on " + classPath),
                            e);
                }
                candidate = candidate.substring(0, dot) + '$' + candidate.substring(dot + 1); // a nested class
            } catch (LinkageError e) {
                throw new RefusedException(name + ": the class cannot be loaded: " + told(e), e);
            }
        }
    }

    private ClassLoader loader() throws IOException {
        if (classPath == null) {
            return CircuitReference.class.getClassLoader();
        }
        List<URL> places = new ArrayList<>();
        for (String place : classPath.split(File.pathSeparator, -1)) {
            if (!place.isEmpty()) {
                places.add(url(Path.of(place)));
            }
        }
        return new URLClassLoader(places.toArray(URL[]::new), CircuitReference.class.getClassLoader());
    }

    private static URL url(Path place) throws NoSuchFileException, MalformedURLException {
        if (!Files.exists(place)) {
            throw new NoSuchFileException(place.toString());
        }
        return place.toUri().toURL();
    }

    private Circuit prototype(Class<?> type, String factory, List<String> arguments) {
        Method method = factory(type, factory, arguments.size());
        var values = new @Nullable Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(method.getParameterTypes()[i], arguments.get(i));
        }
        try {
            method.setAccessible(true);
            return (Circuit) method.invoke(null, values);
        } catch (InvocationTargetException e) {
            throw new RefusedException(reference + ": " + method.getName() + " failed: " + told(e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new RefusedException(reference + ": " + method.getName() + " cannot be called: " + told(e), e);
        }
    }

    private Method factory(Class<?> type, String name, int arguments) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name)
                        && Modifier.isStatic(method.getModifiers())
                        && Circuit.class.isAssignableFrom(method.getReturnType())
                        && method.getParameterCount() == arguments)
                .findFirst()
                .orElseThrow(() -> new RefusedException(reference + ": " + type.getName() + " has no static method "
                        + name + " that takes " + arguments + " arguments and returns a Circuit"));
    }

    private Object value(Class<?> type, String argument) {
        try {
            return switch (type.getName()) {
                case "int" -> Integer.parseInt(argument);
                case "long" -> Long.parseLong(argument);
                case "boolean" -> Boolean.parseBoolean(argument);
                case "java.math.BigInteger" -> new BigInteger(argument);
                case "java.lang.String" -> argument;
                default ->
                    throw new RefusedException(
                            reference + ": an argument of type " + type.getName() + " cannot be given here");
            };
        } catch (NumberFormatException e) {
            throw new RefusedException(reference + ": " + argument + " is no " + type.getSimpleName(), e);
        }
    }

    private static String told(@Nullable Throwable failure) {
        if (failure instanceof ExceptionInInitializerError && failure.getCause() != null) {
            return told(failure.getCause());
        }
        return failure instanceof IllegalArgumentException && failure.getMessage() != null
                ? failure.getMessage()
                : String.valueOf(failure);
    }
}
