package io.snark4j.credits.wallet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * Sealed records, one after another. {@link #append} returns when the record and the witness of it are durable: what a caller does afterwards, he does
 * with a record that no crash takes away.
 *
 * <p>A record is length 4 bytes | sealed, where the seal binds the log, the record's number and the tag of the record before: nothing can be left
 * out, exchanged or brought from another log. The end of a log can be cut off, though, and a whole log replaced by an older one. The witness, kept elsewhere,
 * says how many records there were; a log that has just as many, or one more that the witness had not learnt of, is current. Any other is old, and can be read but not
 * written. What does not open behind the last record that the witness knows was never counted on by anybody: it is overwritten.
 *
 * <p>A log that was compacted begins with a head that says how many records there were, and which the last one was; the first record that stands in it is the next of the
 * same chain. So compacting is an append like any other, but that the file is a new one, which takes the old one's place at once.
 *
 * <p>What cannot be seen from inside is a machine whose whole disk was set back, witness and all.
 *
 * <p>Thread-safe.
 */
public final class DurableLog implements AutoCloseable {
    private static final String KEY = "key";
    private static final String JOURNAL = "journal";
    private static final String PURPOSE = "wallet";
    private static final int ID_BYTES = 16;
    private static final int FRAME_BYTES = Integer.BYTES;
    /** An empty frame's length | number of records before the first 8 bytes | tag of the last of them | CRC-32C of both. */
    private static final int HEAD_BYTES = 2 * Integer.BYTES + Long.BYTES + SecretKey.TAG_BYTES;
    /** Longest record. */
    public static final int MOST_RECORD_BYTES = 1 << 26;

    private final Storage storage;
    private final Storage witnessStorage;
    private final Witness witness;
    private final SecretKey key;
    private final byte[] id;
    private final List<byte[]> records = new ArrayList<>();
    private Witness.Point point = Witness.Point.START;
    private long end;
    private Optional<String> age = Optional.empty();
    private boolean failed;

    private DurableLog(Storage storage, Function<String, Storage> witnesses, byte[] secret) {
        this.storage = storage;
        this.key = new SecretKey(Arrays.copyOf(secret, SecretKey.BYTES));
        this.id = Arrays.copyOfRange(secret, SecretKey.BYTES, SecretKey.BYTES + ID_BYTES);
        String name = HexFormat.of().formatHex(id);
        this.witnessStorage = witnesses.apply(name);
        this.witness = new Witness(witnessStorage, name + ".witness");
    }

    /**
     * Makes an empty log.
     *
     * @param storage its folder, closed with the log
     * @param witnesses opens the place of the witness for a log of this name; it should not be restored together with the log
     * @param passphrase that will open it
     * @param cost of guessing it
     * @return the log
     * @throws StoreException if there is a log already
     */
    public static DurableLog create(
            Storage storage, Function<String, Storage> witnesses, Passphrase passphrase, PassphraseSeal.Cost cost) {
        try {
            if (storage.read(JOURNAL).length > 0) {
                throw new StoreException("there is a wallet in this folder already");
            }
            byte[] secret = SecretKey.randomBytes(SecretKey.BYTES + ID_BYTES);
            storage.replace(KEY, PassphraseSeal.seal(passphrase, PURPOSE, secret, cost));
            DurableLog log = new DurableLog(storage, witnesses, secret);
            log.witness.create();
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Opens a log and reads all of it.
     *
     * @param storage its folder, closed with the log
     * @param witnesses as in {@link #create}
     * @param passphrase of the log
     * @return the log
     * @throws WrongPassphraseException if the passphrase is another
     * @throws StoreException if there is none
     */
    public static DurableLog open(Storage storage, Function<String, Storage> witnesses, Passphrase passphrase) {
        try {
            byte[] sealed = storage.read(KEY);
            if (sealed.length == 0) {
                throw new StoreException("there is no wallet in this folder; `snark4j wallet new` makes one");
            }
            DurableLog log = new DurableLog(storage, witnesses, PassphraseSeal.open(passphrase, PURPOSE, sealed));
            log.load();
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load() throws IOException {
        byte[] bytes = storage.read(JOURNAL);
        Optional<Witness.Point> known = witness.read();
        readHead(bytes);
        List<Witness.Point> points = new ArrayList<>(List.of(point));
        Optional<byte[]> record = next(bytes);
        while (record.isPresent()) {
            records.add(record.get());
            points.add(point);
            record = next(bytes);
        }
        age = known.isEmpty() ? Optional.of("it was copied from another place") : age(points, known.get());
        if (age.isEmpty() && !point.matches(known.get())) {
            witness.advance(point);
        }
    }

    private static Optional<String> age(List<Witness.Point> points, Witness.Point known) {
        long first = points.getFirst().count();
        long count = points.getLast().count();
        if (known.count() > count) {
            return Optional.of("it ends after " + count + " records of " + known.count());
        }
        boolean passes = known.count() >= first
                && points.get((int) (known.count() - first)).matches(known);
        return passes && count <= known.count() + 1
                ? Optional.empty()
                : Optional.of("its " + count + " records are not those that were written here last");
    }

    /** A head that is damaged is none: then nothing opens behind it, and the witness misses all of the log. */
    private void readHead(byte[] bytes) {
        if (bytes.length < HEAD_BYTES) {
            return;
        }
        ByteBuffer head = ByteBuffer.wrap(bytes, 0, HEAD_BYTES);
        int mark = head.getInt();
        byte[] tag = new byte[SecretKey.TAG_BYTES];
        Witness.Point before = new Witness.Point(head.getLong(), tag);
        head.get(tag);
        if (mark == 0 && Arrays.equals(head(before), 0, HEAD_BYTES, bytes, 0, HEAD_BYTES)) {
            point = before;
            end = HEAD_BYTES;
        }
    }

    private static byte[] head(Witness.Point before) {
        byte[] content = ByteBuffer.allocate(HEAD_BYTES - 2 * Integer.BYTES)
                .putLong(before.count())
                .put(before.tag())
                .array();
        return ByteBuffer.allocate(HEAD_BYTES)
                .putInt(0)
                .put(content)
                .putInt(checksum(content))
                .array();
    }

    /** The record at the end, which moves behind it; empty if none begins there that is whole. */
    private Optional<byte[]> next(byte[] bytes) {
        if (bytes.length - end < FRAME_BYTES) {
            return Optional.empty();
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes, (int) end, FRAME_BYTES);
        int length = frame.getInt();
        if (length < SecretKey.OVERHEAD || length > bytes.length - end - FRAME_BYTES) {
            return Optional.empty();
        }
        int from = (int) end + FRAME_BYTES;
        byte[] sealed = Arrays.copyOfRange(bytes, from, from + length);
        Optional<byte[]> content = key.open(sealed, associated());
        if (content.isPresent()) {
            passed(sealed);
        }
        return content;
    }

    private void passed(byte[] sealed) {
        end += FRAME_BYTES + sealed.length;
        byte[] tag = Arrays.copyOfRange(sealed, sealed.length - SecretKey.TAG_BYTES, sealed.length);
        point = new Witness.Point(point.count() + 1, tag);
    }

    private byte[] associated() {
        return ByteBuffer.allocate(ID_BYTES + Long.BYTES + SecretKey.TAG_BYTES)
                .put(id)
                .putLong(point.count())
                .put(point.tag())
                .array();
    }

    /** @return the records that were there when it was opened, oldest first; once, for nothing is kept of them */
    public synchronized List<byte[]> takeRecords() {
        List<byte[]> taken = List.copyOf(records);
        records.clear();
        return taken;
    }

    /** @return why this log may be older than the one that was written last; empty if it is that one */
    public synchronized Optional<String> age() {
        return age;
    }

    /**
     * Adds a record.
     *
     * @param record any bytes, below 64 MiB
     * @throws StoreException if the log is old, or a write failed since it was opened: what is on the disk is known only after it is opened anew
     */
    public synchronized void append(byte[] record) {
        write(record, false);
    }

    /**
     * Puts one record in the place of all. A crash leaves the log as it was, or this.
     *
     * @param record that says all that counts of those before it
     * @throws StoreException as {@link #append}
     */
    public synchronized void compact(byte[] record) {
        write(record, true);
    }

    /** @return bytes of the log's file */
    public synchronized long length() {
        return end;
    }

    /**
     * Seals the log's key under another passphrase. Copies of the folder from before open with the old one.
     *
     * @param from the log's passphrase
     * @param to another
     * @param cost of guessing it
     * @throws WrongPassphraseException if {@code from} is not the log's
     */
    public synchronized void changePassphrase(Passphrase from, Passphrase to, PassphraseSeal.Cost cost) {
        try {
            byte[] secret = PassphraseSeal.open(from, PURPOSE, storage.read(KEY));
            storage.replace(KEY, PassphraseSeal.seal(to, PURPOSE, secret, cost));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An old log writes nothing, and its witness least of all: that is the newest log's, wherever it is. */
    private void write(byte[] record, boolean inPlaceOfAll) {
        if (age.isPresent()) {
            throw new StoreException("the wallet may be an old state: " + age.get());
        }
        if (failed) {
            throw new StoreException("a write to the wallet failed; open it anew");
        }
        if (record.length > MOST_RECORD_BYTES) {
            throw new StoreException("record of " + record.length + " bytes, at most " + MOST_RECORD_BYTES);
        }
        // Until both writes are through, it is not known what is on the disk.
        failed = true;
        try {
            byte[] sealed = key.seal(record, associated());
            ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES + sealed.length)
                    .putInt(sealed.length)
                    .put(sealed);
            if (inPlaceOfAll) {
                byte[] head = head(point);
                byte[] file = Arrays.copyOf(head, HEAD_BYTES + frame.capacity());
                System.arraycopy(frame.array(), 0, file, HEAD_BYTES, frame.capacity());
                storage.replace(JOURNAL, file);
                end = HEAD_BYTES;
            } else if (end == 0) {
                // A log has its first record or is none: half of one could be neither opened nor made again.
                storage.replace(JOURNAL, frame.array());
            } else {
                storage.write(JOURNAL, end, frame.array());
            }
            passed(sealed);
            witness.advance(point);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        failed = false;
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    @Override
    public void close() {
        try (storage;
                witnessStorage) {
            failed = true;
        }
    }
}
