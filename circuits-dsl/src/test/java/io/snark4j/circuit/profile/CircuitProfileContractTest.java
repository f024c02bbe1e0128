package io.snark4j.circuit.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.SourceFrame;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.credit.MembershipAndBalance;
import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.circuit.profile.CircuitProfile.Line;
import io.snark4j.circuit.profile.CircuitProfile.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Constraints are counted where they were stated, by call path, and other programs read the profile. */
class CircuitProfileContractTest {
    record TwoHashes(@Public Var digest, Var left, Var right) implements Circuit {
        @Override
        public void define(Api api) {
            Var one = api.label("one", () -> hash(api, left));
            Var two = api.label("two", () -> hash(api, right));
            api.assertEqual(digest, one.times(two));
        }

        private static Var hash(Api api, Var input) {
            return PoseidonGadget.hash(api, input);
        }
    }

    private static final CompiledCircuit CIRCUIT = CircuitCompiler.compile(TwoHashes.class);
    private static final CircuitProfile PROFILE = CircuitProfile.of(CIRCUIT);

    @Test
    void everyConstraintAndEntryIsCountedOnce() {
        assertThat(PROFILE.circuit()).isEqualTo("TwoHashes");
        assertThat(PROFILE.total().constraints()).isEqualTo(CIRCUIT.constraints());
        assertThat(PROFILE.total().a()).isEqualTo(CIRCUIT.a().entries());
        assertThat(PROFILE.total().b()).isEqualTo(CIRCUIT.b().entries());
        assertThat(PROFILE.samples().stream()
                        .mapToInt(sample -> sample.weight().constraints())
                        .sum())
                .isEqualTo(CIRCUIT.constraints());
    }

    @Test
    void aPathLeadsFromTheLineThatStatesItToDefine() {
        Map<String, Integer> byLabel = new TreeMap<>();
        for (Sample sample : PROFILE.samples()) {
            List<SourceFrame> frames = sample.location().frames();
            assertThat(frames.getLast().method()).isEqualTo("define");
            byLabel.merge(sample.location().label(), sample.weight().constraints(), Integer::sum);
            if (!sample.location().label().isEmpty()) {
                assertThat(frames.getFirst().className()).startsWith("io.snark4j.circuit.gadget.Poseidon");
                assertThat(frames).extracting(SourceFrame::method).contains("hash");
                assertThat(sample.location().description())
                        .matches("CircuitProfileContractTest.java:\\d+ \\(Poseidon\\w+.java:\\d+\\) \"(one|two)\"");
            }
        }
        assertThat(byLabel).isEqualTo(Map.of("", 1, "one", 213, "two", 213));
    }

    @Test
    void linesCountThemselvesAndWhatTheyCall() {
        List<Line> lines = PROFILE.lines();
        Line helper = lines.stream()
                .filter(line -> line.frame().file().equals("CircuitProfileContractTest.java")
                        && line.frame().method().equals("hash"))
                .findFirst()
                .orElseThrow();
        assertThat(helper.self().constraints()).isZero();
        assertThat(helper.cumulative().constraints()).isEqualTo(426);
        assertThat(lines.stream().mapToInt(line -> line.self().constraints()).sum())
                .isEqualTo(CIRCUIT.constraints());
        assertThat(lines)
                .isSortedAccordingTo((one, other) ->
                        Integer.compare(other.self().constraints(), one.self().constraints()));
        String table = PROFILE.table(3);
        assertThat(table.lines()).hasSize(5);
        assertThat(table).startsWith("TwoHashes: 427 constraints, ").contains("PoseidonGadget", "%");
    }

