package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.Progress;
import io.snark4j.field.Work;
import io.snark4j.r1cs.WitnessLine;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A prepared proof is, to the bit, the proof that is made at once with the same blinding; and it is one proof only. */
class PreparedProofContractTest {
    private static final Fr R = Fr.of(-5).inverse();
    private static final Fr S = Fr.of(99).inverse();
    private static final LineCircuit CIRCUIT = LineCircuit.random(60, 1);
    private static final ProvingKey KEY = key(CIRCUIT);
    private static final ProverOptions CHECKED = options(1, true);

    private static ProvingKey key(LineCircuit circuit) {
        ToxicWaste waste = ToxicWaste.of(Fr.of(17), Fr.of(23), Fr.of(29), Fr.of(31));
        return KeyGenerator.generate(circuit.system(), waste, Work.ofThreads(2)).provingKey();
    }

    private static ProverOptions options(int threads, boolean check) {
        return new ProverOptions(Work.ofThreads(threads), new SecureRandom(), check);
    }

    private static PreparedProof prepare(Prover prover, WitnessLine line, ProverOptions options) {
        try (Blinding blinding = Blinding.of(R, S)) {
            return prover.prepare(line, options, blinding);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1", "30, 2, 1", "150, 3, 2", "300, 4, 1"})
    void itIsTheProofThatIsMadeAtOnce(int constraints, long seed, int threads) {
        LineCircuit circuit = LineCircuit.random(constraints, seed);
        Prover prover = Prover.of(key(circuit));
        WitnessLine line = circuit.line();
        Random random = new Random(seed);
        for (Fr t : List.of(Fr.ZERO, Fr.TWO, Fr.random(random))) {
            TestCircuit there = circuit.at(t);
            Proof prepared = prepare(prover, line, options(threads, true)).at(t);
            Proof atOnce;
            try (Blinding blinding = Blinding.of(R, S)) {
                atOnce = prover.prove(there.witness(), options(threads, false), blinding);
            }
            assertThat(prepared).as("t = " + t).isEqualTo(atOnce);
            assertThat(Groth16.verify(prover.key().verifyingKey(), prepared, there.publicValues()))
                    .isTrue();
        }
    }

    @Test
    void eachPreparationHasABlindingOfItsOwn() {
        Prover prover = Prover.of(KEY);
        WitnessLine line = CIRCUIT.line();
        Proof first = prover.prepare(line, CHECKED).at(Fr.TWO);
        Proof second = prover.prepare(line, CHECKED).at(Fr.TWO);
        assertThat(first.a()).isNotEqualTo(second.a());
        assertThat(first.b()).isNotEqualTo(second.b());
        assertThat(first.c()).isNotEqualTo(second.c());
    }

    @Test
    void itIsUsedUpByTheFirstValueAndByClosing() {
        Prover prover = Prover.of(KEY);
        WitnessLine line = CIRCUIT.line();
        PreparedProof used = prover.prepare(line, CHECKED);
        assertThat(used).hasToString("PreparedProof[usable]");
        used.at(Fr.TWO);
        PreparedProof closed = prover.prepare(line, CHECKED);
        closed.close();
        for (PreparedProof proof : List.of(used, closed)) {
            assertThat(proof.isUsable()).isFalse();
            assertThat(proof).hasToString("PreparedProof[used]");
            assertThatThrownBy(() -> proof.at(Fr.TWO))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("it was used or closed before");
        }
        used.close();
    }

    @Test
    void ofManyAtATimeOneGetsTheProof() throws Exception {
        Prover prover = Prover.of(KEY);
        int callers = 8;
        CyclicBarrier start = new CyclicBarrier(callers);
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            PreparedProof prepared = prover.prepare(CIRCUIT.line(), CHECKED);
            List<Callable<Proof>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Fr t = Fr.of(100 + i);
                calls.add(() -> {
                    start.await();
                    try {
                        return prepared.at(t);
                    } catch (IllegalStateException _) {
                        return null;
                    }
                });
            }
            long proofs = threads.invokeAll(calls).stream()
                    .map(future -> future.resultNow())
                    .filter(Objects::nonNull)
                    .count();
            assertThat(proofs).isEqualTo(1);
        }
    }

    @Test
    void nothingIsLeftInItsMemory() {
        ProofLine proofs;
        try (Blinding blinding = Blinding.of(R, S)) {
            Prover prover = Prover.of(KEY);
            Proof origin = prover.prove(CIRCUIT.at(Fr.ZERO).witness(), CHECKED, blinding);
            proofs = new ProofLine(origin, origin.a(), origin.b(), origin.c(), origin.c());
            PreparedProof prepared = new PreparedProof(PreparedProof.Content.of(proofs, CIRCUIT.line(), null));
            prepared.at(Fr.TWO);
            assertThat(prover.idleBuffers()).hasSize(1);
        }
        assertThat(proofs.at(Fr.ONE).a().isInfinity()).isTrue();
        assertThat(proofs.at(Fr.ONE).b().isInfinity()).isTrue();
        assertThat(proofs.at(Fr.ONE).c().isInfinity()).isTrue();
        assertThat(proofs).hasToString("ProofLine[secret]");
    }

    /** It verifies nothing of the line's own circuit: what the key is for shows when the proof is made. */
    @Test
    void aLineOfAnotherCircuitIsFoundWhenTheProofIsMadeAndIsUsedUp() {
        LineCircuit other = LineCircuit.random(60, 9);
        assertThat(other.system().wires()).isEqualTo(KEY.wires());
        PreparedProof prepared = Prover.of(KEY).prepare(other.line(), CHECKED);
        assertThatThrownBy(() -> prepared.at(Fr.TWO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the line is not of the key's circuit");
        assertThat(prepared.isUsable()).isFalse();
    }

    @Test
    void aLineOfAnotherLengthIsRefused() {
        assertThatThrownBy(
                        () -> Prover.of(KEY).prepare(LineCircuit.random(59, 1).line(), CHECKED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prove: the key's circuit has 64 wires but the witness 63");
    }

    @Test
    void cancellationAtAnyTimeLeavesNothingBehind() {
        Prover prover = Prover.of(KEY);
        WitnessLine line = CIRCUIT.line();
        int cancellations = 0;
        boolean cancelled = true;
        for (int allowed = 0; cancelled; allowed += 1 + allowed / 4) {
            cancelled = isCancelled(prover, line, allowed);
            cancellations += cancelled ? 1 : 0;
            assertThat(prover.idleBuffers())
                    .hasSize(1)
                    .allMatch(buffers -> buffers.witness().size() == 0
                            && buffers.quotientScalars().size() == 0);
        }
        assertThat(cancellations).isGreaterThan(10);
    }

    private static boolean isCancelled(Prover prover, WitnessLine line, int allowed) {
        AtomicInteger asked = new AtomicInteger();
        Work work = new Work(1, Progress.SILENT, () -> asked.incrementAndGet() > allowed);
        try (PreparedProof proof = prover.prepare(line, new ProverOptions(work, new SecureRandom(), true))) {
            assertThat(proof.isUsable()).isTrue();
            return false;
        } catch (CancellationException _) {
            return true;
        }
    }

    @Test
    void progressCountsUpToTheEndOnce() {
        List<Long> left = new ArrayList<>();
        Progress progress = (phase, done, total) -> {
            if (phase.startsWith("prove: ") || phase.startsWith("prepare: ")) {
                left.add(total - done);
            }
        };
        Work work = new Work(1, progress, () -> false);
        Prover.of(KEY).prepare(CIRCUIT.line(), CHECKED.withWork(work)).close();
        assertThat(left).containsExactly(11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
    }
}
