package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.snark4j.field.simd.Lanes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the benchmark promises of its outputs, and of other provers: good ones, bad ones and some that never end. */
class BenchContractTest {
    private static final Pattern ROW =
            Pattern.compile("(.{20}) (.{6}) (.{34}) +(\\S+) (ns|µs|ms|s) +(\\S+) (ns|µs|ms|s) to (\\S+) (ns|µs|ms|s)");

    /** Ends of provers that fail, and what is to be said of each. OTHER is a proof of another circuit. */
    private static final Map<String, String> REASON_BY_BODY = Map.of(
            "echo no such curve >&2; exit 3", "exit status 3: no such curve",
            "echo hello", "wrote no proof: hello",
            "echo '{\"pi_a\": [' > \"$3\"", "wrote a malformed proof",
            "head -c 1000 /dev/urandom > \"$3\"", "wrote a malformed proof",
            "cp OTHER \"$3\"", "its proof does not verify",
            "kill -9 $$", "exit status 137",
            "sleep 300 & echo $! $$ > PIDS; wait", "no end after");

    private static @TempDir Path shared;

    private static Outcome plain;
    private static JsonNode plainJson;
    private static Path proof;

    private @TempDir Path directory;

    /** A run without other provers, and a good proof for its chain. */
    @BeforeAll
    static void run() throws IOException {
        plain = bench(shared, "--no-snarkjs");
        plainJson = json(shared);
        proof = shared.resolve("good proof.json");
        Outcome.of("groth16", "prove", chain(".zkey"), chain(".wtns"), proof, shared.resolve("public.json"))
                .assertDone();
    }

    private static Outcome bench(Path out, Object... more) {
        Object[] words = {"bench", "--size", "8", "--runs", "2", "--warm-up", "0", "--out", out};
        return Outcome.of(
                Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray());
    }

