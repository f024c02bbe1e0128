package io.snark4j.r1cs.file;

import io.snark4j.field.Fr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of sections put together by hand, right or wrong, for tests of what reads them. */
record RawSections(String magic, int version, List<Section> sections) {
    record Section(int type, byte[] bytes) {}

    static RawSections parse(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[4];
        in.get(magic);
        int version = in.getInt();
        List<Section> sections = new ArrayList<>();
        for (int i = in.getInt(); i > 0; i--) {
            int type = in.getInt();
            byte[] bytes = new byte[(int) in.getLong()];
            in.get(bytes);
            sections.add(new Section(type, bytes));
        }
        return new RawSections(new String(magic, StandardCharsets.US_ASCII), version, sections);
    }

    byte[] toBytes() {
        int size = 12
                + sections.stream()
                        .mapToInt(section -> 12 + section.bytes.length)
                        .sum();
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.put(magic.getBytes(StandardCharsets.US_ASCII)).putInt(version).putInt(sections.size());
        for (Section section : sections) {
            out.putInt(section.type).putLong(section.bytes.length).put(section.bytes);
        }
        return out.array();
    }

    byte[] section(int type) {
        return sections.stream().filter(s -> s.type == type).findFirst().orElseThrow().bytes;
    }

    /** These sections with one replaced. */
    RawSections with(int type, byte[] bytes) {
        return new RawSections(
                magic,
                version,
                sections.stream()
                        .map(s -> s.type == type ? new Section(type, bytes) : s)
                        .toList());
    }

    /** These sections with four bytes of one replaced. */
    RawSections withInt(int type, int offset, int value) {
        byte[] bytes = section(type).clone();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return with(type, bytes);
    }

    /** These sections with an element of one replaced. */
    RawSections withElement(int type, int offset, java.math.BigInteger value) {
        byte[] bytes = section(type).clone();
        for (int i = 0; i < Fr.BYTES; i++) {
            bytes[offset + i] = value.shiftRight(8 * i).byteValue();
        }
        return with(type, bytes);
    }

    Path write(Path file) {
        return write(file, toBytes());
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
