package io.snark4j.credits.gateway;

import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Refund tables for whoever asks. Nobody pays for them, so they may cost requests nothing: they are read past the store's writer, a page at a time, on one thread that
 * rests three times as long as it worked, and passed on as the bytes that are stored. However many ask, that is a quarter of a processor and of a disk, and a page of
 * memory for each of a bounded number. Thread-safe.
 */
public final class RefundTables implements AutoCloseable {
    private static final int REST = 3;
    /** Below every N. */
    private static final byte[] START = new byte[1];

    private final TicketStore store;
    private final SettlementDesk.EpochClock clock;
    private final int pageRows;
    private final Semaphore downloads;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("snark4j-tables").factory());
    /** Of the reader alone. */
    private long restUntil = System.nanoTime();

    private final List<Long> published = new ArrayList<>();
    private long publishedEnd;

    /** Reads so many rows at a time, for so many at once. */
    RefundTables(TicketStore store, SettlementDesk.EpochClock clock, int pageRows, int downloads) {
        this.store = store;
        this.clock = clock;
        this.pageRows = pageRows;
        this.downloads = new Semaphore(downloads);
    }

    /** A table on its way to one caller. */
    public final class Download implements AutoCloseable {
        private final long epoch;
        private final long rows;

        private Download(long epoch, long rows) {
            this.epoch = epoch;
            this.rows = rows;
        }

        /** @return bytes of the table */
        public long length() {
            return RefundTable.header(epoch, rows).length + rows * RefundTable.ROW_BYTES;
        }

        /**
         * Writes the table in its binary form, see {@link RefundTable}.
         *
         * @param out of the caller
         * @throws IOException if the caller is gone, or the table has not all the rows that it had
         */
        public void writeTo(OutputStream out) throws IOException {
            out.write(RefundTable.header(epoch, rows));
            long left = rows;
            byte[] last = START;
            while (left > 0) {
                byte[] after = last;
                int limit = (int) Math.min(left, pageRows);
                byte[] page = read(() -> store.refundRows(epoch, after, limit));
                if (page.length == 0) {
                    throw new IOException("epoch " + epoch + ": " + left + " of " + rows + " refunds are missing");
                }
                out.write(page);
                left -= page.length / RefundTable.ROW_BYTES;
                int lastRow = page.length - RefundTable.ROW_BYTES;
                last = Arrays.copyOfRange(page, lastRow, lastRow + Fr.BYTES);
            }
        }

        @Override
        public void close() {
            downloads.release();
        }
    }

    /** @return epochs whose refunds are published, ascending; those without refunds left out */
    public synchronized List<Long> epochs() {
        long end = clock.firstUnpublished();
        if (end > publishedEnd) {
            published.addAll(read(() -> store.epochs(publishedEnd, end)));
            publishedEnd = end;
        }
        return List.copyOf(published);
    }

    /**
     * @param epoch any
     * @return its table, to be closed, or empty if it is not published
     * @throws RefusedException OVERLOADED if too many are on their way
     */
    public Optional<Download> open(long epoch) {
        if (epoch < 0 || epoch >= clock.firstUnpublished()) {
            return Optional.empty();
        }
        if (!downloads.tryAcquire()) {
            throw new RefusedException(Refusal.OVERLOADED, "too many tables are on their way: try again");
        }
        boolean opened = false;
        try {
            Download download = new Download(epoch, read(() -> store.refundCount(epoch)));
            opened = true;
            return Optional.of(download);
        } finally {
            if (!opened) {
                downloads.release();
            }
        }
    }

    private <T> T read(Supplier<T> query) {
        try {
            return reader.submit(() -> paced(query)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException(Refusal.OUT_OF_SERVICE, Refusal.OUT_OF_SERVICE.message());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private <T> T paced(Supplier<T> query) throws InterruptedException {
        Thread.sleep(java.time.Duration.ofNanos(Math.max(0, restUntil - System.nanoTime())));
        long start = System.nanoTime();
        try {
            return query.get();
        } finally {
            long end = System.nanoTime();
            restUntil = end + REST * (end - start);
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
