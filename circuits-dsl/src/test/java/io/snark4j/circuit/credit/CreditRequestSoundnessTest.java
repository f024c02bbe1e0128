package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.circuit.soundness.SoundnessReport;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cheating client would try. Every false statement is hashed, signed and shared consistently, so that only one rule is broken. */
class CreditRequestSoundnessTest {
    private static final int DEPTH = 2;
    private static final CompiledCircuit CIRCUIT = CircuitCompiler.compile(CreditRequest.ofDepth(DEPTH));
    private static final Fr ORDER = Fr.of(BabyJubjubPoint.ORDER);

    private static Map<String, Object> changed(Consumer<CreditCase> change) {
        CreditCase changed = new CreditCase();
        change.accept(changed);
        return changed.request(DEPTH);
    }

    private static void assertAccepted(Map<String, ?> inputs) {
        assertThat(CIRCUIT.solve(inputs).size()).isEqualTo(CIRCUIT.wires());
    }

    private static void assertRefused(Map<String, ?> inputs, String label) {
        assertThatThrownBy(() -> CIRCUIT.solve(inputs))
                .isInstanceOf(UnsatisfiedConstraintException.class)
                .hasMessageContaining("\"" + label);
    }

    @Test
    void honestRequestsPass() {
        assertAccepted(new CreditCase().request(DEPTH));
        assertAccepted(CreditCase.fresh().request(DEPTH));
        assertAccepted(changed(c -> {
            c.oldKey = true;
            c.signer = CreditCase.PREVIOUS;
        }));
        assertAccepted(changed(c -> c.fresh = Fr.ZERO));
        assertAccepted(changed(c -> {
            c.fresh = ORDER.sub(Fr.ONE);
            c.blinding = ORDER.sub(Fr.ONE);
        }));
    }

    @Test
    void signaturesOfOthersAreRefused() {
        String label = "signature of the state / signature";
        assertRefused(changed(c -> c.signer = CreditCase.FOREIGN), label);
        assertRefused(changed(c -> c.oldKey = true), label);
        assertRefused(changed(c -> c.signer = CreditCase.PREVIOUS), label);
    }

    /** One large R must not serve two notes. */
    @Test
    void theStateOfAnotherNoteIsRefused() {
        assertRefused(
                CreditCase.with(
                        changed(c -> c.stateCommitment = Poseidon.hash(Fr.of(5))),
                        "state",
                        CreditCase.point(new CreditCase().state())),
                "signature of the state / signature");
    }

    @Test
    void anIndexOtherThanTheStatesIsRefused() {
        assertRefused(changed(c -> c.usedIndex = Fr.of(14)), "nullifier");
        assertRefused(changed(c -> c.usedIndex = Fr.of(12)), "nullifier");
        assertRefused(
                CreditCase.with(new CreditCase().request(DEPTH), "refund.ticketIndex", Fr.of(12)),
                "signature of the state / signature");
    }

    @Test
    void raisedRefundsAndOtherBlindingsAreRefused() {
        String label = "signature of the state / signature";
        assertRefused(CreditCase.with(new CreditCase().request(DEPTH), "refund.refunded", Fr.of(451)), label);
        Fr blinding = new CreditCase().blinding;
        assertRefused(CreditCase.with(new CreditCase().request(DEPTH), "refund.blinding", blinding.add(Fr.ONE)), label);
    }

    /** (13 + 1)·100 is at most 1000 + 400. */
    @Test
    void aBalanceShortByOneIsRefused() {
        assertAccepted(changed(c -> c.refunded = Fr.of(400)));
        assertRefused(changed(c -> c.refunded = Fr.of(399)), "balance ≥ price");
        assertRefused(changed(c -> c.deposit = Fr.of(949)), "balance ≥ price");
        CreditCase fresh = CreditCase.fresh();
        fresh.deposit = Fr.of(99);
        assertRefused(fresh.request(DEPTH), "balance ≥ price");
    }

