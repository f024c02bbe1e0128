package io.snark4j.credits.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection of its own for what only reads: SQLite shows it what was committed, and its writer goes on meanwhile. One caller at a time. */
final class Queries implements Transactions {
    private final Connection connection;

    /** Takes the connection over; no query may span two statements, or the write-ahead log would grow for as long. */
    Queries(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only=ON");
            statement.execute("PRAGMA busy_timeout=5000");
        }
    }

    @Override
    public synchronized <T> T run(Statements<T> statements) {
        try {
            return statements.run(connection);
        } catch (SQLException e) {
            throw new StoreException("ticket store: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("ticket store: " + e.getMessage(), e);
        }
    }
}
