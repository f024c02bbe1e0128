package io.snark4j.credits.gateway.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A transaction each, on a pool of connections: PostgreSQL gathers commits by itself. */
final class PooledTransactions implements Transactions {
    private static final int CONNECTIONS = 16;

    private final HikariDataSource pool;

    PooledTransactions(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setAutoCommit(false);
        config.setPoolName("snark4j-tickets");
        pool = new HikariDataSource(config);
    }

    @Override
    public <T> T run(Statements<T> statements) {
        try (Connection connection = pool.getConnection()) {
            try {
                T result = statements.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("ticket store: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
