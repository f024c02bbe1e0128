package io.snark4j.cli.bench;

import io.snark4j.cli.ScratchFolder;
import io.snark4j.cli.Terminal;
import io.snark4j.field.Work;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.ProverOptions;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.peers.Node;
import io.snark4j.peers.PeerException;
import io.snark4j.peers.Snarkjs;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.Witness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run: our operations, then size by size our prover and the others on the same files. */
public final class Bench {
    private final BenchOptions options;
    private final Terminal terminal;
    private final Work work;
    private final Environment environment;
    private final Stopwatch stopwatch;
    private final List<Row> rows = new ArrayList<>();
    private final List<ProverTemplate> provers = new ArrayList<>();
    private final Optional<Node> node;

    /** Prints rows on {@code terminal} as they come, and computes with its threads. */
    public Bench(BenchOptions options, Terminal terminal) {
        this.options = options;
        this.terminal = terminal;
        this.work = terminal.work();
        this.environment = Environment.of(work.threads());
        this.stopwatch = new Stopwatch(options.runs(), options.longestWarmUp().toNanos());
        this.node = findNode();
        ownCommand().ifPresent(provers::add);
        if (options.snarkjs()) {
            node.map(Bench::snarkjs).ifPresent(provers::add);
        }
        provers.addAll(options.peers());
    }

    private Optional<Node> findNode() {
        try {
            return Optional.of(Node.find());
        } catch (PeerException e) {
            String without = options.snarkjs() ? "without snarkjs, and " : "";
            terminal.say(without + "on our own compiler's chains instead of circom's: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static ProverTemplate snarkjs(Node node) {
        return new ProverTemplate(
                "snarkjs", new Snarkjs(node).words("groth16", "prove", "{zkey}", "{wtns}", "{proof}", "{public}"));
    }

    /** The command as users start it; only the launcher knows how. */
    private Optional<ProverTemplate> ownCommand() {
        @Nullable String launcher = System.getProperty("snark4j.launcher");
        return Optional.ofNullable(launcher)
                .map(file -> new ProverTemplate(
                        "snark4j",
                        List.of(
                                file,
                                "groth16",
                                "prove",
                                "--threads",
                                Integer.toString(work.threads()),
                                "{zkey}",
                                "{wtns}",
                                "{proof}",
                                "{public}")));
    }

    /** Measures everything. */
    public Results run() throws Exception {
        terminal.print("%s, %d of %d cores; %s; %s"
                .formatted(
                        environment.cpu(),
                        Math.min(work.threads(), environment.cores()),
                        environment.cores(),
                        environment.jdk(),
                        environment.kernel()));
        terminal.print(Table.header());
        Operations operations = new Operations(stopwatch, work, this::add);
        operations.multiplications();
        try (ScratchFolder scratch = ScratchFolder.create("bench");
                var processes = new Processes(options.timeout())) {
            for (int log : options.sizes()) {
                measure(log, operations, processes, scratch.path());
            }
        }
        return new Results(environment, rows);
    }

    private void measure(int log, Operations operations, Processes processes, Path scratch) throws Exception {
        ChainFiles files = ChainFiles.of(
                options.folder(), node.isPresent() ? "circom" : "snark4j", log, () -> link(scratch), work);
        ProvingKey key = files.key(work);
        Witness witness = files.witness(key);
        String size = "2^" + log;
        var statement =
                new OutsideProver.Statement(PreparedVerifyingKey.of(key.verifyingKey()), witness.publicValues());
        operations.transform(size, log);
        operations.sum(size, key);
        ProverOptions alone = ProverOptions.DEFAULT.withWork(work);
        add(new Row.Measured(
                "prove", size, "snark4j", Row.Scope.WARM, stopwatch.measure(() -> Groth16.prove(key, witness, alone))));
        if (log == options.sizes().getFirst()) {
            Proof proof = Groth16.prove(key, witness, alone);
            operations.pairing();
            operations.verification(statement.key(), proof, statement.publicInputs());
        }
        proveOutside(size, files, statement, processes, scratch);
    }

    private ConstraintSystem link(Path scratch) throws IOException {
        return node.isPresent() ? ChainLink.compiledByCircom(node.get(), scratch) : ChainLink.compiled();
    }

    /** A prover that fails is left out of the larger sizes. */
    private void proveOutside(
            String size, ChainFiles files, OutsideProver.Statement statement, Processes processes, Path scratch)
            throws IOException, InterruptedException {
        for (Iterator<ProverTemplate> left = provers.iterator(); left.hasNext(); ) {
            ProverTemplate template = left.next();
            var prover = new OutsideProver(template, processes, scratch);
            try {
                Samples samples = prover.measure(files, statement, options.runs());
                add(new Row.Measured("prove", size, template.name(), Row.Scope.PROCESS, samples));
            } catch (OutsideProver.FailureException e) {
                add(new Row.Failed("prove", size, template.name(), Row.Scope.PROCESS, String.valueOf(e.getMessage())));
                left.remove();
            }
        }
    }

    private void add(Row row) {
        rows.add(row);
        terminal.print(Table.line(row));
    }
}
