package io.snark4j.credits.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * All callers' statements on one connection, one thread: what waits while a transaction is written to disk is the next transaction. SQLite has one writer
 * anyway, and so a disk that can be told to write 200 times a second does not bound the requests to 100.
 */
final class GroupedTransactions implements Transactions {
    private static final int GROUP = 256;

    private static final class Task<T> {
        final Statements<T> statements;
        final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;

        Task(Statements<T> statements) {
            this.statements = statements;
        }

        void run(Connection connection) throws SQLException {
            result = statements.run(connection);
        }

        @SuppressWarnings("NullAway") // run() has set it
        void committed() {
            done.complete(result);
        }
    }

    private final Connection connection;
    private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;

    /** Takes the connection over. */
    GroupedTransactions(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        writer = Thread.ofPlatform().daemon().name("snark4j-tickets").start(this::write);
    }

    @Override
    public <T> T run(Statements<T> statements) {
        Task<T> task = new Task<>(statements);
        queue.add(task);
        if (closed) {
            // The writer may have ended before it saw the task.
            task.done.completeExceptionally(new StoreException("ticket store: closed"));
        }
        try {
            return task.done.join();
        } catch (CompletionException e) {
            throw new StoreException("ticket store: " + e.getMessage(), e);
        }
    }

    private void write() {
        List<Task<?>> group = new ArrayList<>(GROUP);
        while (!closed) {
            group.clear();
            try {
                group.add(queue.take());
            } catch (InterruptedException e) {
                break;
            }
            queue.drainTo(group, GROUP - 1);
            if (!commit(group)) {
                // One of them failed, and took the others with it: each alone.
                group.forEach(task -> commit(List.of(task)));
            }
        }
        queue.forEach(task -> task.done.completeExceptionally(new StoreException("ticket store: closed")));
    }

    private boolean commit(List<Task<?>> group) {
        try {
            for (Task<?> task : group) {
                task.run(connection);
            }
            connection.commit();
        } catch (Throwable e) {
            // An error, too: a writer that ends leaves every caller waiting.
            rollback(e);
            if (group.size() == 1) {
                group.getFirst().done.completeExceptionally(e);
            }
            return group.size() == 1;
        }
        group.forEach(Task::committed);
        return true;
    }

    private void rollback(Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join();
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new StoreException("ticket store: " + e.getMessage(), e);
        }
    }
}
