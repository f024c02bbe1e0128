package io.snark4j.groth16;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** A .zkey taken to pieces, for tests that spoil one of them: sections by type, in the order of the file. */
final class ZkeyBytes {
    /** Where in section 2 the counts stand: after two moduli with their lengths. */
    static final int WIRES = 72;

    static final int PUBLIC_COUNT = 76;
    static final int DOMAIN = 80;
    static final int ALPHA1 = 84;
    static final int BETA2 = ALPHA1 + 128;
    static final int DELTA1 = BETA2 + 256;

    private final Map<Integer, byte[]> sections = new LinkedHashMap<>();

    ZkeyBytes(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(8);
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            int type = in.getInt();
            byte[] section = new byte[Math.toIntExact(in.getLong())];
            in.get(section);
            sections.put(type, section);
        }
    }

    /** The section's bytes, little-endian; writes go through. */
    ByteBuffer section(int type) {
        return ByteBuffer.wrap(sections.get(type)).order(ByteOrder.LITTLE_ENDIAN);
    }

    ZkeyBytes replace(int type, byte[] section) {
        sections.put(type, section);
        return this;
    }

    ZkeyBytes remove(int type) {
        sections.remove(type);
        return this;
    }

    byte[] toFile() {
        return toFile(sections.keySet().stream().mapToInt(Integer::intValue).toArray());
    }

    byte[] toFile(int... order) {
        int size = 12;
        for (int type : order) {
            size += 12 + sections.get(type).length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {'z', 'k', 'e', 'y'}).putInt(1).putInt(order.length);
        for (int type : order) {
            out.putInt(type).putLong(sections.get(type).length).put(sections.get(type));
        }
        return out.array();
    }
}
