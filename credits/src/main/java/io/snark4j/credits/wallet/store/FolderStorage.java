package io.snark4j.credits.wallet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
            Files.createDirectories(folder, DurableFile.rights(posix, "rwx------"));
            Path file = folder.resolve(lock);
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    DurableFile.rights(posix, "rw-------"));
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

    @Override
    public byte[] read(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    }

    @Override
    public void write(String name, long offset, byte[] bytes) throws IOException {
        DurableFile.write(folder.resolve(name), offset, bytes);
    }

    @Override
    public void replace(String name, byte[] bytes) throws IOException {
        DurableFile.replace(folder.resolve(name), bytes);
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
