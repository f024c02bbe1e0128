package io.snark4j.credits.gateway;

import io.snark4j.field.Work;
import io.snark4j.groth16.BatchOptions;
import io.snark4j.groth16.BatchVerifier;
import io.snark4j.groth16.Claim;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.VerifyingKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Verifies proofs in batches of what waits: alone a proof costs what it costs, under load a fraction. A false proof costs its batch about
 * log2(n) more checks and never another proof's verdict; while false ones come, batches are halved down to one proof, so that a flood of them costs no more than
 * verifying each alone. Thread-safe.
 */
public final class VerificationQueue implements AutoCloseable {
    private final BatchVerifier verifier;
    private final Metrics metrics;
    private final Batches<Claim, Boolean> batches;
    private volatile int largest = Batches.LARGEST;

    /**
     * @param key of the request circuit
     * @param threads that verify
     * @param metrics to count in
     */
    public VerificationQueue(VerifyingKey key, int threads, Metrics metrics) {
        this.verifier =
                BatchVerifier.of(PreparedVerifyingKey.of(key), BatchOptions.DEFAULT.withWork(Work.ofThreads(1)));
        this.metrics = metrics;
        this.batches = new Batches<>("verify", threads, () -> largest, this::verify);
        metrics.gauge("verification_queue", batches::size);
    }

    /**
     * Waits for a proof's verdict.
     *
     * @param claim a proof and its public inputs
     * @return whether it holds
     * @throws RefusedException OVERLOADED if too many wait
     */
    public boolean verify(Claim claim) {
        return batches.run(claim);
    }

    private List<Boolean> verify(List<Claim> claims) {
        Set<Integer> invalid = new HashSet<>(verifier.verify(claims).invalid());
        metrics.count("verification_batches");
        metrics.count("proofs", "verdict", "valid", claims.size() - invalid.size());
        metrics.count("proofs", "verdict", "invalid", invalid.size());
        int most = largest;
        largest = invalid.isEmpty() ? Math.min(Batches.LARGEST, 2 * most) : Math.max(1, most / 2);
        return IntStream.range(0, claims.size())
                .mapToObj(i -> !invalid.contains(i))
                .toList();
    }

    @Override
    public void close() {
        batches.close();
    }
}
