package io.snark4j.credits.ticket;

import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was settled in one epoch, sorted by N, for wallets that lost their state. A wallet fetches whole tables: to ask for one N would say that it is its own.
 *
 * <p>Binary form: {@code SN4JREF1} (8 bytes), epoch (8), number of rows (8), then {@value #ROW_BYTES} bytes a row: N (32), v (12), A' (64), signature (64).
 *
 * @param epoch number of the epoch: seconds since 1970 over its length
 * @param rows ascending by N, each N once
 */
public record RefundTable(long epoch, List<RefundRow> rows) {
    /** Bytes of a row. */
    public static final int ROW_BYTES =
            Fr.BYTES + SettledTicket.AMOUNT_BYTES + 2 * Fr.BYTES + EddsaPoseidon.Signature.BYTES;

    private static final byte[] MAGIC = "SN4JREF1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = MAGIC.length + 2 * Long.BYTES;
    private static final String WHAT = "refund table";

    /**
     * Copies the rows.
     *
     * @throws MalformedInputException if the epoch is negative or the rows are not ascending by N
     */
    public RefundTable {
        rows = List.copyOf(rows);
        if (epoch < 0) {
            throw new MalformedInputException(WHAT + ": epoch " + epoch);
        }
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).nullifier().compareTo(rows.get(i).nullifier()) >= 0) {
                throw new MalformedInputException(WHAT + ": row " + i + " is not above row " + (i - 1));
            }
        }
    }

    /**
     * The begin of the binary form.
     *
     * @param epoch number of the epoch, at least 0
     * @param rows that follow
     * @return magic, epoch and number
     */
    public static byte[] header(long epoch, long rows) {
        return new WireWriter(HEADER_BYTES)
                .put(MAGIC)
                .put(BigInteger.valueOf(epoch), Long.BYTES)
                .put(BigInteger.valueOf(rows), Long.BYTES)
                .toBytes();
    }

    /**
     * A row of the binary form, made of other binary forms and read by nobody.
     *
     * @param nullifier N, 32 bytes
     * @param settled {@link SettledTicket#toBytes}
     * @return {@value #ROW_BYTES} bytes: what of a settled ticket is public, behind N
     */
    public static byte[] row(byte[] nullifier, byte[] settled) {
        return new WireWriter(ROW_BYTES)
                .put(nullifier)
                .put(Arrays.copyOfRange(settled, SettledTicket.BYTES + Fr.BYTES - ROW_BYTES, settled.length))
                .toBytes();
    }

    /** @return the binary form */
    public byte[] toBytes() {
        WireWriter out = new WireWriter(HEADER_BYTES + Math.multiplyExact(ROW_BYTES, rows.size()))
                .put(header(epoch, rows.size()));
        for (RefundRow row : rows) {
            out.put(row.nullifier())
                    .put(row.settlement().refund(), SettledTicket.AMOUNT_BYTES)
                    .put(row.settlement().state())
                    .put(row.settlement().signature().toBytes());
        }
        return out.toBytes();
    }

    /**
     * Reads the binary form.
     *
     * @param bytes the whole table
     * @return the table, no signature verified
     * @throws MalformedInputException if it is not of this form, cut short, or not ascending
     */
    public static RefundTable fromBytes(byte[] bytes) {
        int rows = Math.max(0, bytes.length - HEADER_BYTES) / ROW_BYTES;
        WireReader in = new WireReader(WHAT, bytes, HEADER_BYTES + ROW_BYTES * rows);
        if (!Arrays.equals(in.take(MAGIC.length), MAGIC)) {
            throw new MalformedInputException(WHAT + ": does not begin with SN4JREF1");
        }
        BigInteger epoch = in.takeNumber(Long.BYTES);
        BigInteger claimed = in.takeNumber(Long.BYTES);
        if (epoch.bitLength() >= Long.SIZE || !claimed.equals(BigInteger.valueOf(rows))) {
            throw new MalformedInputException(
                    WHAT + ": epoch " + epoch + " with " + claimed + " rows, its length is that of " + rows);
        }
        List<RefundRow> list = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            Fr nullifier = in.takeElement("N");
            BigInteger refund = in.takeNumber(SettledTicket.AMOUNT_BYTES);
            BabyJubjubPoint state = in.takePoint("A'");
            var signature = EddsaPoseidon.Signature.fromBytes(in.take(EddsaPoseidon.Signature.BYTES));
            list.add(new RefundRow(nullifier, new Settlement(refund, state, signature)));
        }
        return new RefundTable(epoch.longValue(), list);
    }
}
