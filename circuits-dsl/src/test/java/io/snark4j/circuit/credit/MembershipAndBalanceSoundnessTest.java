package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.lint.LintReport;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.circuit.soundness.SoundnessReport;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cheating client would try. Every false statement is hashed and shared consistently, so that only one rule is broken. */
class MembershipAndBalanceSoundnessTest {
    private static final int DEPTH = 3;
    private static final CompiledCircuit CIRCUIT = CircuitCompiler.compile(MembershipAndBalance.ofDepth(DEPTH));
    private static final Fr SECRET = Fr.of(new BigInteger("918273645546372819918273645546372819"));
    private static final Fr X = Fr.of(777);
    private static final Fr SCOPE = Fr.of(31337);
    private static final BigInteger TWO_96 = BigInteger.ONE.shiftLeft(96);

    /** Inputs that break no rule but those on ranges and balance, whatever the three amounts are. */
    private static MembershipAndBalanceInputs consistent(Fr deposit, Fr ticket, Fr cMax) {
        return consistent(DEPTH, deposit, ticket, cMax);
    }

    private static MembershipAndBalanceInputs consistent(int depth, Fr deposit, Fr ticket, Fr cMax) {
        MerkleTree tree = new MerkleTree(depth);
        tree.append(Fr.of(11));
        tree.append(Fr.of(12));
        tree.append(Poseidon.hash(Poseidon.hash(SECRET), deposit));
        tree.append(Fr.of(13));
        tree.append(Fr.of(14));
        MerkleProof proof = tree.proof(2);
        Fr slope = Poseidon.hash(SECRET, SCOPE, ticket);
        return new MembershipAndBalanceInputs(
                Poseidon.hash(slope),
                SECRET.add(slope.mul(X)),
                tree.root(),
                cMax,
                X,
                SCOPE,
                SECRET,
                deposit,
                ticket,
                Fr.of(proof.index()),
                proof.siblings());
    }

    private static MembershipAndBalanceInputs honest() {
        return consistent(Fr.of(1000), Fr.of(9), Fr.of(100));
    }

    private static void assertRefused(Record inputs, String label) {
        assertThatThrownBy(() -> CIRCUIT.solve(inputs))
                .isInstanceOf(UnsatisfiedConstraintException.class)
                .hasMessageContaining("MembershipAndBalance.java:")
                .hasMessageContaining("\"" + label + "\"");
    }

    @Test
    void exactlyTheDepositMayBeSpentAndNotOneUnitMore() {
        assertThat(CIRCUIT.solve(honest()).size()).isEqualTo(CIRCUIT.wires());
        assertRefused(consistent(Fr.of(999), Fr.of(9), Fr.of(100)), "balance ≥ price");
        assertRefused(consistent(Fr.of(1000), Fr.of(10), Fr.of(100)), "balance ≥ price");
        assertRefused(consistent(Fr.of(1000), Fr.of(9), Fr.of(101)), "balance ≥ price");
        assertRefused(consistent(Fr.ZERO, Fr.ZERO, Fr.ONE), "balance ≥ price");
    }

    @Test
    void thePriceOfTheLastTicketsDoesNotWrap() {
        Fr largest = Fr.of(TWO_96.subtract(BigInteger.ONE));
        Fr lastTicket = Fr.of((1L << 32) - 1);
        assertRefused(consistent(largest, lastTicket, largest), "balance ≥ price");
        assertRefused(consistent(Fr.ONE, lastTicket, largest), "balance ≥ price");
    }

    @Test
    void ticketsEndAtTwoToTheThirtyTwo() {
        Fr much = Fr.of(TWO_96.subtract(BigInteger.ONE));
        assertThat(CIRCUIT.solve(consistent(much, Fr.of((1L << 32) - 1), Fr.ONE))
                        .size())
                .isEqualTo(CIRCUIT.wires());
        assertRefused(consistent(much, Fr.of(1L << 32), Fr.ONE), "ticketIndex < 2^32");
    }

