package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Entries as bytes: one byte for the kind, then the components in their order, all big-endian. A kind keeps its number for ever. */
final class JournalCodec {
    private JournalCodec() {}

    static byte[] encode(JournalEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, entry);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, JournalEntry entry) throws IOException {
        switch (entry) {
            case JournalEntry.Opened e -> {
                out.writeByte(1);
                write(out, e.settings());
            }
            case JournalEntry.NoteMade e -> {
                out.writeByte(2);
                write(out, e);
            }
            case JournalEntry.NoteDeposited e -> {
                out.writeByte(3);
                out.writeInt(e.note());
                write(out, e.deposit());
                out.writeLong(e.depositedAt());
            }
            case JournalEntry.CeilingRaised e -> {
                out.writeByte(4);
                out.writeInt(e.note());
                out.writeLong(e.ceiling());
            }
            case JournalEntry.TicketSigned e -> {
                out.writeByte(5);
                write(out, e.ticket());
            }
            case JournalEntry.TicketSettled e -> {
                out.writeByte(6);
                out.writeInt(e.note());
                out.writeLong(e.index());
                write(out, e.refund());
                out.write(e.signature().toBytes());
                out.write(e.signer().compress());
            }
            case JournalEntry.NoteRestored e -> {
                out.writeByte(7);
                write(out, e.made());
                out.writeByte(e.origin() == NoteStanding.Origin.BACKUP ? 1 : 2);
                write(out, e.state());
                out.writeLong(e.ceiling());
            }
            case JournalEntry.ExitSigned e -> {
                out.writeByte(8);
                out.writeInt(e.note());
                out.writeLong(e.index());
                write(out, e.payout());
            }
            case JournalEntry.NoteClosed e -> {
                out.writeByte(9);
                out.writeInt(e.note());
                out.writeUTF(e.end().name());
            }
            case JournalEntry.AccountAdded e -> {
                out.writeByte(11);
                write(out, e.key());
            }
            case JournalEntry.PointSigned e -> {
                out.writeByte(12);
                out.writeInt(e.note());
                out.writeLong(e.index());
                write(out, e.x());
            }
            case JournalEntry.StateReached e -> {
                out.writeByte(13);
                out.writeInt(e.note());
                write(out, e.state());
            }
            case JournalEntry.Batch e -> {
                out.writeByte(14);
                out.writeInt(e.entries().size());
                for (JournalEntry kept : e.entries()) {
                    write(out, encode(kept));
                }
            }
        }
    }

    static JournalEntry decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            JournalEntry entry = read(in);
            if (in.available() > 0) {
                throw new MalformedInputException("journal: " + in.available() + " bytes behind an entry");
            }
            return entry;
        } catch (IOException e) {
            throw new MalformedInputException("journal: an entry of " + bytes.length + " bytes ends early", e);
        }
    }

    private static JournalEntry read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case 1 -> new JournalEntry.Opened(readSettings(in));
            case 2 -> readNote(in);
            case 3 -> new JournalEntry.NoteDeposited(in.readInt(), readNumber(in), in.readLong());
            case 4 -> new JournalEntry.CeilingRaised(in.readInt(), in.readLong());
            case 5 -> new JournalEntry.TicketSigned(readTicket(in));
            case 6 ->
                new JournalEntry.TicketSettled(
                        in.readInt(), in.readLong(), readNumber(in), readSignature(in), readPoint(in));
            case 7 -> new JournalEntry.NoteRestored(readNote(in), readOrigin(in), readState(in), in.readLong());
            case 8 -> new JournalEntry.ExitSigned(in.readInt(), in.readLong(), readNumber(in));
            case 9 -> new JournalEntry.NoteClosed(in.readInt(), NoteStanding.End.valueOf(in.readUTF()));
            case 11 -> new JournalEntry.AccountAdded(readBytes(in));
            case 12 -> new JournalEntry.PointSigned(in.readInt(), in.readLong(), readElement(in));
            case 13 -> new JournalEntry.StateReached(in.readInt(), readState(in));
            case 14 -> new JournalEntry.Batch(readEntries(in));
            default -> throw new MalformedInputException("journal: an entry of kind " + kind + ", of a newer program?");
        };
    }

    private static List<JournalEntry> readEntries(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(decode(readBytes(in)));
        }
        return entries;
    }

    private static NoteStanding.Origin readOrigin(DataInputStream in) throws IOException {
        return in.readByte() == 1 ? NoteStanding.Origin.BACKUP : NoteStanding.Origin.TABLE;
    }

    static void write(DataOutputStream out, Settings settings) throws IOException {
        out.writeLong(settings.chainId());
        write(out, settings.vault().value());
        write(out, settings.scope());
        write(out, settings.cMax());
        out.writeUTF(settings.reach().rpc());
        out.writeLong(settings.reach().firstBlock());
        out.writeUTF(settings.reach().gateway());
        out.writeUTF(settings.reach().proxy());
        out.writeUTF(settings.reach().keys());
        out.writeUTF(settings.reach().backup());
    }

    static Settings readSettings(DataInputStream in) throws IOException {
        return new Settings(
                in.readLong(),
                readAddress(in),
                readElement(in),
                readNumber(in),
                new Settings.Reach(
                        in.readUTF(), in.readLong(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF()));
    }

    static void write(DataOutputStream out, JournalEntry.NoteMade note) throws IOException {
        out.writeInt(note.note());
        write(out, note.secret());
        write(out, note.depositorKey());
        write(out, note.recipient().value());
    }

    static JournalEntry.NoteMade readNote(DataInputStream in) throws IOException {
        return new JournalEntry.NoteMade(in.readInt(), readElement(in), readBytes(in), readAddress(in));
    }

    private static void write(DataOutputStream out, SignedTicket ticket) throws IOException {
        out.writeInt(ticket.note());
        out.writeLong(ticket.index());
        write(out, ticket.x());
        write(out, ticket.nonce());
        write(out, ticket.request());
    }

    private static SignedTicket readTicket(DataInputStream in) throws IOException {
        return new SignedTicket(in.readInt(), in.readLong(), readElement(in), readElement(in), readBytes(in));
    }

    static void write(DataOutputStream out, OwnedState owned) throws IOException {
        RefundState state = owned.signed().state();
        write(out, state.refunded());
        out.writeLong(state.ticketIndex());
        write(out, state.commitment());
        write(out, state.blinding());
        out.writeBoolean(owned.signed().genesis());
        out.write(owned.signed().signature().toBytes());
        out.write(owned.signer().compress());
    }

    static OwnedState readState(DataInputStream in) throws IOException {
        RefundState state = new RefundState(readNumber(in), in.readLong(), readElement(in), readNumber(in));
        boolean genesis = in.readBoolean();
        SignedState signed = new SignedState(state, readSignature(in), genesis, false);
        return new OwnedState(signed, readPoint(in));
    }

    private static void write(DataOutputStream out, Fr element) throws IOException {
        out.write(element.toBytesBigEndian());
    }

    private static Fr readElement(DataInputStream in) throws IOException {
        return Fr.fromBytesBigEndian(readExactly(in, Fr.BYTES));
    }

    private static void write(DataOutputStream out, BigInteger number) throws IOException {
        write(out, number.toByteArray());
    }

    private static BigInteger readNumber(DataInputStream in) throws IOException {
        return new BigInteger(readBytes(in));
    }

    private static Address readAddress(DataInputStream in) throws IOException {
        return new Address(readNumber(in));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new MalformedInputException("journal: " + length + " bytes announced, " + in.available() + " there");
        }
        return readExactly(in, length);
    }

    private static byte[] readExactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static EddsaPoseidon.Signature readSignature(DataInputStream in) throws IOException {
        return EddsaPoseidon.Signature.fromBytes(readExactly(in, EddsaPoseidon.Signature.BYTES));
    }

    private static BabyJubjubPoint readPoint(DataInputStream in) throws IOException {
        return BabyJubjubPoint.decompressUnchecked(readExactly(in, BabyJubjubPoint.BYTES));
    }
}
