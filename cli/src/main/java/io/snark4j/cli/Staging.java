package io.snark4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The output files of one command. Each is written in a private directory beside its target, and all are moved into place
 * at the end, each atomically; a command that fails, or is interrupted, leaves the targets as they were and nothing else
 * behind. Not thread-safe.
 *
 * <pre>{@code
 * try (var staging = new Staging(List.of(input))) {
 *     R1csFile.write(staging.file(output), circuit);
 *     staging.commit();
 * }
 * }</pre>
 */
final class Staging implements AutoCloseable {
    private final List<Path> inputs;
    private final Map<Path, Path> stagedByTarget = new LinkedHashMap<>();
    private final Map<Path, Path> stageByDirectory = new LinkedHashMap<>();
    private final Thread onInterrupt = new Thread(this::sweepQuietly, "snark4j-sweep");

    /** Begins with no outputs; none of {@code inputs} may become one. */
    Staging(List<Path> inputs) {
        this.inputs = List.copyOf(inputs);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    /**
     * The path to write to, instead of {@code target}; nothing is there yet. A symbolic link is followed: its file is
     * replaced, not the link.
     *
     * @throws RefusedException if the target is a directory or a device, one of the inputs, or staged already
     */
    Path file(Path target) throws IOException {
        checkTarget(target);
        Path real = real(target);
        Path directory = real.getParent();
        if (directory == null || !Files.exists(directory)) {
            throw new NoSuchFileException(String.valueOf(directory));
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        if (stagedByTarget.containsKey(real)) {
            throw new RefusedException(target + ": two outputs of this command have this name");
        }
        Path stage = stageByDirectory.get(directory);
        if (stage == null) {
            stage = Files.createTempDirectory(directory, ".snark4j-");
            stageByDirectory.put(directory, stage);
        }
        Path staged = stage.resolve(real.getFileName());
        stagedByTarget.put(real, staged);
        return staged;
    }

    /** Links in the directory's name followed as the file system does: link/.. is not where the link stands. */
    private static Path real(Path target) throws IOException {
        if (Files.exists(target)) {
            return target.toRealPath();
        }
        Path absolute = target.toAbsolutePath();
        Path directory = absolute.getParent();
        return directory != null && Files.exists(directory)
                ? directory.toRealPath().resolve(absolute.getFileName())
                : absolute.normalize();
    }

    /** Moves every output into place. */
    void commit() throws IOException {
        for (var entry : stagedByTarget.entrySet()) {
            Files.move(
                    entry.getValue(),
                    entry.getKey(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Takes every right on a staged file from all but its owner: a witness holds the secrets of a proof. */
    static void keepSecret(Path staged) throws IOException {
        if (Files.getFileStore(staged).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException _) {
            return; // the virtual machine is going down, and the hook sweeps
        }
        for (Path stage : stageByDirectory.values()) {
            ScratchFolder.deleteAll(stage);
        }
    }

    private void checkTarget(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isRegularFile(target)) {
            throw new RefusedException(
                    target + ": " + (Files.isDirectory(target) ? "a directory" : "not a regular file")
                            + " stands where the output should go");
        }
        for (Path input : inputs) {
            if (Files.exists(input) && Files.isSameFile(input, target)) {
                throw new RefusedException(target + ": is an input of this command, and would be lost as its output");
            }
        }
    }

    private void sweepQuietly() {
        for (Path stage : stageByDirectory.values()) {
            try {
                ScratchFolder.deleteAll(stage);
            } catch (IOException _) {
                // The machine is going down and nobody listens; what remains carries the name .snark4j-.
            }
        }
    }
}
