package io.snark4j.credits.gateway.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** An empty database of a test's own, that can be opened again and again. */
public final class TestDatabase {
    /** The databases that gateways run on. */
    public enum Kind {
        SQLITE,
        POSTGRESQL
    }

    /** Held, or the levels would be forgotten: a server's start and every pool's life are nothing that a test's reader wants. */
    private static final List<Logger> QUIET = Stream.of("io.zonky", "com.zaxxer.hikari", "pg-", "init-", "postgres-")
            .map(Logger::getLogger)
            .peek(logger -> logger.setLevel(Level.WARNING))
            .toList();

    /** One server for all tests of the JVM, ended with it. */
    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();
        private static int databases;

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static synchronized String create() {
            String name = "tickets" + ++databases;
            try (Connection connection = INSTANCE.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return INSTANCE.getJdbcUrl("postgres", name);
        }
    }

    private final Kind kind;
    private final String place;

    public TestDatabase(Kind kind) {
        this.kind = kind;
        this.place = kind == Kind.SQLITE ? file() : Server.create();
    }

    private static String file() {
        try {
            Path directory = Files.createTempDirectory("snark4j-tickets");
            Path file = directory.resolve("tickets.db");
            for (String name : new String[] {"tickets.db-shm", "tickets.db-wal", "tickets.db"}) {
                directory.resolve(name).toFile().deleteOnExit();
            }
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TicketStore open() {
        return kind == Kind.SQLITE ? JdbcTicketStore.sqlite(Path.of(place)) : JdbcTicketStore.postgresql(place);
    }

    /** A connection beside the store's, of a database that was opened. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(kind == Kind.SQLITE ? "jdbc:sqlite:" + place : place);
    }
}
