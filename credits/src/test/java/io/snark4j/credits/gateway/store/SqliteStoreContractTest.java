package io.snark4j.credits.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is SQLite's alone: one writer, and a file that somebody may read. */
class SqliteStoreContractTest {
    @TempDir
    Path directory;

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tickets.db"));
    }

    /** Row numbers would say in which order tickets came, which with the epochs' refunds is nearly when. */
    @Test
    void aTicketHasNoRowNumber() throws SQLException {
        JdbcTicketStore.sqlite(directory.resolve("tickets.db")).close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT rowid FROM ticket"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no such column: rowid");
        }
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aWriterThatRunsOutOfMemoryGoesOn() throws SQLException {
        try (GroupedTransactions transactions = new GroupedTransactions(connect())) {
            assertThatThrownBy(() -> transactions.run(connection -> {
                        throw new OutOfMemoryError("told to");
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
            assertThat(transactions.<Integer>run(connection -> 7)).isEqualTo(7);
        }
    }
}
