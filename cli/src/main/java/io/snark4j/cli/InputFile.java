package io.snark4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a command reads. */
final class InputFile {
    /** Makes a value of a file. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Path file) throws IOException;
    }

    private InputFile() {}

    /**
     * Reads {@code file} and says its name when it is malformed.
     *
     * @throws RefusedException if it is a directory, a device or a pipe, or may not be read, or {@code reader} finds it
     *     malformed
     */
    static <T> T read(Path file, Reader<T> reader) throws IOException {
        check(file);
        try {
            return blame(file, reader);
        } catch (OutOfMemoryError e) {
            throw new RefusedException(
                    file + ": not enough memory to read its " + Quantities.bytes(Files.size(file))
                            + "; the heap ends at "
                            + Quantities.bytes(Runtime.getRuntime().maxMemory()) + ", give the JVM more with -Xmx",
                    e);
        }
    }

    /**
     * Uses what {@code file} held and says its name when that will not do.
     *
     * @throws RefusedException if {@code use} throws an IllegalArgumentException, as the library does for all bad input
     */
    static <T> T blame(Path file, Reader<T> use) throws IOException {
        try {
            return use.read(file);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(naming(file, String.valueOf(e.getMessage())), e);
        }
    }

    /** Refuses all but a readable regular file: a device or a pipe has no length to check claims against. */
    static void check(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new RefusedException(file + ": " + (Files.isDirectory(file) ? "a directory" : "not a regular file")
                    + ", expected a file");
        }
        if (!Files.isReadable(file)) {
            throw new RefusedException(file + ": no permission to read it");
        }
    }

    private static String naming(Path file, String message) {
        return message.contains(file.toString()) ? message : file + ": " + message;
    }
}
