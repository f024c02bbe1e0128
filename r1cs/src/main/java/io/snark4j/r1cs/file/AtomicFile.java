package io.snark4j.r1cs.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole or not at all: it is written beside its target under another name, forced to the disk and moved into place by
 * {@link #commit}. Closing without commit leaves the target as it was.
 *
 * <pre>{@code
 * try (AtomicFile file = AtomicFile.create(target)) {
 *     file.channel().write(bytes);
 *     file.commit();
 * }
 * }</pre>
 */
public final class AtomicFile implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private boolean committed;

    private AtomicFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /**
     * @param target replaced on commit if it exists
     * @return an empty file beside the target
     * @throws IOException if the target's directory does not exist or cannot be written to, or the target is a directory
     */
    public static AtomicFile create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null || Files.isDirectory(absolute)) {
            throw new IOException(target + " is a directory, expected the name of a file");
        }
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(target.toString(), null, "its directory does not exist");
        }
        for (int i = 0; ; i++) {
            Path temporary =
                    directory.resolve("." + name + "." + ProcessHandle.current().pid() + "-" + i + ".part");
            try {
                FileChannel channel = FileChannel.open(
                        temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
                return new AtomicFile(absolute, temporary, channel);
            } catch (FileAlreadyExistsException e) {
                if (i == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Writes a whole text at once.
     *
     * @param target replaced if it exists
     * @param text written as UTF-8
     * @throws IOException if writing fails; the target is then as it was
     */
    public static void write(Path target, CharSequence text) throws IOException {
        try (AtomicFile file = create(target)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                file.channel.write(bytes);
            }
            file.commit();
        }
    }

    /** @return to write the contents to */
    public FileChannel channel() {
        return channel;
    }

    /**
     * Moves the file into place.
     *
     * @throws IOException if it cannot be forced to the disk or moved; the target is then as it was
     */
    public void commit() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        committed = true;
    }

    /** Removes what was written unless it was committed. */
    @Override
    public void close() throws IOException {
        channel.close();
        // After the move the name is free, and may be another writer's by now.
        if (!committed) {
            Files.deleteIfExists(temporary);
        }
    }
}