    @Test
    void theFreshStateIsTheSignedOneBlinded() {
        Fr fresh = new CreditCase().fresh;
        assertRefused(CreditCase.with(new CreditCase().request(DEPTH), "fresh", fresh.add(Fr.ONE)), "fresh state");
        assertRefused(
                CreditCase.with(new CreditCase().request(DEPTH), "state", CreditCase.point(new CreditCase().state())),
                "fresh state");
        // With a refund that nobody granted added on the way.
        BabyJubjubPoint richer = new CreditCase()
                .state()
                .add(RefundGenerators.H.mul(fresh.toBigInteger()))
                .add(RefundGenerators.G);
        assertRefused(
                CreditCase.with(new CreditCase().request(DEPTH), "state", CreditCase.point(richer)), "fresh state");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void scalarsAreBelowTheOrder(int times) {
        Fr off = ORDER.mul(Fr.of(times));
        assertRefused(changed(c -> c.fresh = c.fresh.add(off)), "fresh state");
        assertRefused(changed(c -> c.blinding = c.blinding.add(off)), "refund state");
        Map<String, Object> inputs = new CreditCase().request(DEPTH);
        Fr s = (Fr) CreditCase.get(inputs, "refund.signature");
        assertRefused(CreditCase.with(inputs, "refund.signature", s.add(off)), "signature of the state / S < l");
    }

    @Test
    void r8OffTheCurveIsRefused() {
        Map<String, Object> inputs = new CreditCase().request(DEPTH);
        Fr y = (Fr) CreditCase.get(inputs, "refund.r8.y");
        assertRefused(
                CreditCase.with(inputs, "refund.r8.y", y.add(Fr.ONE)), "signature of the state / R8 on the curve");
        assertRefused(
                CreditCase.with(CreditCase.fresh().request(DEPTH), "refund.r8", Map.of("x", Fr.ZERO, "y", Fr.ZERO)),
                "signature of the state / R8 on the curve");
    }

    @Test
    void wrappedValuesAreRefused() {
        Fr two96 = Fr.TWO.pow(96);
        assertRefused(changed(c -> c.deposit = Fr.of(-1)), "deposit < 2^96");
        assertRefused(changed(c -> c.deposit = two96), "deposit < 2^96");
        assertRefused(changed(c -> c.cMax = Fr.of(-1)), "cMax < 2^96");
        assertRefused(changed(c -> c.cMax = two96), "cMax < 2^96");
        // (i + 1)·cMax would be 1 modulo r.
        assertRefused(changed(c -> c.cMax = Fr.of(14).inverse()), "cMax < 2^96");
        assertRefused(changed(c -> c.refunded = Fr.of(-1)), "refund state");
        assertRefused(changed(c -> c.refunded = Fr.TWO.pow(128)), "refund state");
        assertRefused(changed(c -> c.ticketIndex = Fr.of(-1)), "refund state");
        assertRefused(changed(c -> c.ticketIndex = Fr.TWO.pow(32)), "refund state");
    }

    @Test
    void theEndsOfAllRangesPass() {
        Fr most = Fr.TWO.pow(96).sub(Fr.ONE);
        assertAccepted(changed(c -> {
            c.deposit = most;
            c.cMax = most;
            c.refunded = Fr.TWO.pow(128).sub(Fr.ONE);
            c.ticketIndex = Fr.TWO.pow(32).sub(Fr.ONE);
        }));
        assertRefused(
                changed(c -> {
                    c.deposit = Fr.ZERO;
                    c.cMax = most;
                    c.refunded = Fr.ZERO;
                    c.ticketIndex = Fr.TWO.pow(32).sub(Fr.ONE);
                }),
                "balance ≥ price");
    }

    /** A genesis says nothing but c: with a refund, a count or a blinding it would be a state that nobody signed. */
    @ParameterizedTest
    @CsvSource({"refunded", "ticketIndex", "blinding"})
    void aGenesisIsEmpty(String value) {
        assertRefused(
                CreditCase.with(CreditCase.fresh().request(DEPTH), "refund." + value, Fr.ONE), "genesis is empty");
        CreditCase rich = new CreditCase();
        rich.genesis = true;
        assertRefused(rich.request(DEPTH), "genesis is empty");
        assertRefused(
                CreditCase.with(CreditCase.fresh().request(DEPTH), "refund.genesis", Fr.of(2)), "genesis is empty");
    }

    @Test
    void aGenesisThatIsCalledSignedIsRefused() {
        CreditCase fresh = CreditCase.fresh();
        fresh.genesis = false;
        fresh.signer = CreditCase.FOREIGN;
        assertRefused(fresh.request(DEPTH), "signature of the state / signature");
    }

    @Test
    void aSecretOfAnotherLeafIsRefused() {
        Map<String, Object> inputs = changed(c -> c.secret = Fr.of(6));
        inputs.put("root", new CreditCase().request(DEPTH).get("root"));
        assertRefused(inputs, "membership");
        for (int level = 0; level < DEPTH; level++) {
            Map<String, Object> path = new CreditCase().request(DEPTH);
            List<Fr> siblings = new ArrayList<>();
            ((List<?>) path.get("siblings")).forEach(sibling -> siblings.add((Fr) sibling));
            siblings.set(level, siblings.get(level).add(Fr.ONE));
            assertRefused(CreditCase.with(path, "siblings", siblings), "membership");
        }
        assertRefused(CreditCase.with(new CreditCase().request(DEPTH), "leafIndex", 1 + (1 << DEPTH)), "membership");
    }

    @ParameterizedTest
    @CsvSource({
        "nullifier, nullifier",
        "share, share",
        "x, share",
        "state.x, fresh state",
        "state.y, fresh state",
        "root, membership",
        "scope, signature of the state",
        "key.x, signature of the state",
        "key.y, signature of the state"
    })
    void onePublicInputChangedBreaksItsRule(String path, String label) {
        Map<String, Object> inputs = new CreditCase().request(DEPTH);
        Fr value = (Fr) CreditCase.get(inputs, path);
        assertRefused(CreditCase.with(inputs, path, value.add(Fr.ONE)), label);
    }

    @Test
    void theTypedInputsAreTheSame() {
        CreditCase used = new CreditCase();
        var tree = new io.snark4j.circuit.gadget.MerkleTree(DEPTH);
        tree.append(Fr.of(11));
        tree.append(Poseidon.hash(used.commitment(), used.deposit));
        tree.append(Fr.of(12));
        Note note = new Note(used.secret, used.deposit.toBigInteger(), tree.proof(1));
        RefundState state =
                new RefundState(used.refunded.toBigInteger(), 13, note.commitment(), used.blinding.toBigInteger());
        var terms = new CreditRequestInputs.Terms(
                BigInteger.valueOf(100),
                CreditCase.X,
                CreditCase.SCOPE,
                new ProviderKeys(CreditCase.PROVIDER.publicKey(), CreditCase.PREVIOUS.publicKey()));
        var signature = CreditCase.PROVIDER.sign(CreditProtocol.stateMessage(CreditCase.SCOPE, state.point()));
        var inputs = CreditRequestInputs.of(note, SignedState.of(state, signature), used.fresh.toBigInteger(), terms);
        assertThat(CIRCUIT.solve(inputs).publicValues())
                .isEqualTo(CIRCUIT.solve(used.request(DEPTH)).publicValues())
                .isEqualTo(inputs.publicInputs().toList());
        assertThat(inputs.toString())
                .doesNotContain(used.secret.toString(), used.blinding.toString(), used.fresh.toString());
        var fresh = CreditRequestInputs.of(note, SignedState.genesis(note.commitment()), BigInteger.ONE, terms);
        assertThat(CIRCUIT.solve(fresh).publicValues())
                .isEqualTo(fresh.publicInputs().toList());
    }

    @Test
    void sizes() {
        assertThat(CircuitCompiler.compile(CreditRequest.ofDepth(20)).constraints())
                .isLessThanOrEqualTo(13_697 + 10);
        CompiledCircuit deep = CircuitCompiler.compile(CreditRequest.ofDepth(32));
        assertThat(deep.constraints()).isLessThanOrEqualTo(16_601 + 10);
        assertThat(deep.constraints() + deep.publicInputs() + 1).isLessThanOrEqualTo(1 << 14);
        assertThat(deep.publicInputs()).isEqualTo(12);
        assertThat(deep.warnings()).isEmpty();
    }

    @Test
    void everyCellAndEveryHintIsBound() {
        SoundnessReport report = SoundnessCheck.of(CIRCUIT)
                .permitFree("previousKey.x", "the key that did not sign; the verifier chooses it")
                .permitFree("previousKey.y", "the key that did not sign; the verifier chooses it")
                .run(new CreditCase().request(DEPTH), CreditCase.random());
        assertThat(report.unnoticed()).isEmpty();
        assertThat(report.free()).containsOnlyKeys("previousKey.x", "previousKey.y");
        // Two changes a cell, but one where that went unnoticed.
        assertThat(report.mutations()).isEqualTo(2 * (CIRCUIT.wires() - 1) - 2);
        assertThat(report.forgeries()).isGreaterThan(8000);
        CircuitLint.of(CIRCUIT)
                .run(CIRCUIT.solve(new CreditCase().request(DEPTH)))
                .requireClean();
    }
}
