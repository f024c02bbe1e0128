package io.snark4j.credits.wallet.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that are on the disk when the call returns, readable by their owner alone where the file system has rights. */
public final class DurableFile {
    private DurableFile() {}

    /**
     * Puts a file in the place of another, or of none. A crash leaves the one or the other, whole.
     *
     * @param file to replace
     * @param bytes all of the new one
     * @throws IOException if it is not certain that it is on the disk
     */
    public static void replace(Path file, byte[] bytes) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        write(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 0, bytes);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(file);
    }

    /** Writes in place, makes the file longer if need be and never shorter. */
    static void write(Path file, long offset, byte[] bytes) throws IOException {
        boolean made = !Files.exists(file);
        write(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), offset, bytes);
        if (made) {
            forceFolder(file);
        }
    }

    private static void write(Path file, Set<OpenOption> options, long offset, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, options, rights(isPosix(file), "rw-------"))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, offset + buffer.position());
            }
            channel.force(true);
        }
    }

    /** A file's name is durable with its folder. Windows has no such thing, and refuses to open one. */
    private static void forceFolder(Path file) throws IOException {
        if (isPosix(file)) {
            try (FileChannel channel = FileChannel.open(folder(file), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean isPosix(Path file) throws IOException {
        return Files.getFileStore(folder(file)).supportsFileAttributeView("posix");
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    static FileAttribute<?>[] rights(boolean posix, String rights) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
