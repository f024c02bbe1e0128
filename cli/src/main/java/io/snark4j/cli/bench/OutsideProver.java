package io.snark4j.cli.bench;

import io.snark4j.cli.Quantities;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.SnarkjsJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Another prover, run as a process and believed only as far as its proofs verify.
 *
 * @param template its command line
 * @param processes runs it
 * @param folder takes what it writes
 */
record OutsideProver(ProverTemplate template, Processes processes, Path folder) {
    private static final int LONGEST_LAST_WORDS = 300;

    /** What its proofs must prove. */
    record Statement(PreparedVerifyingKey key, List<Fr> publicInputs) {}

    /** Why there is no figure. */
    static final class FailureException extends Exception {
        private static final long serialVersionUID = 1;

        FailureException(String message) {
            super(message);
        }
    }

    /**
     * Times of whole processes.
     *
     * @throws FailureException if a run fails, or a proof is missing, malformed or does not verify
     */
    Samples measure(ChainFiles files, Statement statement, int runs)
            throws FailureException, IOException, InterruptedException {
        double[] samples = new double[runs];
        for (int i = 0; i < runs; i++) {
            samples[i] = (double) run(files, statement);
        }
        return new Samples(samples);
    }

    private long run(ChainFiles files, Statement statement) throws FailureException, IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, "prover-");
        Path log = own.resolve("log");
        Path proof = own.resolve("proof.json");
        List<String> words = template.filled(Map.of(
                "zkey", files.zkey().toAbsolutePath(),
                "wtns", files.wtns().toAbsolutePath(),
                "proof", proof.toAbsolutePath(),
                "public", own.resolve("public.json").toAbsolutePath()));
        Processes.End end = processes.run(words, log);
        if (end.exitCode().isEmpty()) {
            throw new FailureException("no end after " + Quantities.time((double) end.nanoseconds()) + ", killed");
        }
        if (end.exitCode().get() != 0) {
            throw new FailureException("exit status " + end.exitCode().get() + lastWords(log));
        }
        check(proof, statement, log);
        return end.nanoseconds();
    }

    private static void check(Path file, Statement statement, Path log) throws FailureException, IOException {
        if (!Files.exists(file)) {
            throw new FailureException("wrote no proof" + lastWords(log));
        }
        Proof proof;
        try {
            proof = SnarkjsJson.readProof(file);
        } catch (IllegalArgumentException e) {
            throw new FailureException("wrote a malformed proof: " + e.getMessage());
        }
        if (!Groth16.verify(statement.key(), proof, statement.publicInputs())) {
            throw new FailureException("its proof does not verify");
        }
    }

    private static String lastWords(Path log) throws IOException {
        try (var in = Files.newByteChannel(log)) {
            in.position(Math.max(0, in.size() - LONGEST_LAST_WORDS));
            var bytes = java.nio.ByteBuffer.allocate(LONGEST_LAST_WORDS);
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {}
            String said = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .strip()
                    .replaceAll("\\s*\\R\\s*", " | ")
                    .replaceAll("\\p{Cntrl}", "?");
            return said.isEmpty() ? "" : ": " + said;
        }
    }
}
