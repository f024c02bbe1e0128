package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Progress;
import io.snark4j.field.Work;
import io.snark4j.r1cs.Witness;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Completeness, and what a verifier must turn down. */
class Groth16ContractTest {
    private static final TestCircuit CUBIC = TestCircuit.cubic(3);
    private static final Keys KEYS = Groth16.setup(CUBIC.system(), Setup.insecureForTests());
    private static final Proof PROOF = Groth16.prove(KEYS.provingKey(), CUBIC.witness());

    static List<TestCircuit> circuits() {
        return TestCircuit.all();
    }

    @ParameterizedTest
    @MethodSource("circuits")
    void anHonestProofVerifies(TestCircuit circuit) {
        Keys keys = Groth16.setup(circuit.system(), Setup.insecureForTests());
        Proof proof = Groth16.prove(keys.provingKey(), circuit.witness());
        assertThat(Groth16.verify(keys.verifyingKey(), proof, circuit.publicValues()))
                .isTrue();
        assertThat(Groth16.prove(keys.provingKey(), circuit.witness()))
                .as("fresh blinding")
                .isNotEqualTo(proof);
    }

    @ParameterizedTest
    @MethodSource("circuits")
    void everyChangedPublicInputIsNoticed(TestCircuit circuit) {
        Keys keys = Groth16.setup(circuit.system(), Setup.insecureForTests());
        Proof proof = Groth16.prove(keys.provingKey(), circuit.witness());
        PreparedVerifyingKey key = PreparedVerifyingKey.of(keys.verifyingKey());
        for (int i = 0; i < circuit.publicValues().size(); i++) {
            List<Fr> changed = new ArrayList<>(circuit.publicValues());
            changed.set(i, changed.get(i).add(Fr.ONE));
            assertThat(Groth16.verify(key, proof, changed))
                    .as("public input " + i)
                    .isFalse();
        }
    }

    @Test
    void everyChangedPointIsNoticed() {
        G1Affine g1 = G1Affine.GENERATOR;
        G2Affine g2 = G2Affine.GENERATOR;
        List<Proof> forgeries = List.of(
                new Proof(PROOF.a().neg(), PROOF.b(), PROOF.c()),
                new Proof(PROOF.a().add(g1), PROOF.b(), PROOF.c()),
                new Proof(G1Affine.INFINITY, PROOF.b(), PROOF.c()),
                new Proof(PROOF.a(), PROOF.b().neg(), PROOF.c()),
                new Proof(PROOF.a(), PROOF.b().add(g2), PROOF.c()),
                new Proof(PROOF.a(), G2Affine.INFINITY, PROOF.c()),
                new Proof(PROOF.a(), PROOF.b(), PROOF.c().neg()),
                new Proof(PROOF.a(), PROOF.b(), PROOF.c().add(g1)),
                new Proof(PROOF.a(), PROOF.b(), G1Affine.INFINITY),
                new Proof(PROOF.c(), PROOF.b(), PROOF.a()),
                new Proof(G1Affine.INFINITY, G2Affine.INFINITY, G1Affine.INFINITY));
        PreparedVerifyingKey key = PreparedVerifyingKey.of(KEYS.verifyingKey());
        assertThat(Groth16.verify(key, PROOF, CUBIC.publicValues())).isTrue();
        for (Proof forgery : forgeries) {
            assertThat(Groth16.verify(key, forgery, CUBIC.publicValues()))
                    .as("%s", forgery)
                    .isFalse();
        }
    }

    @Test
    void aProofCanBeRandomisedAgain() {
        Fr t = Fr.of(12345);
        var other = new Proof(PROOF.a().mul(t.inverse()), PROOF.b().mul(t), PROOF.c());
        assertThat(other).isNotEqualTo(PROOF);
        assertThat(Groth16.verify(KEYS.verifyingKey(), other, CUBIC.publicValues()))
                .isTrue();
    }

    @Test
    void aProofOfAnotherStatementOrForAnotherKeyIsNoticed() {
        TestCircuit other = TestCircuit.cubic(4);
        Proof otherProof = Groth16.prove(KEYS.provingKey(), other.witness());
        assertThat(Groth16.verify(KEYS.verifyingKey(), otherProof, other.publicValues()))
                .isTrue();
        assertThat(Groth16.verify(KEYS.verifyingKey(), otherProof, CUBIC.publicValues()))
                .isFalse();
        Keys fresh = Groth16.setup(CUBIC.system(), Setup.insecureForTests());
        assertThat(Groth16.verify(fresh.verifyingKey(), PROOF, CUBIC.publicValues()))
                .isFalse();
    }

