package io.snark4j.credits.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.gateway.Checkpoint;
import io.snark4j.credits.gateway.DoubleSpends;
import io.snark4j.credits.gateway.Metrics;
import io.snark4j.credits.gateway.Slasher;
import io.snark4j.credits.gateway.TestGateway;
import io.snark4j.credits.gateway.VaultFollower;
import io.snark4j.credits.gateway.store.Lease;
import io.snark4j.credits.gateway.store.RecoveredSecret;
import io.snark4j.credits.gateway.store.Spend;
import io.snark4j.credits.gateway.store.TestDatabase;
import io.snark4j.credits.gateway.store.TicketRecord;
import io.snark4j.credits.gateway.store.TicketStore;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gateway's view of a vault on an EVM, and what it tells the vault. */
@Tag("peers")
class VaultFollowerContractTest {
    private static final long DEPOSIT = 1_000;

    @AutoClose
    private static final TestChain chain = new TestChain();

    private final TestGateway.Clock clock = new TestGateway.Clock();
    private final Metrics metrics = new Metrics();
    private TestVault test;
    private TicketStore store;
    private VaultFollower follower;

    @BeforeEach
    void deploy() {
        test = TestVault.deploy(chain, new TestVault.Terms());
        store = new TestDatabase(TestDatabase.Kind.SQLITE).open();
        clock.now = Instant.ofEpochSecond(chain.now());
        follower = follow(VaultFollower.Rules.ofTestChain(0));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private VaultFollower follow(VaultFollower.Rules rules) {
        VaultFollower started = new VaultFollower(chain.ethereum, test.vault, store, clock, rules);
        started.reportTo(new DoubleSpends(store, metrics, Checkpoint.NONE));
        return started;
    }

    private Slasher slasher() {
        return new Slasher(store, test.vault, test.vault, test.provider, metrics);
    }

    @Test
    void aRootIsAcceptedUntilAnHourAfterItWasSuperseded() {
        test.deposited(DEPOSIT);
        follower.poll();
        Fr first = test.vault.root();
        assertThat(follower.accepts(first)).isTrue();
        clock.advance(Duration.ofDays(2));
        assertThat(follower.accepts(first)).isTrue();
        chain.advance(Duration.ofDays(2).toSeconds());
        test.deposited(DEPOSIT);
        clock.now = Instant.ofEpochSecond(chain.now());
        assertThat(follower.accepts(test.vault.root())).isFalse();
        follower.poll();
        assertThat(follower.accepts(test.vault.root())).isTrue();
        assertThat(follower.accepts(first)).isTrue();
        assertThat(follower.accepts(Fr.of(5))).isFalse();
        clock.advance(Duration.ofMinutes(59));
        assertThat(follower.accepts(first)).isTrue();
        clock.advance(Duration.ofMinutes(2));
        assertThat(follower.accepts(first)).isFalse();
        assertThat(follower.accepts(test.vault.root())).isTrue();
        // One that starts now knows them by the chain.
        clock.now = Instant.ofEpochSecond(chain.now());
        VaultFollower later = follow(
                new VaultFollower.Rules(0, 7, Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(1), false));
        later.poll();
        assertThat(later.accepts(first)).isTrue();
        clock.advance(Duration.ofMinutes(61));
        assertThat(later.accepts(first)).isFalse();
    }

    @Test
    void onlyFinalizedBlocksCount() {
        test.deposited(DEPOSIT);
        VaultFollower cautious = follow(VaultFollower.Rules.ofPublicChain(0));
        cautious.poll();
        assertThat(cautious.accepts(test.vault.root())).isFalse();
        chain.node.request("anvil_mine", "0x80");
        cautious.poll();
        assertThat(cautious.accepts(test.vault.root())).isTrue();
    }

    @Test
    void itIsAtTheHeadWhileItPollsAndTheHeadMoves() {
        VaultFollower public1 = follow(VaultFollower.Rules.ofPublicChain(0));
        assertThat(public1.isCurrent()).isFalse();
        chain.node.request("anvil_mine", "0x80");
        clock.now = Instant.ofEpochSecond(chain.now());
        public1.poll();
        assertThat(public1.isCurrent()).isTrue();
        clock.advance(Duration.ofSeconds(61));
        assertThat(public1.isCurrent()).isFalse();
        public1.poll();
        assertThat(public1.isCurrent()).isTrue();
        // A node that stands still answers as before.
        clock.advance(Duration.ofMinutes(31));
        public1.poll();
        assertThat(public1.isCurrent()).isFalse();
    }

    @Test
    void keysAreThoseThatTheVaultHasRegistered() {
        assertThat(follower.keys()).isEmpty();
        follower.poll();
        BabyJubjubPoint first = TestVault.key(1).publicKey();
        BabyJubjubPoint second = TestVault.key(2).publicKey();
        BabyJubjubPoint third = TestVault.key(3).publicKey();
        assertThat(follower.keys()).contains(ProviderKeys.of(first));
        test.vault.proposeKey(test.provider, third);
        follower.poll();
        assertThat(follower.announcedKey()).contains(third);
        test.vault.cancelKey(test.provider);
        follower.poll();
        assertThat(follower.announcedKey()).isEmpty();
        test.vault.proposeKey(test.provider, second);
        follower.poll();
        assertThat(follower.announcedKey()).contains(second);
        chain.advance(TestVault.ROTATION_DELAY);
        test.vault.activateKey(test.provider);
        assertThat(follower.keys()).contains(ProviderKeys.of(first));
        follower.poll();
        assertThat(follower.keys()).contains(new ProviderKeys(second, first));
        assertThat(follower.announcedKey()).isEmpty();
        test.vault.emergencyRotate(test.provider, third);
        follower.poll();
        assertThat(follower.keys()).contains(ProviderKeys.of(third));
    }

    private ExitOrder exit(Fr secret, long index) {
        Fr scope = test.vault.terms().scope();
        Fr commitment = CreditProtocol.identityCommitment(secret);
        Fr slope = Rln.slope(secret, scope, index);
        Fr x = CreditProtocol.exitPoint(test.stranger.address().value(), scope, commitment);
        return new ExitOrder(
                commitment,
                test.stranger.address(),
                Rln.nullifier(slope),
                Rln.share(secret, slope, x).y(),
                BigInteger.valueOf(DEPOSIT),
                Fr.ZERO,
                0,
                0);
    }

    /** What the gateway stores of a request. */
    private Spend request(Fr secret, long index) {
        Fr slope = Rln.slope(secret, test.vault.terms().scope(), index);
        return new Spend(Rln.nullifier(slope), Rln.share(secret, slope, Fr.of(1_234)), BabyJubjubPoint.BASE8);
    }

    @Test
    void anExitAtAnUnusedIndexUsesItUp() {
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        ExitOrder order = exit(secret, 3);
        test.initiateExit(order);
        follower.poll();
        assertThat(store.find(order.nullifier())).get().isInstanceOf(TicketRecord.Exited.class);
        follow(VaultFollower.Rules.ofTestChain(0)).poll();
        assertThat(store.openSlashes()).isEmpty();
    }

    @Test
    void anExitAtAUsedIndexIsSlashedWithinItsWindow() {
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        store.reserve(request(secret, 2), new Lease("a", clock.instant()));
        test.initiateExit(exit(secret, 2));
        Fr commitment = CreditProtocol.identityCommitment(secret);
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.EXITING);
        follower.poll();
        assertThat(store.openSlashes())
                .singleElement()
                .satisfies(open -> assertThat(open.secret()).isEqualTo(secret));
        slasher().turn();
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.CLOSED);
        assertThat(test.credit(test.provider)).isEqualTo(DEPOSIT + TestVault.BOUNTY);
        assertThat(store.openSlashes()).isEmpty();
        // A gateway that starts again finds the collision again, and leaves it.
        follow(VaultFollower.Rules.ofTestChain(0)).poll();
        assertThat(store.openSlashes()).isEmpty();
    }

    @Test
    void aSlashThatSomebodyElseMadeIsDone() {
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        store.reserve(request(secret, 2), new Lease("a", clock.instant()));
        test.initiateExit(exit(secret, 2));
        follower.poll();
        assertThat(store.openSlashes()).hasSize(1);
        test.vault.slash(test.stranger, CreditProtocol.identityCommitment(secret), secret);
        slasher().turn();
        assertThat(store.openSlashes()).isEmpty();
        assertThat(test.credit(test.stranger)).isEqualTo(TestVault.BOUNTY);
    }

    @Test
    void aWithheldRequestIsFlaggedAndOnlyTheProviderMay() {
        Fr secret = test.secret();
        Spend request = request(secret, 0);
        store.reserve(request, new Lease("a", clock.instant()));
        store.withhold(request.nullifier(), "a", new byte[32]);
        new Slasher(store, test.vault, test.vault, test.stranger, metrics).turn();
        assertThat(store.openFlags()).hasSize(1);
        assertThat(metrics.toText()).contains("snark4j_gateway_chain_failures_total{call=\"flag\"} 1");
        slasher().turn();
        assertThat(store.openFlags()).isEmpty();
        assertThat(test.vault.isFlagged(request.nullifier())).isTrue();
    }

    /** A slash is in a block, and the block is taken back: the secret is still there, and the vault is told again. */
    @Test
    void aSlashThatTheChainTakesBackIsMadeAgain() {
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        chain.node.request("anvil_mine", "0x80");
        Fr commitment = CreditProtocol.identityCommitment(secret);
        store.openSlash(new RecoveredSecret(commitment, secret));
        Spend request = request(secret, 0);
        store.reserve(request, new Lease("a", clock.instant()));
        store.withhold(request.nullifier(), "a", new byte[32]);
        Slasher slasher = new Slasher(store, test.vault, test.vault.atFinalized(), test.provider, metrics);

        String before = chain.node.request("evm_snapshot").stringValue();
        slasher.turn();
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.CLOSED);
        assertThat(test.vault.isFlagged(request.nullifier())).isTrue();
        assertThat(store.openSlashes()).hasSize(1);
        assertThat(store.openFlags()).hasSize(1);
        chain.node.request("evm_revert", before);
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.ACTIVE);

        slasher.turn();
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.CLOSED);
        chain.node.request("anvil_mine", "0x80");
        slasher.turn();
        assertThat(store.openSlashes()).isEmpty();
        assertThat(store.openFlags()).isEmpty();
        assertThat(test.vault.isFlagged(request.nullifier())).isTrue();
        assertThat(metrics.toText())
                .contains("slashes_total 2", "flags_total 2")
                .doesNotContain("unexplained");
    }

    /** Of a note that this node has not seen yet, or of none: an alarm, and nothing is forgotten. */
    @Test
    void aSecretWithoutANoteIsKeptAndRaisesAnAlarm() {
        Fr secret = test.secret();
        Fr commitment = CreditProtocol.identityCommitment(secret);
        store.openSlash(new RecoveredSecret(commitment, secret));
        slasher().turn();
        assertThat(store.openSlashes()).containsExactly(new RecoveredSecret(commitment, secret));
        assertThat(metrics.toText()).contains("double_spends_unexplained_total 1");
        test.deposit(secret, DEPOSIT);
        slasher().turn();
        assertThat(store.openSlashes()).isEmpty();
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.CLOSED);
    }
}
