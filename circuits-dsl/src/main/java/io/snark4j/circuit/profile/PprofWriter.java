package io.snark4j.circuit.profile;

import io.snark4j.circuit.SourceFrame;
import io.snark4j.r1cs.file.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes profile.proto (github.com/google/pprof, proto/profile.proto), whose few messages need two wire types only: varints and
 * length-delimited fields (protobuf.dev, Encoding). Numbers of fields are those of that file. Used once.
 */
final class PprofWriter {
    private static final int VARINT = 0;
    private static final int BYTES = 2;

    // Profile
    private static final int SAMPLE_TYPE = 1;
    private static final int SAMPLE = 2;
    private static final int LOCATION = 4;
    private static final int FUNCTION = 5;
    private static final int STRING_TABLE = 6;
    private static final int DEFAULT_SAMPLE_TYPE = 14;

    private record Function(String name, String file) {}

    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<Function, Integer> functions = new LinkedHashMap<>();
    private final Map<SourceFrame, Integer> locations = new LinkedHashMap<>();

    PprofWriter() {
        string("");
    }

    void write(CircuitProfile profile, Path file) throws IOException {
        byte[] message = encode(profile);
        try (AtomicFile target = AtomicFile.create(file)) {
            // Not closed: that would close the channel before the file is moved into place.
            GZIPOutputStream out = new GZIPOutputStream(Channels.newOutputStream(target.channel()));
            out.write(message);
            out.finish();
            target.commit();
        }
    }

    private byte[] encode(CircuitProfile profile) {
        var out = new ByteArrayOutputStream();
        for (String type : List.of("constraints", "entries of A", "entries of B")) {
            var valueType = new ByteArrayOutputStream();
            number(valueType, 1, string(type));
            number(valueType, 2, string("count"));
            bytes(out, SAMPLE_TYPE, valueType.toByteArray());
        }
        for (CircuitProfile.Sample sample : profile.samples()) {
            bytes(out, SAMPLE, sample(sample));
        }
        locations.forEach((frame, id) -> bytes(out, LOCATION, location(frame, id)));
        functions.forEach((function, id) -> bytes(out, FUNCTION, function(function, id)));
        number(out, DEFAULT_SAMPLE_TYPE, string("constraints"));
        for (String string : strings.keySet()) {
            bytes(out, STRING_TABLE, string.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    /** The innermost frame first; the source label as a label of the sample. */
    private byte[] sample(CircuitProfile.Sample sample) {
        var out = new ByteArrayOutputStream();
        List<Long> path = new ArrayList<>();
        for (SourceFrame frame : sample.location().frames()) {
            path.add((long) id(locations, frame));
        }
        packed(out, 1, path);
        CircuitProfile.Weight weight = sample.weight();
        packed(out, 2, List.of((long) weight.constraints(), (long) weight.a(), (long) weight.b()));
        if (!sample.location().label().isEmpty()) {
            var label = new ByteArrayOutputStream();
            number(label, 1, string("label"));
            number(label, 2, string(sample.location().label()));
            bytes(out, 3, label.toByteArray());
        }
        return out.toByteArray();
    }

    private byte[] location(SourceFrame frame, int id) {
        var line = new ByteArrayOutputStream();
        number(line, 1, id(functions, new Function(frame.className() + "." + frame.method(), frame.file())));
        number(line, 2, Math.max(0, frame.line()));
        var out = new ByteArrayOutputStream();
        number(out, 1, id);
        bytes(out, 4, line.toByteArray());
        return out.toByteArray();
    }

    private byte[] function(Function function, int id) {
        var out = new ByteArrayOutputStream();
        number(out, 1, id);
        number(out, 2, string(function.name));
        number(out, 3, string(function.name));
        number(out, 4, string(function.file));
        return out.toByteArray();
    }

    /** Strings are numbered from 0. */
    private int string(String text) {
        return strings.computeIfAbsent(text, _ -> strings.size());
    }

    /** Everything else is numbered from 1. */
    private static <T> int id(Map<T, Integer> ids, T key) {
        return ids.computeIfAbsent(key, _ -> ids.size() + 1);
    }

    private static void number(ByteArrayOutputStream out, int field, long value) {
        varint(out, ((long) field << 3) | VARINT);
        varint(out, value);
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] content) {
        varint(out, ((long) field << 3) | BYTES);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static void packed(ByteArrayOutputStream out, int field, List<Long> values) {
        var content = new ByteArrayOutputStream();
        values.forEach(value -> varint(content, value));
        bytes(out, field, content.toByteArray());
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