    record Deep(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, deeper(api, x, 200));
        }

        private static Var deeper(Api api, Var value, int depth) {
            return depth == 0 ? value : deeper(api, value, depth - 1).times(value);
        }
    }

    @Test
    void recursionIsCutAndALineThatCallsItselfCountsOnce() {
        CompiledCircuit deep = CircuitCompiler.compile(Deep.class);
        CircuitProfile profile = CircuitProfile.of(deep);
        assertThat(profile.samples())
                .allMatch(sample -> sample.location().frames().size() <= 64);
        assertThat(profile.samples()).hasSizeLessThan(70);
        Line line = profile.lines().getFirst();
        assertThat(line.cumulative().constraints()).isLessThanOrEqualTo(deep.constraints());
    }

    record Lambdas(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Runnable first = () -> api.assertProduct(x, x, y);
            Runnable second = () -> api.assertProduct(x, y, y);
            for (Runnable each : List.of(first, second)) {
                each.run();
            }
        }
    }

    @Test
    void lambdasCalledFromOnePlaceAreToldApart() {
        CompiledCircuit circuit = CircuitCompiler.compile(Lambdas.class);
        assertThat(circuit.describe(0)).isNotEqualTo(circuit.describe(1));
        assertThat(CircuitProfile.of(circuit).samples()).hasSize(2);
    }

    @Test
    void theProfileOfACreditCircuitNamesItsRules() {
        CircuitProfile profile = CircuitProfile.of(CircuitCompiler.compile(MembershipAndBalance.ofDepth(3)));
        assertThat(profile.samples())
                .extracting(sample -> sample.location().label())
                .contains("membership", "balance ≥ price", "nullifier");
    }

    @Test
    void protobufReadsWhatPprofExpects(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("circuit.pb.gz");
        Files.writeString(file, "before");
        PROFILE.writePprof(file);
        assertThat(Files.list(directory)).containsExactly(file);
        DynamicMessage profile;
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            profile = DynamicMessage.parseFrom(profileMessage(), in);
        }
        assertThat(profile.getUnknownFields().asMap()).isEmpty();
        List<String> strings = strings(profile);
        assertThat(strings.getFirst()).isEmpty();
        assertThat(messages(profile, "sample_type"))
                .extracting(type -> strings.get(number(type, "type")) + "/" + strings.get(number(type, "unit")))
                .containsExactly("constraints/count", "entries of A/count", "entries of B/count");
        assertThat(strings.get(number(profile, "default_sample_type"))).isEqualTo("constraints");
        Map<Integer, String> functions = new TreeMap<>();
        for (DynamicMessage function : messages(profile, "function")) {
            functions.put(number(function, "id"), strings.get(number(function, "name")));
            assertThat(strings.get(number(function, "filename"))).endsWith(".java");
        }
        Map<Integer, String> locations = new TreeMap<>();
        for (DynamicMessage location : messages(profile, "location")) {
            DynamicMessage line = messages(location, "line").getFirst();
            locations.put(
                    number(location, "id"), functions.get(number(line, "function_id")) + ":" + number(line, "line"));
        }
        assertThat(locations).doesNotContainKey(0);
        assertThat(messages(profile, "sample")).hasSameSizeAs(PROFILE.samples());
        for (int i = 0; i < PROFILE.samples().size(); i++) {
            Sample expected = PROFILE.samples().get(i);
            DynamicMessage sample = messages(profile, "sample").get(i);
            assertThat(numbers(sample, "location_id").stream().map(locations::get))
                    .containsExactlyElementsOf(expected.location().frames().stream()
                            .map(frame -> frame.className() + "." + frame.method() + ":" + frame.line())
                            .toList());
            assertThat(numbers(sample, "value"))
                    .containsExactly(
                            expected.weight().constraints(),
                            expected.weight().a(),
                            expected.weight().b());
            for (DynamicMessage label : messages(sample, "label")) {
                assertThat(strings.get(number(label, "key"))).isEqualTo("label");
                assertThat(strings.get(number(label, "str")))
                        .isEqualTo(expected.location().label());
            }
        }
    }

    @Test
    void aProfileThatCannotBeWrittenSaysSo(@TempDir Path directory) {
        assertThatThrownBy(() -> PROFILE.writePprof(directory.resolve("missing/circuit.pb.gz")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> PROFILE.writePprof(directory)).isInstanceOf(IOException.class);
    }

    private static int number(DynamicMessage message, String field) {
        return Math.toIntExact(
                (Long) message.getField(message.getDescriptorForType().findFieldByName(field)));
    }

    private static List<Integer> numbers(DynamicMessage message, String field) {
        List<Integer> numbers = new ArrayList<>();
        for (Object value :
                (List<?>) message.getField(message.getDescriptorForType().findFieldByName(field))) {
            numbers.add(Math.toIntExact((Long) value));
        }
        return numbers;
    }

    private static List<DynamicMessage> messages(DynamicMessage message, String field) {
        List<DynamicMessage> messages = new ArrayList<>();
        for (Object value :
                (List<?>) message.getField(message.getDescriptorForType().findFieldByName(field))) {
            messages.add((DynamicMessage) value);
        }
        return messages;
    }

    private static List<String> strings(DynamicMessage profile) {
        List<String> strings = new ArrayList<>();
        for (Object value :
                (List<?>) profile.getField(profile.getDescriptorForType().findFieldByName("string_table"))) {
            strings.add((String) value);
        }
        return strings;
    }

    /** The fields of profile.proto that we write, by their numbers there. */
    private static Descriptor profileMessage() throws Exception {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("profile.proto")
                .setSyntax("proto3")
                .addMessageType(message(
                        "Profile",
                        field("sample_type", 1, "ValueType"),
                        field("sample", 2, "Sample"),
                        field("location", 4, "Location"),
                        field("function", 5, "Function"),
                        field("string_table", 6, Type.TYPE_STRING, true),
                        field("default_sample_type", 14, Type.TYPE_INT64, false)))
                .addMessageType(message(
                        "ValueType",
                        field("type", 1, Type.TYPE_INT64, false),
                        field("unit", 2, Type.TYPE_INT64, false)))
                .addMessageType(message(
                        "Sample",
                        field("location_id", 1, Type.TYPE_UINT64, true),
                        field("value", 2, Type.TYPE_INT64, true),
                        field("label", 3, "Label")))
                .addMessageType(message(
                        "Label", field("key", 1, Type.TYPE_INT64, false), field("str", 2, Type.TYPE_INT64, false)))
                .addMessageType(message("Location", field("id", 1, Type.TYPE_UINT64, false), field("line", 4, "Line")))
                .addMessageType(message(
                        "Line",
                        field("function_id", 1, Type.TYPE_UINT64, false),
                        field("line", 2, Type.TYPE_INT64, false)))
                .addMessageType(message(
                        "Function",
                        field("id", 1, Type.TYPE_UINT64, false),
                        field("name", 2, Type.TYPE_INT64, false),
                        field("system_name", 3, Type.TYPE_INT64, false),
                        field("filename", 4, Type.TYPE_INT64, false)))
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Profile");
    }

    private static DescriptorProto message(String name, FieldDescriptorProto... fields) {
        return DescriptorProto.newBuilder()
                .setName(name)
                .addAllField(List.of(fields))
                .build();
    }

    private static FieldDescriptorProto field(String name, int number, Type type, boolean repeated) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(repeated ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL)
                .build();
    }

    private static FieldDescriptorProto field(String name, int number, String message) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setTypeName(message)
                .setType(Type.TYPE_MESSAGE)
                .setLabel(Label.LABEL_REPEATED)
                .build();
    }
}
