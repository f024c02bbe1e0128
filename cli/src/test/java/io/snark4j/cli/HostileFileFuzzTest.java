package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a file holds, every command that reads it ends with status 2 and one line, leaves an output that was there
 * before as it was, and leaves nothing else behind.
 */
class HostileFileFuzzTest {
    /** A command; the word that begins with * is the file under attack, one with @ a good file or an output. */
    private static final List<String> COMMANDS = List.of(
            "r1cs info *r1cs",
            "wtns check *r1cs @wtns",
            "groth16 setup --insecure *r1cs @out",
            "wtns check @r1cs *wtns",
            "groth16 prove @zkey *wtns @out @out2",
            "groth16 prove *zkey @wtns @out @out2",
            "zkey export verificationkey *zkey @out",
            "zkey export solidityverifier *zkey @out",
            "groth16 verify *vk @public @proof",
            "groth16 verify @vk *public @proof",
            "groth16 verify @vk @public *proof",
            "zkey export soliditycalldata *public @proof",
            "zkey export soliditycalldata @public *proof",
            "circuit solve " + Workshop.CUBIC + " *input @out");

    private static @TempDir Path directory;

    private static Workshop workshop;

    @BeforeAll
    static void equip() throws IOException {
        workshop = Workshop.equip(directory);
        Files.writeString(directory.resolve("out"), "before");
        Files.writeString(directory.resolve("out2"), "before too");
    }