    @Test
    void theNumberOfPublicInputsIsNamed() {
        assertThatThrownBy(() -> Groth16.verify(KEYS.verifyingKey(), PROOF, List.of(Fr.ONE, Fr.TWO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("verify: the key takes 1 public inputs but 2 are given");
    }

    @Test
    void aWitnessOfAnotherLengthIsNamed() {
        assertThatThrownBy(() -> Groth16.prove(
                        KEYS.provingKey(), TestCircuit.noPublicInput().witness()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prove: the key's circuit has 4 wires but the witness 2");
    }

    @Test
    void aWitnessThatDoesNotSatisfyTheCircuitGivesNoProof() {
        List<Fr> values = new ArrayList<>(CUBIC.values());
        values.set(3, Fr.of(10));
        var wrong = new Witness(FrVector.copyOf(values), 1);
        assertThatThrownBy(() -> Groth16.prove(KEYS.provingKey(), wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the witness does not satisfy the key's circuit");
        Proof unchecked = Groth16.prove(KEYS.provingKey(), wrong, ProverOptions.DEFAULT.withCheckProof(false));
        assertThat(Groth16.verify(KEYS.verifyingKey(), unchecked, CUBIC.publicValues()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void threadsDoNotChangeTheProof(int threads) {
        TestCircuit circuit = TestCircuit.chain(5000, 2);
        ToxicWaste waste = ToxicWaste.of(Fr.of(17), Fr.of(23), Fr.of(29), Fr.of(31));
        Keys alone = KeyGenerator.generate(circuit.system(), waste, Work.ofThreads(1));
        Keys together = KeyGenerator.generate(circuit.system(), waste, Work.ofThreads(threads));
        assertSameKey(together.provingKey(), alone.provingKey());
        Proof one = proveFixed(alone, circuit, 1);
        assertThat(proveFixed(alone, circuit, threads)).isEqualTo(one);
        assertThat(Groth16.verify(alone.verifyingKey(), one, circuit.publicValues()))
                .isTrue();
    }

    private static void assertSameKey(ProvingKey actual, ProvingKey expected) {
        assertThat(actual.verifyingKey()).isEqualTo(expected.verifyingKey());
        assertThat(actual.beta1()).isEqualTo(expected.beta1());
        assertThat(actual.delta1()).isEqualTo(expected.delta1());
        assertThat(actual.a()).isEqualTo(expected.a());
        assertThat(actual.b()).isEqualTo(expected.b());
        assertThat(actual.pointsA().limbs()).isEqualTo(expected.pointsA().limbs());
        assertThat(actual.pointsB1().limbs()).isEqualTo(expected.pointsB1().limbs());
        assertThat(actual.pointsB2().limbs()).isEqualTo(expected.pointsB2().limbs());
        assertThat(actual.pointsC().limbs()).isEqualTo(expected.pointsC().limbs());
        assertThat(actual.pointsH().limbs()).isEqualTo(expected.pointsH().limbs());
    }

    private static Proof proveFixed(Keys keys, TestCircuit circuit, int threads) {
        var options = new ProverOptions(Work.ofThreads(threads), new SecureRandom(), true);
        return Prover.of(keys.provingKey()).prove(circuit.witness(), options, Blinding.of(Fr.of(-5), Fr.of(99)));
    }

    @Test
    void cancelledWorkEnds() {
        var cancelled = new Work(1, Progress.SILENT, () -> true);
        assertThatThrownBy(() -> Groth16.setup(CUBIC.system(), Setup.insecure(new SecureRandom(), cancelled)))
                .isInstanceOf(CancellationException.class);
        assertThatThrownBy(() ->
                        Groth16.prove(KEYS.provingKey(), CUBIC.witness(), ProverOptions.DEFAULT.withWork(cancelled)))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void cancellationIsSeenWhileProving() {
        var questions = new AtomicInteger();
        var work = new Work(1, Progress.SILENT, () -> questions.incrementAndGet() > 5);
        assertThatThrownBy(
                        () -> Groth16.prove(KEYS.provingKey(), CUBIC.witness(), ProverOptions.DEFAULT.withWork(work)))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void progressCountsUpToTheEnd() {
        List<Long> steps = Collections.synchronizedList(new ArrayList<>());
        List<String> phases = Collections.synchronizedList(new ArrayList<>());
        Progress progress = (phase, done, total) -> {
            if (phase.startsWith("prove: ")) {
                phases.add(phase);
                steps.add(total - done);
            }
        };
        var work = new Work(1, progress, () -> false);
        Groth16.prove(KEYS.provingKey(), CUBIC.witness(), ProverOptions.DEFAULT.withWork(work));
        assertThat(steps).containsExactly(5L, 4L, 3L, 2L, 1L, 0L);
        assertThat(phases).doesNotHaveDuplicates();
    }

    @Test
    void aDomainOfTwoToThe28IsRefused() {
        assertThatThrownBy(() -> QapDomain.log2((1L << 27) - 3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("domain: 134217725 constraints, 3 public inputs and the constant need 2^28 rows,"
                        + " at most 2^27 are supported");
        assertThat(QapDomain.log2((1L << 27) - 4, 3)).isEqualTo(27);
        assertThat(QapDomain.log2(1, 0)).isEqualTo(1);
        assertThat(QapDomain.log2(2, 0)).isEqualTo(2);
        assertThat(QapDomain.log2(5, 2)).isEqualTo(3);
        assertThat(QapDomain.log2(5, 3)).isEqualTo(4);
    }

    @Test
    void keysFromASetupHereAreMarkedInsecure() {
        assertThat(KEYS.provingKey().isInsecure()).isTrue();
        assertThat(KEYS.provingKey()).hasToString("ProvingKey[4 wires, 1 public inputs, domain 2^2, 0 contributions]");
    }
}
