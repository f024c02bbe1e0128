package io.snark4j.cli;

import io.snark4j.cli.bench.Bench;
import io.snark4j.cli.bench.BenchOptions;
import io.snark4j.cli.bench.ProverTemplate;
import io.snark4j.cli.bench.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures this machine. */
@Command(
        name = "bench",
        description =
                "Measure multiplications, transforms, sums, pairings, verifying and proving, with snarkjs and other"
                        + " provers beside it on the same files; print a table, write bench.json and bench.svg.",
        footer = {
            "",
            "Another prover is a command line with places for files; each of its proofs is verified.",
            "Example: snark4j bench --size 14,16 --peer 'rapidsnark=prover {zkey} {wtns} {proof} {public}'"
        })
public final class BenchCommand implements Subcommand, Action {
    private static final int LEAST_SIZE = 8;
    private static final int MOST_SIZE = 24;
    private static final int MOST_RUNS = 1000;

    /** Names that stand for something else in the results. */
    private static final Set<String> OWN_NAMES = Set.of("snark4j", "snarkjs");

    @Option(
            names = "--size",
            split = ",",
            paramLabel = "<log2>",
            description = "Constraints of the circuits to prove, as powers of two; 14,16 by default.")
    private List<Integer> sizes = List.of();

    @Option(
            names = "--runs",
            paramLabel = "<n>",
            description = "Samples of which each figure is the median; 5 by default, with --quick 3.")
    private @Nullable Integer runs;

    @Option(
            names = "--warm-up",
            paramLabel = "<seconds>",
            description =
                    "Longest warm-up of each figure, which ends when it gets no faster; 12 by default, with --quick 6.")
    private @Nullable Integer warmUpSeconds;

    @Option(names = "--quick", description = "2^14 only, less warm-up: rough figures in a minute or so.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "<directory>",
            description =
                    "Takes bench.json, bench.svg, and the circuits, keys and witnesses, which a next run uses again;"
                            + " snark4j-bench by default.")
    private Path out = Path.of("snark4j-bench");

    @Option(names = "--no-snarkjs", description = "Leave snarkjs out.")
    private boolean withoutSnarkjs;

    @Option(
            names = "--peer",
            paramLabel = "<name=command>",
            description = "Another prover; its command line holds {zkey}, {wtns}, {proof} and, if it writes them,"
                    + " {public}. May be given several times.")
    private List<String> peers = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "<seconds>",
            description = "Kills another prover that takes longer for one proof; 600 by default.")
    private int timeoutSeconds = 600;

    /** Found by {@link java.util.ServiceLoader}. */
    public BenchCommand() {}

    @Override
    public int run(Terminal terminal) throws Exception {
        BenchOptions options = options();
        Files.createDirectories(options.folder());
        try (var staging = new Staging(List.of())) {
            Path json = staging.file(out.resolve("bench.json"));
            Path svg = staging.file(out.resolve("bench.svg"));
            Results results = new Bench(options, terminal).run();
            Files.writeString(json, results.json());
            Files.writeString(svg, results.chart());
            staging.commit();
            terminal.say(out.resolve("bench.json") + ", " + out.resolve("bench.svg"));
            List<String> failures = results.failures();
            return failures.isEmpty() ? ExitStatus.DONE : terminal.doesNotVerify(String.join("; ", failures));
        }
    }

    private BenchOptions options() {
        List<ProverTemplate> templates = new ArrayList<>();
        Set<String> names = new HashSet<>(OWN_NAMES);
        for (String peer : peers) {
            ProverTemplate template = ProverTemplate.parse(peer);
            if (!names.add(template.name())) {
                throw new RefusedException("--peer " + peer + ": there is a " + template.name() + " already");
            }
            templates.add(template);
        }
        return new BenchOptions(
                distinctSizes(),
                within("--runs", runs == null ? quick ? 3 : 5 : runs, 1, MOST_RUNS),
                Duration.ofSeconds(within("--warm-up", warmUpSeconds == null ? quick ? 6 : 12 : warmUpSeconds, 0, 600)),
                Duration.ofSeconds(within("--timeout", timeoutSeconds, 1, Integer.MAX_VALUE)),
                out.resolve("chains"),
                !withoutSnarkjs,
                templates);
    }

    private List<Integer> distinctSizes() {
        List<Integer> wanted = !sizes.isEmpty() ? sizes : quick ? List.of(14) : List.of(14, 16);
        return wanted.stream()
                .map(size -> within("--size", size, LEAST_SIZE, MOST_SIZE))
                .distinct()
                .sorted()
                .toList();
    }

    private static int within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new RefusedException(option + " " + value + ": expected " + least + " to " + most);
        }
        return value;
    }
}
