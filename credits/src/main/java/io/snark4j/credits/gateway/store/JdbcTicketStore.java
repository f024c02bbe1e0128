package io.snark4j.credits.gateway.store;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The store in a relational database: the same SQL on SQLite and PostgreSQL. An insertion is {@code ON CONFLICT DO NOTHING}, the end of a request one
 * UPDATE under its condition; either says by its count whether it won. All numbers are bytes, big-endian, so that the order of N is the database's.
 */
public final class JdbcTicketStore implements TicketStore {
    private static final int RESERVED = 0;
    private static final int SETTLED = 1;
    private static final int WITHHELD = 2;
    private static final int EXITED = 3;
    private static final String ROW = "SELECT nullifier, status, x, y, state, owner, lease, answer FROM ticket WHERE ";

    private final Transactions transactions;
    /** Of refund tables, which nobody who pays is to wait for. */
    private final Transactions reader;

    private JdbcTicketStore(Transactions transactions, Transactions reader, String bytes, String ticketOptions) {
        this.transactions = transactions;
        this.reader = reader;
        try {
            run(connection -> {
                createTables(connection, bytes, ticketOptions);
                return true;
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * An embedded store, for one gateway: SQLite with a write-ahead log that is written to disk at every commit.
     *
     * @param file created if it is not there
     * @return the store
     * @throws StoreException if it cannot be opened
     */
    public static JdbcTicketStore sqlite(Path file) {
        try {
            String url = "jdbc:sqlite:" + file;
            Connection connection = DriverManager.getConnection(url);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                // Another process with the file open is a mistake that must not end a running one at once.
                statement.execute("PRAGMA busy_timeout=5000");
            }
            return new JdbcTicketStore(
                    new GroupedTransactions(connection),
                    new Queries(DriverManager.getConnection(url)),
                    "BLOB",
                    " WITHOUT ROWID");
        } catch (SQLException e) {
            throw new StoreException("ticket store " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * A store that several gateways may share.
     *
     * @param url {@code jdbc:postgresql://...}, user and password included
     * @return the store
     * @throws StoreException if it cannot be reached
     */
    public static JdbcTicketStore postgresql(String url) {
        PooledTransactions pool = new PooledTransactions(url);
        return new JdbcTicketStore(pool, pool, "BYTEA", "");
    }

    private static void createTables(Connection connection, String bytes, String ticketOptions) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "ticket (nullifier BYTES PRIMARY KEY, status INTEGER NOT NULL, x BYTES NOT NULL, y BYTES NOT NULL, state BYTES,"
                            + " owner TEXT, lease BIGINT, answer BYTES, epoch BIGINT, evidence BYTES)"
                            + ticketOptions,
                    "evidence (hash BYTES PRIMARY KEY, body BYTES NOT NULL)",
                    "dead_owner (owner TEXT PRIMARY KEY)",
                    "slash (commitment BYTES PRIMARY KEY, secret BYTES)",
                    "mark (one INTEGER PRIMARY KEY, origin TEXT NOT NULL, beat BIGINT NOT NULL)")) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + table.replace("BYTES", bytes));
            }
            statement.execute("INSERT INTO mark (one, origin, beat) VALUES (1, 'LIVE', 0) ON CONFLICT DO NOTHING");
            statement.execute("CREATE INDEX IF NOT EXISTS ticket_lease ON ticket (lease) WHERE lease IS NOT NULL");
            statement.execute(
                    "CREATE INDEX IF NOT EXISTS ticket_refund ON ticket (epoch, nullifier) WHERE epoch IS NOT NULL");
            statement.execute(
                    "CREATE INDEX IF NOT EXISTS ticket_evidence ON ticket (evidence) WHERE evidence IS NOT NULL");
        }
    }

    @Override
    public Optional<TicketRecord> find(Fr nullifier) {
        return run(connection -> find(connection, nullifier));
    }

    private static Optional<TicketRecord> find(Connection connection, Fr nullifier) throws SQLException {
        List<TicketRecord> rows = records(connection, "nullifier = ?", nullifier);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    @Override
    public Optional<TicketRecord> reserve(Spend spend, Lease lease) {
        return run(connection -> {
            int inserted = update(
                    connection,
                    "INSERT INTO ticket (nullifier, status, x, y, state, owner, lease) VALUES (?, 0, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    spend.nullifier(),
                    spend.share().x(),
                    spend.share().y(),
                    bytes(spend.state()),
                    lease.owner(),
                    lease.until().toEpochMilli());
            return inserted == 1 ? Optional.empty() : find(connection, spend.nullifier());
        });
    }

    @Override
    public Set<Fr> renew(Collection<Fr> nullifiers, Lease lease) {
        return run(connection -> {
            Set<Fr> lost = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "UPDATE ticket SET lease = ? WHERE nullifier = ? AND status = 0 AND owner = ?")) {
                // In one order, or two gateways could wait for each other's rows.
                for (Fr nullifier : nullifiers.stream()
                        .sorted(Comparator.comparing(Fr::toBigInteger))
                        .toList()) {
                    bind(statement, lease.until().toEpochMilli(), nullifier, lease.owner());
                    if (statement.executeUpdate() == 0) {
                        lost.add(nullifier);
                    }
                }
            }
            return lost;
        });
    }

