package io.snark4j.credits.gateway.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Notices a store that is older than the one that was served from here. A file of a gateway's own holds the last beat that the gateway left in the store; the store is
 * written first, so that it is never behind the file, unless somebody put an older state in its place. Who puts back both, finds out nothing here: the file belongs on
 * another disk than the store.
 */
public final class StoreWitness {
    /** So young a beat is that of a gateway in service, which has looked at the store itself. */
    private static final Duration IN_SERVICE = Duration.ofMinutes(1);

    private final TicketStore store;
    private final Path file;
    private final InstantSource clock;

    /**
     * @param store that is served from
     * @param file of this gateway alone; made by the first {@link #beat}
     * @param clock of all gateways on the store
     */
    public StoreWitness(TicketStore store, Path file, InstantSource clock) {
        this.store = store;
        this.file = file;
        this.clock = clock;
    }

    /**
     * Checks the store before a gateway serves from it, and leaves the first beat.
     *
     * @throws StoreException if it is a backup, or older than what was served here, or was served elsewhere and may be older than that
     */
    public void require() {
        StoreMark mark = store.mark();
        if (mark.origin() == StoreMark.Origin.BACKUP) {
            throw new StoreException("ticket store: a backup, last in service " + mark.beat()
                    + "; what was spent since can be spent again, so restore it with snark4j credits restore");
        }
        Optional<Instant> seen = read();
        if (seen.isEmpty() && mark.isUsed() && !inService(mark)) {
            throw new StoreException("ticket store: last in service " + mark.beat() + ", and " + file
                    + " is not there to show that nothing came after; bring that file from the gateway that served last,"
                    + " or use snark4j credits restore");
        }
        if (seen.isPresent() && mark.beat().isBefore(seen.get())) {
            throw new StoreException("ticket store: last in service " + mark.beat() + ", but " + file + " has seen "
                    + seen.get() + "; what was spent in between can be spent again, so find the newer store or use"
                    + " snark4j credits restore");
        }
        beat();
    }

    /**
     * @param mark of the store
     * @return whether a gateway was in service on it within a minute
     */
    public boolean inService(StoreMark mark) {
        return mark.beat().plus(IN_SERVICE).isAfter(clock.instant());
    }

    /** Leaves a sign of life, first in the store and then here. To be called every few seconds. */
    public void beat() {
        write(store.beat(clock.instant()).beat());
    }

    private Optional<Instant> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file).strip();
            if (!text.matches("[0-9]{1,15}")) {
                throw new StoreException(file + ": no witness of a ticket store");
            }
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    /** A crash leaves the one before, which is older: that refuses no store. */
    private void write(Instant beat) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((beat.toEpochMilli() + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }
}