    private static Path chain(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(shared.resolve("chains"))) {
            return files.filter(file -> file.toString().endsWith("-8" + suffix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static JsonNode json(Path out) throws IOException {
        return new JsonMapper().readTree(Files.readString(out.resolve("bench.json")));
    }

    private static JsonNode row(Path out, String by) throws IOException {
        return json(out)
                .path("rows")
                .valueStream()
                .filter(row -> row.path("by").stringValue().equals(by)
                        && row.path("scope").stringValue().equals("whole process"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyOperationHasItsRow() throws IOException {
        plain.assertDone();
        assertThat(json(shared)
                        .path("rows")
                        .valueStream()
                        .map(row -> row.path("operation").stringValue() + " "
                                + row.path("size").stringValue())
                        .map(String::strip)
                        .distinct())
                .containsExactly(
                        "product in Fp",
                        "product in Fr",
                        "NTT 2^8",
                        "G1 MSM 2^8",
                        "prove 2^8",
                        "pairing",
                        "verify",
                        "verify, of 256");
    }

    @Test
    void theJsonSaysWhereTheFiguresAreFrom() throws IOException {
        JsonNode environment = plainJson.path("environment");
        assertThat(environment.propertyNames())
                .contains("cpu", "cores", "threads", "system", "jdk", "flags", "kernel", "when");
        assertThat(environment.path("cores").intValue())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(environment.path("kernel").stringValue()).isEqualTo(Lanes.NAME);
        plainJson.path("rows").valueStream().forEach(row -> {
            List<Double> samples =
                    row.path("samples").valueStream().map(JsonNode::doubleValue).toList();
            assertThat(samples).hasSize(2).isSorted().allMatch(sample -> sample > 0);
            assertThat(row.path("median").doubleValue()).isCloseTo((samples.get(0) + samples.get(1)) / 2, within(1e-3));
            assertThat(row.path("least").doubleValue()).isEqualTo(samples.get(0));
            assertThat(row.path("most").doubleValue()).isEqualTo(samples.get(1));
        });
    }

    @Test
    void theTableSaysWhatTheJsonSays() throws IOException {
        List<Matcher> lines =
                plain.out().lines().map(ROW::matcher).filter(Matcher::matches).toList();
        List<JsonNode> rows = plainJson.path("rows").valueStream().toList();
        assertThat(lines).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            Matcher line = lines.get(i);
            JsonNode row = rows.get(i);
            assertThat(line.group(1).strip()).isEqualTo(row.path("operation").stringValue());
            assertThat(line.group(2).strip()).isEqualTo(row.path("size").stringValue());
            assertThat(line.group(3).strip())
                    .isEqualTo(row.path("by").stringValue() + " ("
                            + row.path("scope").stringValue() + ")");
            assertThat(nanoseconds(line.group(4), line.group(5)))
                    .isCloseTo(row.path("median").doubleValue(), percent());
            assertThat(nanoseconds(line.group(6), line.group(7)))
                    .isCloseTo(row.path("least").doubleValue(), percent());
            assertThat(nanoseconds(line.group(8), line.group(9)))
                    .isCloseTo(row.path("most").doubleValue(), percent());
        }
    }

    private static Percentage percent() {
        return Percentage.withPercentage(0.6); // three digits
    }

    private static double nanoseconds(String number, String unit) {
        return Double.parseDouble(number)
                * switch (unit) {
                    case "ns" -> 1;
                    case "µs" -> 1e3;
                    case "ms" -> 1e6;
                    default -> 1e9;
                };
    }

    @Test
    void aProverWhoseProofsVerifyHasAFigure() throws IOException {
        Path script = script("good prover", "cp '" + proof + "' \"$3\"; echo '[]' > \"$4\"");
        bench(shared, "--no-snarkjs", "--peer", "good & <true>='" + script + "' {zkey} {wtns} {proof} \"{public}\"")
                .assertDone();
        assertThat(row(shared, "good & <true>").path("median").doubleValue()).isPositive();
        assertThat(row(shared, "good & <true>").has("failure")).isFalse();
        String chart = Files.readString(shared.resolve("bench.svg"));
        assertThat(chart).contains("good &amp; &lt;true&gt;, whole process");
        assertWellFormed(chart);
    }

    @Test
    void aProverThatFailsIsToldOfAndNoneIsLeftRunning() throws IOException, InterruptedException {
        Workshop other = Workshop.equip(Files.createDirectory(directory.resolve("other")));
        Path pids = directory.resolve("pids");
        List<Object> words = new ArrayList<>(List.of("--no-snarkjs", "--timeout", 5));
        Map<String, String> reasonByName = new LinkedHashMap<>();
        REASON_BY_BODY.forEach((body, reason) -> {
            String name = "bad " + reasonByName.size();
            reasonByName.put(name, reason);
            String whole = body.replace("OTHER", "'" + other.proof() + "'").replace("PIDS", "'" + pids + "'");
            words.addAll(
                    List.of("--peer", name + "=" + script(name.replace(' ', '-'), whole) + " {zkey} {wtns} {proof}"));
        });
        Outcome outcome = bench(shared, words.toArray());
        assertThat(outcome.status()).isEqualTo(ExitStatus.DOES_NOT_VERIFY);
        assertThat(outcome.err().lines()).hasSize(1);
        for (var entry : reasonByName.entrySet()) {
            assertThat(outcome.out())
                    .containsPattern(
                            entry.getKey() + " \\(whole process\\) +FAILED   " + Pattern.quote(entry.getValue()));
            assertThat(row(shared, entry.getKey()).path("failure").stringValue())
                    .startsWith(entry.getValue());
            assertThat(row(shared, entry.getKey()).has("median")).isFalse();
        }
        assertThat(outcome.err()).startsWith("snark4j: bad 0 (prove 2^8): " + reasonByName.get("bad 0"));
        assertWellFormed(Files.readString(shared.resolve("bench.svg")));
        assertGone(pids);
    }

    @Test
    void aProverIsKilledWhenTheBenchmarkIsInterrupted() throws Exception {
        Path pids = directory.resolve("pids");
        Path script = script("slow", "sleep 300 & echo $! $$ > '" + pids + "'; wait");
        Process process = JavaProcess.start(
                directory,
                "bench",
                "--size=8",
                "--runs=1",
                "--warm-up=0",
                "--no-snarkjs",
                "--out",
                shared,
                "--peer",
                "slow=" + script + " {zkey} {wtns} {proof}");
        try {
            while (process.isAlive() && (!Files.exists(pids) || Files.size(pids) == 0)) {
                Thread.sleep(20);
            }
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertGone(pids);
    }

    private static void assertGone(Path pids) throws IOException, InterruptedException {
        String[] ids = Files.readString(pids).strip().split(" ");
        assertThat(ids).hasSize(2);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        for (String id : ids) {
            while (isRunning(Long.parseLong(id)) && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            assertThat(isRunning(Long.parseLong(id))).as("process " + id).isFalse();
        }
    }

    /** A zombie still has an entry but no command. */
    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().command())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rapidsnark | name=prover",
                "=prover {zkey} {wtns} {proof} | name=prover",
                "a name that is longer than a chart has room for=p {zkey} {wtns} {proof} | name of 1 to",
                "p= | {proof}, {wtns}, {zkey}",
                "p=prover {zkey} {wtns} | {proof} is missing",
                "p=prover {zkey} {wtns} {proof} {publics} | {publics} stands for nothing",
                "p=prover '{zkey} {wtns} {proof} | a quote is not closed",
                "p=no-such-prover-here {zkey} {wtns} {proof} | there is no program no-such-prover-here",
                "p=./no-such {zkey} {wtns} {proof} | there is no program ./no-such",
                "snarkjs=cp {zkey} {wtns} {proof} | there is a snarkjs already"
            })
    void aBadTemplateIsRefused(String template, String reason) {
        Outcome.of("bench", "--out", directory, "--peer", template).assertRefusedSaying("--peer", reason);
    }

    @Test
    void optionsAreTakenInBounds() {
        Outcome.of("bench", "--size", "7").assertRefusedSaying("--size 7", "8 to 24");
        Outcome.of("bench", "--size", "14,many").assertRefusedSaying("--size");
        Outcome.of("bench", "--runs", "0").assertRefusedSaying("--runs 0");
        Outcome.of("bench", "--timeout", "0").assertRefusedSaying("--timeout 0");
        Outcome.of("bench", "--warm-up", "-1").assertRefusedSaying("--warm-up -1");
    }

    @Test
    @Tag("peers")
    void snarkjsProvesOnTheSameFiles() throws IOException {
        bench(directory).assertDone();
        assertThat(row(directory, "snarkjs").path("median").doubleValue()).isPositive();
        assertThat(directory.resolve("chains").resolve("poseidon-circom-8.zkey"))
                .exists();
        assertWellFormed(Files.readString(directory.resolve("bench.svg")));
    }

    @Test
    void withoutTheNodeProgramsItSaysSoAndDoesTheRest() throws IOException, InterruptedException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        Outcome outcome = JavaProcess.withoutPeers(
                directory, empty, "bench", "--size", "8", "--runs", "1", "--warm-up", "0", "--threads", "1");
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(ExitStatus.DONE);
        assertThat(outcome.out())
                .contains("without snarkjs", "our own compiler's chains")
                .doesNotContain("snarkjs (");
        assertThat(directory.resolve("snark4j-bench").resolve("chains").resolve("poseidon-snark4j-8.zkey"))
                .exists();
        assertWellFormed(Files.readString(directory.resolve("snark4j-bench").resolve("bench.svg")));
    }

    private Path script(String name, String body) {
        try {
            Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + body + "\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every element is closed, every attribute quoted, and no bare sign stands in the text. */
    private static void assertWellFormed(String xml) {
        Pattern piece =
                Pattern.compile("<(/?)([a-zA-Z]+)((?: [a-zA-Z0-9:-]+=\"[^\"<&]*\")*)(/?)>|[^<&]+|&(?:amp|lt|gt|quot);");
        Matcher matcher = piece.matcher(xml);
        Deque<String> open = new ArrayDeque<>();
        int end = 0;
        while (matcher.find()) {
            assertThat(matcher.start())
                    .as(xml.substring(end, Math.min(end + 80, xml.length())))
                    .isEqualTo(end);
            end = matcher.end();
            if (matcher.group(2) == null) {
                continue;
            }
            if (!matcher.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(matcher.group(2));
            } else if (matcher.group(4).isEmpty()) {
                open.push(matcher.group(2));
            }
        }
        assertThat(end).isEqualTo(xml.length());
        assertThat(open).isEmpty();
        assertThat(xml).startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"").contains("<rect class=");
    }
}
