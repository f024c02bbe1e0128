package io.snark4j.credits.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;

/** How statements reach a database. */
interface Transactions extends AutoCloseable {
    /** SQL that may be run twice, if a transaction that it shares with others fails. */
    @FunctionalInterface
    interface Statements<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Runs statements in a transaction; when it returns they are committed. Throws StoreException. */
    <T> T run(Statements<T> statements);

    @Override
    void close();
}
