package io.snark4j.groth16;

import io.snark4j.field.Work;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Remembers which proving keys were checked in full, so that only a key's first use pays for it. A key is remembered by the
 * SHA-256 of its content as loaded, so what is proved with is what was checked even if the file changes meanwhile, and a changed
 * key is checked again. Whoever may write to the directory may have bad keys taken for good ones: it is made readable
 * and writable by its owner alone, and one that stands there already and that its group or others may write to, or this user may
 * not, is not believed: keys are then checked on every use.
 */
public final class CheckedKeys {
    private static final System.Logger LOG = System.getLogger(CheckedKeys.class.getName());

    private final Path directory;

    private CheckedKeys(Path directory) {
        this.directory = directory;
    }

    /** Remembers in {@code $XDG_CACHE_HOME/snark4j/checked-keys}, or in {@code ~/.cache} without that variable. */
    public static CheckedKeys inUserCache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null || !Path.of(cache).isAbsolute()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(cache);
        return in(base.resolve("snark4j").resolve("checked-keys"));
    }

    /** Remembers in the given directory, which is made when the first key is. */
    public static CheckedKeys in(Path directory) {
        return new CheckedKeys(directory);
    }

    /**
     * Reads a .zkey, checking it in full unless the same content passed before. A directory that cannot be written costs the
     * memory, not the check.
     *
     * @throws io.snark4j.field.MalformedInputException if the file is not a sound proving key
     */
    public ProvingKey read(Path zkey, Work work) throws IOException {
        return read(zkey, work, () -> {});
    }

    /**
     * As {@link #read(Path, Work)}, and tells of a first use.
     *
     * @param onFirstUse run once the key has passed the full check; not run for a key that passed before
     * @throws io.snark4j.field.MalformedInputException if the file is not a sound proving key
     */
    public ProvingKey read(Path zkey, Work work, Runnable onFirstUse) throws IOException {
        KeyDigest digest = KeyDigest.create();
        ProvingKey key = ZkeyReader.read(zkey, digest, work);
        Path memory = directory.resolve(digest.hex());
        if (!Files.exists(memory) || !isPrivate()) {
            KeyCheck.check(key, work);
            remember(memory);
            onFirstUse.run();
        }
        return key;
    }

    /** A directory that is writable for us and, by its mode, for its owner alone, is ours (or we are root). */
    private boolean isPrivate() throws IOException {
        if (!Files.isWritable(directory)) {
            return false;
        }
        var view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (view == null) {
            return true;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        return !permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private void makeDirectory() throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(directory, ownerOnly);
    }

    private void remember(Path memory) {
        try {
            makeDirectory();
            if (!isPrivate()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "not remembering that the key was checked: others than this user may write to {0}",
                        directory);
                return;
            }
            Files.createFile(memory);
        } catch (FileAlreadyExistsException e) {
            // Another process checked the same key meanwhile.
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot remember that the key was checked: {0}", e.toString());
        }
    }
}
