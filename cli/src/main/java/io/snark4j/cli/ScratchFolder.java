package io.snark4j.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder for the time of a command, among the system's temporary ones; closing it deletes it with all that is in it.
 *
 * @param path of the folder
 */
public record ScratchFolder(Path path) implements AutoCloseable {
    /**
     * Makes one.
     *
     * @param purpose part of its name
     * @return the folder, empty
     * @throws IOException if it cannot be made
     */
    public static ScratchFolder create(String purpose) throws IOException {
        return new ScratchFolder(Files.createTempDirectory("snark4j-" + purpose + "-"));
    }

    @Override
    public void close() throws IOException {
        deleteAll(path);
    }

    /** Deletes a directory with all that is in it. */
    static void deleteAll(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