    /** -1 makes the price 0, and -2 makes it negative. */
    @ParameterizedTest
    @ValueSource(longs = {-1, -2, -(1L << 32)})
    void aTicketThatWrapsIsRefused(long ticket) {
        assertRefused(consistent(Fr.of(1000), Fr.of(ticket), Fr.of(100)), "ticketIndex < 2^32");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -1000})
    void aNegativeDepositOrPriceIsRefused(long wrapped) {
        assertRefused(consistent(Fr.of(wrapped), Fr.ZERO, Fr.ONE), "deposit < 2^96");
        assertRefused(consistent(Fr.of(1000), Fr.of(9), Fr.of(wrapped)), "cMax < 2^96");
    }

    @Test
    void amountsEndAtTwoToTheNinetySix() {
        assertRefused(consistent(Fr.of(TWO_96), Fr.ZERO, Fr.ONE), "deposit < 2^96");
        assertRefused(consistent(Fr.of(1000), Fr.ZERO, Fr.of(TWO_96)), "cMax < 2^96");
        // (i + 1)·cMax would be 1 modulo r.
        assertRefused(consistent(Fr.of(1000), Fr.of(6), Fr.of(7).inverse()), "cMax < 2^96");
    }

    @ParameterizedTest
    @CsvSource({
        "nullifier, nullifier",
        "share, share",
        "x, share",
        "scope, nullifier",
        "root, membership",
        "secret, membership",
        "deposit, membership",
        "leafIndex, membership",
        "ticketIndex, nullifier"
    })
    void oneValueChangedBreaksItsRule(String name, String label) {
        MembershipAndBalanceInputs h = honest();
        assertRefused(
                new MembershipAndBalanceInputs(
                        changed(name, "nullifier", h.nullifier()),
                        changed(name, "share", h.share()),
                        changed(name, "root", h.root()),
                        h.cMax(),
                        changed(name, "x", h.x()),
                        changed(name, "scope", h.scope()),
                        changed(name, "secret", h.secret()),
                        changed(name, "deposit", h.deposit()),
                        // Below, so that the balance is not what breaks.
                        name.equals("ticketIndex") ? Fr.of(8) : h.ticketIndex(),
                        changed(name, "leafIndex", h.leafIndex()),
                        h.siblings()),
                label);
    }

    private static Fr changed(String name, String component, Fr value) {
        return name.equals(component) ? value.add(Fr.ONE) : value;
    }

    @Test
    void everySiblingCountsAndTheIndexIsBelowTwoToTheDepth() {
        MembershipAndBalanceInputs h = honest();
        for (int level = 0; level < DEPTH; level++) {
            List<Fr> siblings = new ArrayList<>(h.siblings());
            siblings.set(level, siblings.get(level).add(Fr.ONE));
            assertRefused(withPath(h, h.secret(), h.leafIndex(), siblings), "membership");
        }
        for (long alias : new long[] {2 + (1 << DEPTH), 2 - (1 << DEPTH), -2}) {
            assertRefused(withPath(h, h.secret(), Fr.of(alias), h.siblings()), "membership");
        }
    }

    @Test
    void anotherDepositorsLeafIsNotMine() {
        MembershipAndBalanceInputs h = honest();
        Fr mine = Fr.of(5);
        Fr slope = Poseidon.hash(mine, SCOPE, h.ticketIndex());
        MembershipAndBalanceInputs stolen = new MembershipAndBalanceInputs(
                Poseidon.hash(slope),
                mine.add(slope.mul(X)),
                h.root(),
                h.cMax(),
                X,
                SCOPE,
                mine,
                h.deposit(),
                h.ticketIndex(),
                h.leafIndex(),
                h.siblings());
        assertRefused(stolen, "membership");
    }

    private static MembershipAndBalanceInputs withPath(
            MembershipAndBalanceInputs h, Fr secret, Fr leafIndex, List<Fr> siblings) {
        return new MembershipAndBalanceInputs(
                h.nullifier(),
                h.share(),
                h.root(),
                h.cMax(),
                h.x(),
                h.scope(),
                secret,
                h.deposit(),
                h.ticketIndex(),
                leafIndex,
                siblings);
    }

    @ParameterizedTest
    @ValueSource(ints = {DEPTH, 20})
    void everyCellAndEveryHintIsBound(int depth) {
        CompiledCircuit circuit = CircuitCompiler.compile(MembershipAndBalance.ofDepth(depth));
        MembershipAndBalanceInputs honest = consistent(depth, Fr.of(1000), Fr.of(9), Fr.of(100));
        SoundnessReport report = SoundnessCheck.of(circuit).run(honest, new Random(1));
        report.requireSound();
        assertThat(report.free()).isEmpty();
        assertThat(report.mutations()).isEqualTo(2 * (circuit.wires() - 1));
        // The lower bits of three amounts, of the ticket and of the place.
        assertThat(report.forgeries()).isGreaterThan(2 * (3 * 95 + 31 + depth - 1));
        LintReport lint = CircuitLint.of(circuit).run(circuit.solve(honest));
        lint.requireClean();
        assertThat(lint.determined())
                .isEqualTo(circuit.wires() - 1 - circuit.inputNames().size());
    }
}
