package io.snark4j.credits.wallet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A folder that this process alone has open, readable by its owner alone where the file system has rights. */
public final class FolderStorage implements Storage {
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");

    private final Path folder;
    private final FileChannel lockFile;

    private FolderStorage(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder if need be, and locks it until it is closed.
     *
     * @param folder of the files
     * @param lock name of the lock's file in it
     * @return the folder
     * @throws StoreException if another process, or another part of this one, has it open
     * @throws UncheckedIOException if it cannot be made or written
     */
    public static FolderStorage open(Path folder, String lock) {
        try {
            boolean posix = Files.getFileStore(existing(folder)).supportsFileAttributeView("posix");
            Files.createDirectories(folder, rights(posix, "rwx------"));
            Path file = folder.resolve(lock);
            FileChannel channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), rights(posix, "rw-------"));
            if (!isLocked(channel)) {
                channel.close();
                throw new StoreException(folder + ": another process has this wallet open");
            }
            return new FolderStorage(folder, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static Path existing(Path folder) {
        Path path = folder.toAbsolutePath();
        for (Path parent = path; parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)) {
                return parent;
            }
        }
        return path;
    }

    private static FileAttribute<?>[] rights(boolean posix, String rights) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    @Override
    public byte[] read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    @Override
    public void write(String name, long offset, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        boolean made = !Files.exists(file);
        write(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), offset, bytes);
        if (made) {
            forceFolder();
        }
    }

    private void write(Path file, Set<StandardOpenOption> options, long offset, byte[] bytes) throws IOException {
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        try (FileChannel channel = FileChannel.open(file, options, rights(posix, "rw-------"))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer, offset + buffer.position());
            }
            channel.force(true);
        }
    }

    @Override
    public void replace(String name, byte[] bytes) throws IOException {
        Path beside = folder.resolve(name + ".new");
        Files.deleteIfExists(beside);
        write(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), 0, bytes);
        Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
    }

    /** A file's name is durable with its folder. Windows has no such thing, and refuses to open one. */
    private void forceFolder() throws IOException {
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** The machine's id and the file's inode, neither of which a copy takes along. */
    @Override
    public String place(String name) throws IOException {
        String machine =
                Files.isReadable(MACHINE_ID) ? Files.readString(MACHINE_ID).strip() : "";
        Path file = folder.resolve(name);
        boolean unix = Files.getFileStore(folder).supportsFileAttributeView("unix");
        return machine + "/" + (unix ? Files.getAttribute(file, "unix:ino") : "");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
