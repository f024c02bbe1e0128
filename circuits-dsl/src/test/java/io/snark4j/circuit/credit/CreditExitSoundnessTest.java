package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.circuit.soundness.SoundnessReport;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an owner would try who wants more than is due, or to hide a ticket. Only one rule is broken at a time. */
class CreditExitSoundnessTest {
    private static final CompiledCircuit CIRCUIT = CircuitCompiler.compile(CreditExit.prototype());

    private static Map<String, Object> changed(Consumer<CreditCase> change) {
        CreditCase changed = new CreditCase();
        change.accept(changed);
        return changed.exit();
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
    void honestExitsPass() {
        assertAccepted(new CreditCase().exit());
        assertAccepted(changed(c -> {
            c.open = Fr.ONE;
            c.payout = Fr.of(50);
        }));
        assertAccepted(changed(c -> {
            c.open = Fr.ONE;
            c.named = true;
            c.payout = Fr.of(50);
        }));
        CreditCase fresh = CreditCase.fresh();
        fresh.payout = fresh.deposit;
        assertAccepted(fresh.exit());
        assertAccepted(changed(c -> {
            c.oldKey = true;
            c.signer = CreditCase.PREVIOUS;
        }));
    }

    /** 1000 + 450 − 13·100 is 150. */
    @Test
    void aPayoutOneTooHighIsRefused() {
        assertRefused(changed(c -> c.payout = Fr.of(151)), "payout ≤ balance");
        assertRefused(
                changed(c -> {
                    c.open = Fr.ONE;
                    c.payout = Fr.of(51);
                }),
                "payout ≤ balance");
        assertAccepted(changed(c -> c.payout = Fr.ZERO));
    }

    @Test
    void negativeAndWrappedAmountsAreRefused() {
        assertRefused(changed(c -> c.payout = Fr.of(-1)), "payout < 2^96");
        assertRefused(changed(c -> c.payout = Fr.TWO.pow(96)), "payout < 2^96");
        assertRefused(changed(c -> c.deposit = Fr.of(-1)), "deposit < 2^96");
        assertRefused(changed(c -> c.deposit = Fr.TWO.pow(96)), "deposit < 2^96");
        assertRefused(changed(c -> c.cMax = Fr.of(-1)), "cMax < 2^96");
        assertRefused(changed(c -> c.cMax = Fr.TWO.pow(96)), "cMax < 2^96");
        assertRefused(changed(c -> c.refunded = Fr.TWO.pow(128)), "refund state");
        assertRefused(changed(c -> c.refunded = Fr.of(-1)), "refund state");
    }

    /** With n below m tickets that were refunded would be unspent again. */
    @ParameterizedTest
    @ValueSource(longs = {-1, -13, 1L << 32})
    void anIndexBelowTheStatesIsRefused(long open) {
        assertRefused(
                changed(c -> {
                    c.open = Fr.of(open);
                    c.payout = Fr.ZERO;
                }),
                "n - m < 2^32");
    }

    @Test
    void theStatesIndexIsBelowTwoToTheThirtyTwo() {
        assertRefused(changed(c -> c.ticketIndex = Fr.TWO.pow(32)), "refund state");
        assertRefused(changed(c -> c.ticketIndex = Fr.of(-1)), "refund state");
    }

    @Test
    void theEndsOfAllRangesPass() {
        assertAccepted(changed(c -> {
            c.deposit = Fr.TWO.pow(96).sub(Fr.ONE);
            c.refunded = Fr.TWO.pow(128).sub(Fr.ONE);
            c.ticketIndex = Fr.TWO.pow(32).sub(Fr.ONE);
            c.open = Fr.TWO.pow(32).sub(Fr.ONE);
            c.payout = Fr.TWO.pow(96).sub(Fr.ONE);
            c.cMax = Fr.TWO.pow(94);
        }));
        assertRefused(
                changed(c -> {
                    c.deposit = Fr.ZERO;
                    c.refunded = Fr.ZERO;
                    c.ticketIndex = Fr.TWO.pow(32).sub(Fr.ONE);
                    c.open = Fr.TWO.pow(32).sub(Fr.ONE);
                    c.payout = Fr.TWO.pow(96).sub(Fr.ONE);
                    c.cMax = Fr.TWO.pow(96).sub(Fr.ONE);
                }),
                "payout ≤ balance");
    }

    @Test
    void anotherRecipientIsRefused() {
        CreditCase owner = new CreditCase();
        Fr elsewhere = Poseidon.hash(CreditProtocol.DOM_EXIT, Fr.of(98), CreditCase.SCOPE, owner.commitment());
        assertRefused(CreditCase.with(owner.exit(), "xExit", elsewhere), "share");
    }

    @Test
    void wrongTagsAreRefused() {
        Fr openTicket = Rln.nullifier(Rln.slope(new CreditCase().secret, CreditCase.SCOPE, 13));
        for (Fr tag : new Fr[] {Fr.ONE, openTicket, Fr.TWO}) {
            assertRefused(CreditCase.with(new CreditCase().exit(), "tag", tag), "tag");
        }
        for (Fr tag : new Fr[] {Fr.ZERO, openTicket, Fr.TWO}) {
            assertRefused(
                    CreditCase.with(
                            changed(c -> {
                                c.open = Fr.ONE;
                                c.payout = Fr.ZERO;
                            }),
                            "tag",
                            tag),
                    "tag");
        }
        // The ticket that is used up now, or none, is not the open one.
        for (Fr tag :
                new Fr[] {Rln.nullifier(Rln.slope(new CreditCase().secret, CreditCase.SCOPE, 14)), Fr.ZERO, Fr.ONE}) {
            assertRefused(
                    CreditCase.with(
                            changed(c -> {
                                c.open = Fr.ONE;
                                c.named = true;
                                c.payout = Fr.ZERO;
                            }),
                            "tag",
                            tag),
                    "tag");
        }
    }

    /** Naming is for one open ticket: for none the tag is 0, and of several one name would hide the others. */
    @ParameterizedTest
    @ValueSource(longs = {0, 2, 3})
    void onlyTheOneOpenTicketIsNamed(long open) {
        assertRefused(
                changed(c -> {
                    c.open = Fr.of(open);
                    c.named = true;
                    c.refunded = Fr.of(10_000);
                }),
                "tag");
    }

    @Test
    void statesOfOthersAndForeignSignaturesAreRefused() {
        String label = "signature of the state / signature";
        assertRefused(changed(c -> c.signer = CreditCase.FOREIGN), label);
        assertRefused(CreditCase.with(new CreditCase().exit(), "refund.refunded", Fr.of(451)), label);
        assertRefused(CreditCase.with(new CreditCase().exit(), "refund.blinding", Fr.of(5)), label);
        CreditCase stolen = new CreditCase();
        Fr own = stolen.commitment();
        stolen.stateCommitment = Poseidon.hash(Fr.of(5));
        assertRefused(stolen.exit(), label);
        assertRefused(CreditCase.with(new CreditCase().exit(), "commitment", own.add(Fr.ONE)), "commitment");
    }

    @ParameterizedTest
    @CsvSource({"refunded", "ticketIndex", "blinding"})
    void aGenesisIsEmpty(String value) {
        CreditCase fresh = CreditCase.fresh();
        fresh.payout = Fr.ZERO;
        assertRefused(CreditCase.with(fresh.exit(), "refund." + value, Fr.ONE), "genesis is empty");
    }

    @ParameterizedTest
    @CsvSource({
        "nullifier, nullifier",
        "share, share",
        "xExit, share",
        "tag, tag",
        "commitment, commitment",
        "scope, signature of the state",
        "key.x, signature of the state",
        "key.y, signature of the state"
    })
    void onePublicInputChangedBreaksItsRule(String path, String label) {
        Map<String, Object> inputs = new CreditCase().exit();
        Fr value = (Fr) CreditCase.get(inputs, path);
        assertRefused(CreditCase.with(inputs, path, value.add(Fr.ONE)), label);
    }

    @Test
    void theTypedInputsAreTheSame() {
        CreditCase used = new CreditCase();
        RefundState state =
                new RefundState(used.refunded.toBigInteger(), 13, used.commitment(), used.blinding.toBigInteger());
        var signature = CreditCase.PROVIDER.sign(CreditProtocol.stateMessage(CreditCase.SCOPE, state.point()));
        var terms = new CreditExitInputs.Terms(
                BigInteger.valueOf(1000),
                BigInteger.valueOf(100),
                BigInteger.valueOf(99),
                CreditCase.SCOPE,
                new ProviderKeys(CreditCase.PROVIDER.publicKey(), CreditCase.PREVIOUS.publicKey()));
        for (int open = 0; open <= 1; open++) {
            for (boolean named : new boolean[] {false, true}) {
                if (named && open == 0) {
                    continue;
                }
                used.open = Fr.of(open);
                used.named = named;
                used.payout = Fr.of(50);
                var claim = new CreditExitInputs.Claim(BigInteger.valueOf(50), 13 + open, named);
                var inputs = CreditExitInputs.of(used.secret, SignedState.of(state, signature), claim, terms);
                assertThat(CIRCUIT.solve(inputs).publicValues())
                        .isEqualTo(CIRCUIT.solve(used.exit()).publicValues())
                        .isEqualTo(inputs.publicInputs().toList());
                assertThat(inputs.toString()).doesNotContain(used.secret.toString(), used.blinding.toString());
            }
        }
        var early = new CreditExitInputs.Claim(BigInteger.ZERO, 12, false);
        assertThatThrownBy(() -> CreditExitInputs.of(used.secret, SignedState.of(state, signature), early, terms))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ticket index 12, expected at least the state's 13");
    }

    @Test
    void sizes() {
        assertThat(CIRCUIT.constraints()).isLessThanOrEqualTo(8_500);
        assertThat(CIRCUIT.publicInputs()).isEqualTo(13);
        assertThat(CIRCUIT.warnings()).isEmpty();
    }

    /** With two open tickets: with none or one, an inverse that says so is free, since nothing depends on it. */
    @Test
    void everyCellAndEveryHintIsBound() {
        Map<String, Object> inputs = changed(c -> {
            c.open = Fr.TWO;
            c.refunded = Fr.of(10_000);
        });
        SoundnessReport report = SoundnessCheck.of(CIRCUIT)
                .permitFree("previousKey.x", "the key that did not sign; the verifier chooses it")
                .permitFree("previousKey.y", "the key that did not sign; the verifier chooses it")
                .run(inputs, CreditCase.random());
        assertThat(report.unnoticed()).isEmpty();
        assertThat(report.free()).containsOnlyKeys("previousKey.x", "previousKey.y");
        // Two changes a cell, but one where that went unnoticed.
        assertThat(report.mutations()).isEqualTo(2 * (CIRCUIT.wires() - 1) - 2);
        assertThat(report.forgeries()).isGreaterThan(7000);
        CircuitLint.of(CIRCUIT).run(CIRCUIT.solve(inputs)).requireClean();
    }
}
