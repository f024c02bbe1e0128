package io.snark4j.r1cs.file;

import io.snark4j.field.MalformedInputException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The container of .r1cs, .wtns, .zkey and .ptau files, for reading: 4 ASCII bytes, a version, a number of sections, then the sections in
 * any order, each of a type (u32), a size (u64) and that many bytes; all little-endian. The file is mapped, not loaded, so it may be
 * larger than the heap. Every type may appear once, the sections must fill the file exactly, and all of this is checked before any
 * section is looked at. Sections may be read by several threads; close only after the last of them. The bulk of a large section is better
 * read in chunks ({@link SectionReader#forEachChunk}), whose pages do not become this process's.
 */
public final class BinarySections implements AutoCloseable {
    static final int HEADER_BYTES = 12;
    static final int SECTION_HEADER_BYTES = 12;

    /** More than any format of this family has; bounds what a file of empty sections can make us hold. */
    private static final int MAXIMUM_SECTIONS = 64;

    private record Extent(long offset, long size) {}

    private final Path file;
    private final FileChannel channel;
    private final Arena arena;
    private final MemorySegment contents;
    private final Map<Integer, Extent> extents = new TreeMap<>();

    private BinarySections(Path file, FileChannel channel, Arena arena, MemorySegment contents) {
        this.file = file;
        this.channel = channel;
        this.arena = arena;
        this.contents = contents;
    }

    /**
     * @param file to be mapped; must not be changed by others while it is open
     * @param magic first 4 characters, such as {@code r1cs}
     * @param version expected version
     * @return the sections
     * @throws IOException if the file cannot be read
     * @throws MalformedInputException if it is another kind of file or its sections do not fit its length
     */
    // Arena and channel are closed by close(), or here if the file is refused.
    @SuppressWarnings("MustBeClosedChecker")
    public static BinarySections open(Path file, String magic, int version) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofShared();
        try {
            MemorySegment contents = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            BinarySections sections = new BinarySections(file, channel, arena, contents);
            sections.scan(magic, version);
            return sections;
        } catch (IOException | RuntimeException e) {
            arena.close();
            channel.close();
            throw e;
        }
    }

    private void scan(String magic, int version) {
        SectionReader reader = new SectionReader(channel, contents, file + ": header", 0);
        reader.require(HEADER_BYTES, magic + " header");
        byte[] found = new byte[4];
        reader.readBytes(found, 0, found.length, "file type");
        if (!magic.equals(new String(found, StandardCharsets.ISO_8859_1))) {
            throw malformed("file type", "\"" + magic + "\"", printable(found));
        }
        long foundVersion = reader.readUnsignedInt("version");
        if (foundVersion != version) {
            throw malformed("version", String.valueOf(version), String.valueOf(foundVersion));
        }
        long count = reader.readUnsignedInt("section count");
        if (count > MAXIMUM_SECTIONS) {
            throw malformed("section count", "at most " + MAXIMUM_SECTIONS, String.valueOf(count));
        }
        for (int i = 0; i < count; i++) {
            reader.require(SECTION_HEADER_BYTES, "header of section " + (i + 1) + " of " + count);
            int type = reader.readCount("section type");
            long size = reader.readLong("size of section " + type);
            if (size > reader.remaining()) {
                throw malformed(
                        "size of section " + type,
                        "at most " + reader.remaining() + " (what is left of the file)",
                        size + "");
            }
            if (extents.put(type, new Extent(reader.position(), size)) != null) {
                throw malformed("section " + type, "once", "twice");
            }
            reader.skip(size, "section " + type);
        }
        reader.expectEnd();
    }

    private static String printable(byte[] bytes) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : bytes) {
            text.append(b >= ' ' && b <= '~' ? String.valueOf((char) b) : String.format("\\x%02x", b & 0xff));
        }
        return text.append('"').toString();
    }

    /**
     * @param type of the section
     * @return a reader from the section's first byte; each call gives a new one
     * @throws MalformedInputException if there is no such section
     */
    public SectionReader section(int type) {
        return optionalSection(type).orElseThrow(() -> malformed("section " + type, "once", "none"));
    }

    /**
     * @param type of the section
     * @return a reader from the section's first byte, empty if there is no such section
     */
    public Optional<SectionReader> optionalSection(int type) {
        Extent extent = extents.get(type);
        return extent == null
                ? Optional.empty()
                : Optional.of(new SectionReader(
                        channel,
                        contents.asSlice(extent.offset, extent.size),
                        file + ": section " + type,
                        extent.offset));
    }

    /** Unmaps the file; its readers can no longer be used. */
    @Override
    public void close() throws IOException {
        arena.close();
        channel.close();
    }

    private MalformedInputException malformed(String what, String expected, String found) {
        return new MalformedInputException(file + ": " + what + ": expected " + expected + ", found " + found);
    }
}