    /** Swapped arguments are among these. */
    @TestFactory
    Stream<DynamicTest> everyReaderRefusesEveryOtherKindOfFile() {
        return COMMANDS.stream()
                .flatMap(command -> workshop.byKind().entrySet().stream()
                        .filter(other -> !other.getKey().equals(kind(command)))
                        .map(other -> DynamicTest.dynamicTest(
                                command + " given " + other.getKey(), () -> assertRefused(command, other.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> everyReaderRefusesAFileCutAnywhere() {
        return COMMANDS.stream()
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    byte[] good = Files.readAllBytes(workshop.byKind().get(kind(command)));
                    int end = new String(good, java.nio.charset.StandardCharsets.ISO_8859_1)
                            .stripTrailing()
                            .length();
                    for (int i = 0; i < 24; i++) {
                        int length = (int) ((long) end * i / 24);
                        assertRefused(command, Files.write(victim(), Arrays.copyOf(good, length)));
                    }
                    assertRefused(command, Files.write(victim(), Arrays.copyOf(good, end - 1)));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyReaderRefusesNoise() {
        return COMMANDS.stream()
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    byte[] noise = new byte[4096];
                    new Random(7).nextBytes(noise);
                    assertRefused(command, Files.write(victim(), noise));
                    byte[] good = Files.readAllBytes(workshop.byKind().get(kind(command)));
                    System.arraycopy(good, 0, noise, 0, Math.min(12, good.length));
                    assertRefused(command, Files.write(victim(), noise));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyReaderRefusesWhatIsNoFile() {
        Path device = Path.of("/dev/zero");
        return COMMANDS.stream()
                .map(command -> DynamicTest.dynamicTest(command, () -> {
                    assertRefused(command, directory).assertRefusedSaying("a directory");
                    assertRefused(command, directory.resolve("missing")).assertRefusedSaying("no such file");
                    assertRefused(command, directory.resolve("out/below")).assertRefusedSaying("no such file");
                    if (Files.exists(device)) {
                        assertRefused(command, device).assertRefusedSaying("not a regular file");
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyReaderRefusesAForgedContainer() {
        return COMMANDS.stream()
                .filter(command -> List.of("r1cs", "wtns", "zkey").contains(kind(command)))
                .flatMap(command -> forgeries(kind(command)).entrySet().stream()
                        .map(forgery -> DynamicTest.dynamicTest(command + ": " + forgery.getKey(), () -> {
                            Container container = Container.of(workshop.byKind().get(kind(command)));
                            assertRefused(
                                    command, forgery.getValue().apply(container).save(victim()));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> everyReaderRefusesForgedJson() {
        return COMMANDS.stream()
                .filter(command -> List.of("vk", "proof", "public", "input").contains(kind(command)))
                .flatMap(command -> Stream.concat(hostileTexts().stream(), edits(kind(command)).stream())
                        .map(text -> DynamicTest.dynamicTest(
                                command + ": "
                                        + text.substring(0, Math.min(60, text.length()))
                                                .replace('\n', ' '),
                                () -> assertRefused(command, Files.writeString(victim(), text)))));
    }

    @Test
    void aKeyOfAnotherCircuitIsRefusedForItsLength() throws IOException {
        Container longer = Container.of(workshop.wtns());
        int header = longer.section(1);
        longer.setInt(header + 36, longer.getInt(header + 36) - 1);
        longer.claim(2, 32L * longer.getInt(header + 36));
        assertRefused(
                "groth16 prove @zkey *wtns @out @out2",
                longer.truncate(longer.length() - 32).save(victim()));
        assertRefused("wtns check @r1cs *wtns", victim());
    }

    @Test
    void theHostilePointLiesOnTheCurveButOutsideTheSubgroup() {
        assertThat(TwistPoint.point().isOnCurve()).isTrue();
        assertThat(TwistPoint.point().isInSubgroup()).isFalse();
    }

    private static String kind(String command) {
        return Arrays.stream(command.split(" "))
                .filter(word -> word.startsWith("*"))
                .findFirst()
                .orElseThrow()
                .substring(1);
    }

    private static Path victim() {
        return directory.resolve("victim");
    }

    private static Outcome assertRefused(String command, Path hostile) throws IOException {
        List<Object> arguments = new ArrayList<>();
        Map<String, Path> files = new HashMap<>(workshop.byKind());
        files.put("out", directory.resolve("out"));
        files.put("out2", directory.resolve("out2"));
        for (String word : command.split(" ")) {
            arguments.add(word.startsWith("*") ? hostile : word.startsWith("@") ? files.get(word.substring(1)) : word);
        }
        var before = Workshop.contents(directory);
        Outcome outcome = Outcome.of(arguments.toArray()).assertRefused();
        assertThat(Workshop.contents(directory)).isEqualTo(before);
        assertThat(outcome.err())
                .as("the line names the file")
                .contains(hostile.getFileName().toString());
        return outcome;
    }

    /** Changes one thing in a good container. */
    private interface Forgery {
        Container apply(Container good);
    }

    private static Map<String, Forgery> forgeries(String kind) {
        Map<String, Forgery> forgeries = new java.util.TreeMap<>(Map.of(
                "magic", file -> file.setByte(0, 'X'),
                "version", file -> file.setInt(4, 99),
                "2^32 - 1 sections", file -> file.setInt(8, -1),
                "no section", file -> file.setInt(8, 0),
                "section of 2^60 bytes", file -> file.claim(2, 1L << 60),
                "section of 2^63 bytes", file -> file.claim(2, Long.MIN_VALUE),
                "section of no bytes", file -> file.claim(2, 0),
                "section 1 twice", file -> file.retype(2, 1),
                "section 1 missing", file -> file.retype(1, 77),
                "section 2 missing", file -> file.retype(2, 77)));
        forgeries.putAll(
                switch (kind) {
                    case "r1cs" -> r1csForgeries();
                    case "wtns" -> wtnsForgeries();
                    default -> zkeyForgeries();
                });
        return forgeries;
    }

    private static Map<String, Forgery> r1csForgeries() {
        return Map.of(
                "element of 48 bytes", file -> file.setInt(file.section(1), 48),
                "prime of another curve", file -> file.setNumber(file.section(1) + 4, Container.P),
                "2^32 - 1 wires", file -> file.setInt(file.section(1) + 36, -1),
                "no wires", file -> file.setInt(file.section(1) + 36, 0),
                "2^31 - 1 outputs", file -> file.setInt(file.section(1) + 40, Integer.MAX_VALUE),
                "2^32 - 1 constraints", file -> file.setInt(file.section(1) + 60, -1),
                "2^32 - 1 terms", file -> file.setInt(file.section(2), -1),
                "2^27 terms", file -> file.setInt(file.section(2), 1 << 27),
                "a wire beyond the last", file -> file.setInt(file.section(2) + 4, 1 << 20),
                "coefficient r", file -> file.setNumber(file.section(2) + 8, Container.R));
    }

    private static Map<String, Forgery> wtnsForgeries() {
        return Map.of(
                "element of 48 bytes", file -> file.setInt(file.section(1), 48),
                "prime of another curve", file -> file.setNumber(file.section(1) + 4, Container.P),
                "2^32 - 1 values", file -> file.setInt(file.section(1) + 36, -1),
                "no values", file -> file.setInt(file.section(1) + 36, 0),
                "value r", file -> file.setNumber(file.section(2) + 32, Container.R),
                "wire 0 is two", file -> file.setNumber(file.section(2), BigInteger.TWO));
    }

    private static Map<String, Forgery> zkeyForgeries() {
        Map<String, Forgery> forgeries = new HashMap<>(Map.of(
                "protocol plonk", file -> file.setInt(file.section(1), 2),
                "base prime of another curve", file -> file.setNumber(file.section(2) + 4, Container.R),
                "scalar prime of another curve", file -> file.setNumber(file.section(2) + 40, Container.P),
                "2^32 - 1 wires", file -> file.setInt(file.section(2) + 72, -1),
                "2^32 - 1 publics", file -> file.setInt(file.section(2) + 76, -1),
                "domain of 2^31", file -> file.setInt(file.section(2) + 80, 1 << 31),
                "domain of 3", file -> file.setInt(file.section(2) + 80, 3),
                "2^32 - 1 coefficients", file -> file.setInt(file.section(4), -1),
                "matrix 7", file -> file.setInt(file.section(4) + 4, 7)));
        int headerPoints = 84;
        int[] g1InHeader = {0, 64, 384};
        int[] g2InHeader = {128, 256, 448};
        for (int point : g1InHeader) {
            forgeries.put(
                    "header point at " + point + " off the curve",
                    file -> offCurve(file, file.section(2) + headerPoints + point));
        }
        for (int point : g2InHeader) {
            forgeries.put(
                    "header point at " + point + " not in the subgroup",
                    file -> outsideSubgroup(file, file.section(2) + headerPoints + point));
        }
        for (int type : new int[] {3, 5, 6, 8, 9}) {
            forgeries.put("section " + type + ": a point off the curve", file -> offCurve(file, file.section(type)));
            forgeries.put(
                    "section " + type + ": a coordinate p", file -> file.setNumber(file.section(type), Container.P));
        }
        forgeries.put("section 7: a point not in the subgroup", file -> outsideSubgroup(file, file.section(7)));
        forgeries.put("section 7: a coordinate p", file -> file.setNumber(file.section(7), Container.P));
        return forgeries;
    }

    /** (1, 1): 1 is not 1 + 3. */
    private static Container offCurve(Container file, int at) {
        return file.setCoordinate(at, BigInteger.ONE).setCoordinate(at + 32, BigInteger.ONE);
    }

    private static Container outsideSubgroup(Container file, int at) {
        for (int i = 0; i < 4; i++) {
            file.setCoordinate(at + 32 * i, TwistPoint.OUTSIDE_SUBGROUP.get(i));
        }
        return file;
    }

    private static List<String> hostileTexts() {
        return List.of(
                "",
                " ",
                "null",
                "true",
                "17",
                "\"text\"",
                "[",
                "{",
                "[1.5]",
                "{\"a\": 1.5}",
                "{\"a\": null}",
                "{\"a\": 1, \"a\": 2}",
                "[]]",
                "{}}",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "[\"" + "9".repeat(100_000) + "\"]",
                "[" + "9".repeat(100_000) + "]",
                "{\"x\": \"" + Container.R + "\", \"y\": 1}",
                "[\"\u001b[2J\u0007\"]",
                "\u0000\u0001\u0002");
    }

    private static List<String> edits(String kind) {
        try {
            String good = Files.readString(workshop.byKind().get(kind));
            return switch (kind) {
                case "public" -> publicEdits();
                case "input" -> inputEdits();
                case "proof" -> proofEdits(good);
                default -> verificationKeyEdits(good);
            };
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> publicEdits() {
        return List.of(
                "[\"-1\"]",
                "[\"" + Container.R + "\"]",
                "[\"" + Container.R.add(BigInteger.valueOf(35)) + "\"]",
                "[[\"35\"]]",
                "[{}]",
                "[null]",
                "[\"\"]",
                "[\"35 \"]",
                "{\"0\": \"35\"}");
    }

    private static List<String> inputEdits() {
        return List.of(
                "{\"y\": 35}",
                "{\"y\": 35, \"x\": 3, \"z\": 3}",
                "{\"y\": 35, \"x\": [3]}",
                "{\"y\": 35, \"x\": {}}",
                "{\"y\": 35, \"x\": \"three\"}",
                "{\"y\": 35, \"x\": \"\"}",
                "{\"y\": 34, \"x\": 3}");
    }

    private static List<String> proofEdits(String good) {
        List<String> edits = new ArrayList<>(commonEdits(good));
        for (String point : List.of("pi_a", "pi_c")) {
            edits.add(Json.with(good, point, "[\"1\",\"1\",\"1\"]"));
            edits.add(Json.with(good, point, "[\"" + Container.P.add(BigInteger.ONE) + "\",\"2\",\"1\"]"));
            edits.add(Json.with(good, point, "[\"1\",\"2\"]"));
            edits.add(Json.with(good, point, "[\"1\",\"2\",\"1\",\"1\"]"));
            edits.add(Json.with(good, point, "\"1\""));
        }
        edits.add(Json.with(good, "pi_b", TwistPoint.json()));
        edits.add(Json.with(good, "pi_b", "[[\"1\",\"0\"],[\"1\",\"0\"],[\"1\",\"0\"]]"));
        edits.add(Json.with(good, "pi_b", "[\"1\",\"2\",\"1\"]"));
        return edits;
    }

    private static List<String> verificationKeyEdits(String good) {
        List<String> edits = new ArrayList<>(commonEdits(good));
        edits.add(Json.with(good, "vk_alpha_1", "[\"1\",\"1\",\"1\"]"));
        edits.add(Json.with(good, "IC", "[]"));
        edits.add(Json.with(good, "IC", "[[\"1\",\"1\",\"1\"],[\"1\",\"2\",\"1\"]]"));
        edits.add(Json.with(good, "nPublic", "77"));
        for (String point : List.of("vk_beta_2", "vk_gamma_2", "vk_delta_2")) {
            edits.add(Json.with(good, point, TwistPoint.json()));
            edits.add(Json.with(good, point, "[[\"0\",\"0\"],[\"1\",\"0\"],[\"0\",\"0\"]]"));
            edits.add(Json.without(good, point));
        }
        return edits;
    }

    private static List<String> commonEdits(String good) {
        return List.of(
                Json.with(good, "protocol", "\"plonk\""),
                Json.with(good, "curve", "\"bls12381\""),
                Json.without(good, good.contains("pi_a") ? "pi_a" : "vk_alpha_1"));
    }
}
