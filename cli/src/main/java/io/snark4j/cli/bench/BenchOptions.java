package io.snark4j.cli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to measure.
 *
 * @param sizes log2 of constraints, ascending
 * @param runs samples of each figure
 * @param longestWarmUp of each figure
 * @param timeout of one run of another prover
 * @param folder where the chains are kept
 * @param snarkjs whether snarkjs proves too
 * @param peers other provers
 */
public record BenchOptions(
        List<Integer> sizes,
        int runs,
        Duration longestWarmUp,
        Duration timeout,
        Path folder,
        boolean snarkjs,
        List<ProverTemplate> peers) {
    /** Copies the lists. */
    public BenchOptions {
        sizes = List.copyOf(sizes);
        peers = List.copyOf(peers);
    }
}
