package io.snark4j.credits.gateway.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Copies of an SQLite store, as it was at one moment, while a gateway serves from it. A copy says that it is one: a gateway refuses it. */
public final class SqliteBackup {
    private SqliteBackup() {}

    /**
     * Copies a store.
     *
     * @param store of a gateway, which may run
     * @param backup made, readable by its owner alone
     * @return its mark
     * @throws IOException if the store is not there, the backup is, or the disk fails
     * @throws StoreException if the store is none
     */
    public static StoreMark take(Path store, Path backup) throws IOException {
        requireFile(store);
        return copy(store, backup, StoreMark.Origin.BACKUP);
    }

    /**
     * Makes a store of a backup. It is marked as restored.
     *
     * @param backup that {@link #take} made
     * @param store made
     * @return its mark
     * @throws IOException if the backup is not there, the store is, or the disk fails
     * @throws StoreException if the backup is none, or damaged
     */
    public static StoreMark restore(Path backup, Path store) throws IOException {
        requireFile(backup);
        requireAbsent(store.resolveSibling(store.getFileName() + "-wal"));
        requireWhole(backup);
        return copy(backup, store, StoreMark.Origin.RESTORED);
    }

    private static void requireFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
    }

    private static void requireAbsent(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "is there already");
        }
    }

    private static void requireWhole(Path backup) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + backup);
                Statement statement = connection.createStatement()) {
            try (ResultSet answer = statement.executeQuery("PRAGMA integrity_check")) {
                if (!answer.getString(1).equals("ok")) {
                    throw new StoreException(backup + ": damaged: " + answer.getString(1));
                }
            }
            try (ResultSet mark = statement.executeQuery("SELECT origin FROM mark")) {
                if (!mark.next() || !mark.getString(1).equals(StoreMark.Origin.BACKUP.name())) {
                    throw new StoreException(backup + ": a store, not a backup made by snark4j credits backup");
                }
            }
        } catch (SQLException e) {
            throw new StoreException(backup + ": no backup of a ticket store: " + e.getMessage(), e);
        }
    }

    /** Under another name until it is whole, marked and on the disk. */
    private static StoreMark copy(Path from, Path to, StoreMark.Origin origin) throws IOException {
        requireAbsent(to);
        Path part = to.resolveSibling(to.getFileName() + ".part");
        Files.deleteIfExists(part);
        // SQLite copies into an empty file that is there: with the rights it was given.
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            vacuum(from, part);
            StoreMark mark;
            try (JdbcTicketStore copy = JdbcTicketStore.sqlite(part)) {
                copy.declare(origin);
                mark = copy.mark();
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
            return mark;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void vacuum(Path from, Path to) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + from);
                PreparedStatement statement = connection.prepareStatement("VACUUM INTO ?")) {
            statement.setString(1, to.toString());
            statement.execute();
        } catch (SQLException e) {
            throw new StoreException(from + ": cannot be copied: " + e.getMessage(), e);
        }
    }
}