    @Override
    public boolean settle(Fr nullifier, String owner, SettledTicket answer, long epoch) {
        return changed(
                "UPDATE ticket SET status = 1, answer = ?, epoch = ?, owner = NULL, lease = NULL"
                        + " WHERE nullifier = ? AND status = 0 AND owner = ?",
                answer.toBytes(),
                epoch,
                nullifier,
                owner);
    }

    @Override
    public boolean withhold(Fr nullifier, String owner, byte[] evidenceHash) {
        return changed(
                "UPDATE ticket SET status = 2, evidence = ?, owner = NULL, lease = NULL"
                        + " WHERE nullifier = ? AND status = 0 AND owner = ?",
                evidenceHash,
                nullifier,
                owner);
    }

    @Override
    public List<TicketRecord.Reserved> expired(Instant now, int limit) {
        return run(connection -> records(connection, "lease < ? ORDER BY lease LIMIT ?", now.toEpochMilli(), limit))
                .stream()
                .map(TicketRecord.Reserved.class::cast)
                .toList();
    }

    @Override
    public boolean takeOver(TicketRecord.Reserved expired, Lease lease) {
        return run(connection -> {
            int taken = update(
                    connection,
                    "UPDATE ticket SET owner = ?, lease = ? WHERE nullifier = ? AND status = 0 AND owner = ? AND lease = ?",
                    lease.owner(),
                    lease.until().toEpochMilli(),
                    expired.nullifier(),
                    expired.lease().owner(),
                    expired.lease().until().toEpochMilli());
            if (taken == 1) {
                update(
                        connection,
                        "INSERT INTO dead_owner (owner) VALUES (?) ON CONFLICT DO NOTHING",
                        expired.lease().owner());
            }
            return taken == 1;
        });
    }

    @Override
    public int deadOwners() {
        return run(connection -> query(connection, "SELECT count(*) FROM dead_owner", row -> row.getInt(1)))
                .getFirst();
    }

    @Override
    public void forgiveDeadOwners() {
        changed("DELETE FROM dead_owner");
    }

    @Override
    public Optional<TicketRecord> insertExit(Fr nullifier, Rln.Share share) {
        return run(connection -> {
            int inserted = update(
                    connection,
                    "INSERT INTO ticket (nullifier, status, x, y) VALUES (?, 3, ?, ?) ON CONFLICT DO NOTHING",
                    nullifier,
                    share.x(),
                    share.y());
            return inserted == 1 ? Optional.empty() : find(connection, nullifier);
        });
    }

    @Override
    public void openSlash(RecoveredSecret secret) {
        changed(
                "INSERT INTO slash (commitment, secret) VALUES (?, ?) ON CONFLICT DO NOTHING",
                secret.commitment(),
                secret.secret());
    }

    @Override
    public List<RecoveredSecret> openSlashes() {
        return run(connection -> query(
                connection,
                "SELECT commitment, secret FROM slash WHERE secret IS NOT NULL ORDER BY commitment",
                row -> new RecoveredSecret(element(row, 1), element(row, 2))));
    }

    @Override
    public void closeSlash(Fr commitment) {
        changed("UPDATE slash SET secret = NULL WHERE commitment = ?", commitment);
    }

    @Override
    public void keepEvidence(Evidence evidence) {
        changed(
                "INSERT INTO evidence (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
                evidence.hash(),
                evidence.body());
    }

    @Override
    public List<Evidence> evidence() {
        return run(connection -> query(
                connection,
                "SELECT hash, body FROM evidence ORDER BY hash",
                row -> new Evidence(row.getBytes(1), row.getBytes(2))));
    }

    @Override
    public List<PolicyFlag> openFlags() {
        return run(connection -> query(
                connection,
                "SELECT nullifier, evidence FROM ticket WHERE evidence IS NOT NULL ORDER BY nullifier",
                row -> new PolicyFlag(element(row, 1), row.getBytes(2))));
    }

    @Override
    public void closeFlag(Fr nullifier) {
        changed("UPDATE ticket SET evidence = NULL WHERE nullifier = ?", nullifier);
    }

    @Override
    public long refundCount(long epoch) {
        return reader.run(connection ->
                        query(connection, "SELECT count(*) FROM ticket WHERE epoch = ?", row -> row.getLong(1), epoch))
                .getFirst();
    }

