package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Progress;
import io.snark4j.field.Work;
import io.snark4j.r1cs.Witness;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One prover for many proofs: at the same time, one after another, and after one that was cut short. */
class ProverContractTest {
    private static final int CONSTRAINTS = 400;
    private static final List<TestCircuit> CIRCUITS = List.of(circuit(0), circuit(1), circuit(2), circuit(3));
    private static final ProvingKey KEY = KeyGenerator.generate(
                    CIRCUITS.getFirst().system(),
                    ToxicWaste.of(Fr.of(17), Fr.of(23), Fr.of(29), Fr.of(31)),
                    Work.ofThreads(2))
            .provingKey();
    private static final List<Proof> EXPECTED = CIRCUITS.stream()
            .map(circuit -> prove(Prover.of(KEY), circuit, Work.ofThreads(1)))
            .toList();

    private static TestCircuit circuit(int i) {
        return TestCircuit.chain(CONSTRAINTS, 2, 1000L * (i + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void buffersAreReusedAndThreadsDoNotChangeTheProof(int threads) {
        Prover prover = Prover.of(KEY);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < CIRCUITS.size(); i++) {
                assertThat(prove(prover, CIRCUITS.get(i), Work.ofThreads(threads)))
                        .isEqualTo(EXPECTED.get(i));
            }
        }
        assertThat(prover.idleBuffers()).hasSize(1).allMatch(ProverContractTest::isCleared);
    }

    @Test
    void severalProofsAtATimeDoNotMixTheirWitnesses() {
        Prover prover = Prover.of(KEY);
        try (ExecutorService callers = Executors.newFixedThreadPool(CIRCUITS.size())) {
            List<CompletableFuture<Proof>> proofs = new ArrayList<>();
            for (int i = 0; i < 3 * CIRCUITS.size(); i++) {
                TestCircuit circuit = CIRCUITS.get(i % CIRCUITS.size());
                Work work = Work.ofThreads(1 + i % 3);
                proofs.add(CompletableFuture.supplyAsync(() -> prove(prover, circuit, work), callers));
            }
            for (int i = 0; i < proofs.size(); i++) {
                assertThat(proofs.get(i).join()).isEqualTo(EXPECTED.get(i % CIRCUITS.size()));
            }
        }
        assertThat(prover.idleBuffers()).hasSizeBetween(1, CIRCUITS.size()).allMatch(ProverContractTest::isCleared);
    }

    /** Cancelled at a question that a proof asks: the prover is as before, and nothing of the witness is left. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void cancellationAtAnyTimeLeavesNothingBehind(int threads) {
        Prover prover = Prover.of(KEY);
        int cancellations = 0;
        boolean cancelled = true;
        for (int questions = 0; cancelled; questions += 1 + questions / 6) {
            int allowed = questions;
            AtomicInteger asked = new AtomicInteger();
            cancelled =
                    isCancelled(prover, new Work(threads, Progress.SILENT, () -> asked.incrementAndGet() > allowed));
            cancellations += cancelled ? 1 : 0;
            assertAsBefore(prover, threads);
        }
        assertThat(cancellations).isGreaterThan(10);
    }

    /** Cancelled as soon as a phase has ended, for each of them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void cancellationAfterAPhaseLeavesNothingBehind(int threads) {
        Prover prover = Prover.of(KEY);
        int cancellations = 0;
        for (String phase : List.of("quotient", "H", "A", "B in G1", "B in G2", "C")) {
            AtomicBoolean ended = new AtomicBoolean();
            Progress progress = (name, done, total) -> {
                if (name.equals("prove: " + phase)) {
                    ended.set(true);
                }
            };
            // The phase that ends last asks nothing afterwards.
            cancellations += isCancelled(prover, new Work(threads, progress, ended::get)) ? 1 : 0;
            assertThat(ended).as(phase).isTrue();
            assertAsBefore(prover, threads);
        }
        assertThat(cancellations).as("at least the quotient, which H follows").isPositive();
    }

    private static boolean isCancelled(Prover prover, Work work) {
        try {
            assertThat(prove(prover, CIRCUITS.getFirst(), work)).isEqualTo(EXPECTED.getFirst());
            return false;
        } catch (CancellationException e) {
            return true;
        }
    }

    private static void assertAsBefore(Prover prover, int threads) {
        assertThat(prover.idleBuffers()).hasSize(1).allMatch(ProverContractTest::isCleared);
        assertThat(prove(prover, CIRCUITS.get(1), Work.ofThreads(threads))).isEqualTo(EXPECTED.get(1));
    }

    /** What fails outside the prover's own code, such as a listener, does not leave buffers full either. */
    @Test
    void aFailingListenerLeavesNothingBehind() {
        Prover prover = Prover.of(KEY);
        Progress failing = (phase, done, total) -> {
            throw new IllegalStateException("listener");
        };
        assertThatThrownBy(() -> prove(prover, CIRCUITS.getFirst(), new Work(2, failing, () -> false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("listener");
        assertThat(prover.idleBuffers()).hasSize(1).allMatch(ProverContractTest::isCleared);
        assertThat(prove(prover, CIRCUITS.getFirst(), Work.ofThreads(2))).isEqualTo(EXPECTED.getFirst());
    }

    @Test
    void aWitnessThatDoesNotSatisfyTheCircuitIsRefusedAndTheNextOneProved() {
        Prover prover = Prover.of(KEY);
        FrVector values = FrVector.copyOf(CIRCUITS.getFirst().values());
        values.set(CONSTRAINTS, Fr.of(5));
        assertThatThrownBy(() -> prover.prove(new Witness(values, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the witness does not satisfy the key's circuit");
        Proof proof = prover.prove(CIRCUITS.getFirst().witness());
        assertThat(Groth16.verify(
                        PreparedVerifyingKey.of(KEY.verifyingKey(), KeyPolicy.ALLOW_FORGEABLE),
                        proof,
                        CIRCUITS.getFirst().publicValues()))
                .isTrue();
    }

    private static boolean isCleared(ProverBuffers buffers) {
        return buffers.witness().size() == 0 && buffers.quotientScalars().size() == 0;
    }

    private static Proof prove(Prover prover, TestCircuit circuit, Work work) {
        try (Blinding blinding = Blinding.of(Fr.of(-5), Fr.of(99))) {
            return prover.prove(circuit.witness(), new ProverOptions(work, new SecureRandom(), true), blinding);
        }
    }
}
