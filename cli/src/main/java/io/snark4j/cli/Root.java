package io.snark4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code snark4j} command itself: the options that every command takes. */
@Command(
        name = "snark4j",
        versionProvider = Version.class,
        description = "Groth16 proofs over BN254, in pure Java: circuits, setup, proofs, Solidity verifiers.",
        footer = {
            "",
            "Words, arguments and short forms (g16p, ri, zkev, ...) are those of snarkjs.",
            "Exit status: 0 done or verified, 1 does not verify, 2 bad input or refused.",
            "Begin with: snark4j demo"
        })
final class Root {
    private static final int MOST_THREADS = 1024;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli sets it and acts on it itself
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show the version and exit.")
    @SuppressWarnings("unused") // picocli sets it and acts on it itself
    private boolean version;

    @Option(
            names = "--threads",
            scope = ScopeType.INHERIT,
            paramLabel = "<n>",
            description = "Threads to compute with; all processors by default.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print results, warnings and errors only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more on standard error.")
    private boolean verbose;

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Show where an error comes from, below its line; so does SNARK4J_DEBUG=1.")
    private boolean stackTrace;

    boolean showsStackTraces() {
        return stackTrace || "1".equals(System.getenv("SNARK4J_DEBUG"));
    }

    Terminal.Loudness loudness() {
        if (quiet && verbose) {
            throw new RefusedException("--quiet and --verbose contradict each other");
        }
        return quiet ? Terminal.Loudness.QUIET : verbose ? Terminal.Loudness.VERBOSE : Terminal.Loudness.NORMAL;
    }

    int threads() {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new RefusedException("--threads " + threads + ": expected 1 to " + MOST_THREADS);
        }
        return threads;
    }
}