    @Override
    public byte[] refundRows(long epoch, byte[] after, int limit) {
        List<byte[]> rows = reader.run(connection -> query(
                connection,
                "SELECT nullifier, answer FROM ticket WHERE epoch = ? AND nullifier > ? ORDER BY nullifier LIMIT ?",
                row -> RefundTable.row(row.getBytes(1), row.getBytes(2)),
                epoch,
                after,
                limit));
        ByteBuffer bytes = ByteBuffer.allocate(rows.size() * RefundTable.ROW_BYTES);
        rows.forEach(bytes::put);
        return bytes.array();
    }

    /** A look into the index for each epoch: distinct epochs of all rows would be a look at each row. */
    @Override
    public List<Long> epochs(long from, long end) {
        return reader.run(connection -> {
            List<Long> epochs = new ArrayList<>();
            Optional<Long> next = nextEpoch(connection, from, end);
            while (next.isPresent()) {
                epochs.add(next.get());
                next = nextEpoch(connection, next.get() + 1, end);
            }
            return epochs;
        });
    }

    private static Optional<Long> nextEpoch(Connection connection, long from, long end) throws SQLException {
        return query(
                        connection,
                        "SELECT epoch FROM ticket WHERE epoch >= ? AND epoch < ? ORDER BY epoch LIMIT 1",
                        row -> row.getLong(1),
                        from,
                        end)
                .stream()
                .findFirst();
    }

    @Override
    public StoreMark mark() {
        return run(JdbcTicketStore::mark);
    }

    private static StoreMark mark(Connection connection) throws SQLException {
        return query(
                        connection,
                        "SELECT origin, beat FROM mark",
                        row -> new StoreMark(
                                StoreMark.Origin.valueOf(row.getString(1)), Instant.ofEpochMilli(row.getLong(2))))
                .getFirst();
    }

    @Override
    public StoreMark beat(Instant now) {
        return run(connection -> {
            long millis = now.toEpochMilli();
            update(connection, "UPDATE mark SET beat = CASE WHEN beat < ? THEN ? ELSE beat + 1 END", millis, millis);
            return mark(connection);
        });
    }

    @Override
    public void declare(StoreMark.Origin origin) {
        changed("UPDATE mark SET origin = ?", origin.name());
    }

    @Override
    public void close() {
        // The writer's connection is the last: it empties the write-ahead log.
        reader.close();
        transactions.close();
    }

    private <T> T run(Transactions.Statements<T> statements) {
        return transactions.run(statements);
    }

    private boolean changed(String sql, Object... arguments) {
        return run(connection -> update(connection, sql, arguments)) > 0;
    }

    private static List<TicketRecord> records(Connection connection, String condition, Object... arguments)
            throws SQLException {
        return query(connection, ROW + condition, JdbcTicketStore::record, arguments);
    }

    private static TicketRecord record(ResultSet row) throws SQLException {
        Fr nullifier = element(row, 1);
        Rln.Share share = new Rln.Share(element(row, 3), element(row, 4));
        int status = row.getInt(2);
        if (status == EXITED) {
            return new TicketRecord.Exited(nullifier, share);
        }
        Spend spend = new Spend(nullifier, share, point(row.getBytes(5)));
        return switch (status) {
            case RESERVED ->
                new TicketRecord.Reserved(spend, new Lease(row.getString(6), Instant.ofEpochMilli(row.getLong(7))));
            case SETTLED -> new TicketRecord.Settled(spend, SettledTicket.fromBytes(row.getBytes(8)));
            case WITHHELD -> new TicketRecord.Withheld(spend);
            default -> throw new StoreException("ticket store: status " + status + " of " + nullifier);
        };
    }

    private static byte[] bytes(BabyJubjubPoint point) {
        byte[] bytes = Arrays.copyOf(point.x().toBytesBigEndian(), 2 * Fr.BYTES);
        System.arraycopy(point.y().toBytesBigEndian(), 0, bytes, Fr.BYTES, Fr.BYTES);
        return bytes;
    }

    private static BabyJubjubPoint point(byte[] bytes) {
        return new BabyJubjubPoint(Fr.fromBytesBigEndian(bytes, 0), Fr.fromBytesBigEndian(bytes, Fr.BYTES));
    }

    private static Fr element(ResultSet row, int column) throws SQLException {
        return Fr.fromBytesBigEndian(row.getBytes(column));
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> query(Connection connection, String sql, RowReader<T> reader, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> list = new ArrayList<>();
                while (rows.next()) {
                    list.add(reader.read(rows));
                }
                return list;
            }
        }
    }

    private static int update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case Fr element -> statement.setBytes(i + 1, element.toBytesBigEndian());
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case String text -> statement.setString(i + 1, text);
                default -> throw new IllegalArgumentException("bind: " + arguments[i].getClass());
            }
        }
    }
}
