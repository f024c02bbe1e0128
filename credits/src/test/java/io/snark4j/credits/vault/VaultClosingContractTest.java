package io.snark4j.credits.vault;

import static io.snark4j.credits.vault.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.esaulpaugh.headlong.abi.Function;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.RevertedException;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Slashing, expiry, the policy stake and withdrawals: who gets what, once. */
@Tag("peers")
class VaultClosingContractTest {
    private static final Address BURNED = Address.parse("0x000000000000000000000000000000000000dEaD");

    @AutoClose
    private static final TestChain chain = new TestChain();

    private static TestVault vault() {
        return TestVault.deploy(chain, new TestVault.Terms());
    }

    private static void assertCredits(TestVault test, long provider, long user, long stranger, long burned) {
        assertThat(test.credit(test.provider)).as("provider").isEqualTo(provider);
        assertThat(test.credit(test.user)).as("user").isEqualTo(user);
        assertThat(test.credit(test.stranger)).as("stranger").isEqualTo(stranger);
        assertThat(test.vault.balanceOf(BURNED)).as("burned").isEqualTo(burned);
    }

    @Test
    void slashingAnActiveNotePaysTheBountyAndTheProvider() {
        TestVault test = vault();
        Fr secret = test.secret();
        Fr commitment = CreditProtocol.identityCommitment(secret);
        test.deposit(secret, 1_000);
        test.vault.slash(test.stranger, commitment, secret);
        assertCredits(test, 1_000, 0, TestVault.BOUNTY, TestVault.STAKE);
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.CLOSED);
        assertThat(test.events().getLast())
                .isEqualTo(new VaultEvent.Slashed(commitment, secret, test.stranger.address()));
        assertRefused("NoteNotOpen", List.of(commitment), () -> test.vault.slash(test.stranger, commitment, secret));
        assertRefused("NoteNotActive", () -> test.initiateExit(test.order(commitment, 10, Fr.ZERO)));
        chain.advance(TestVault.NOTE_LIFE);
        assertRefused("NoteNotActive", () -> test.vault.claimExpired(test.stranger, commitment));
    }

    /** Also after the window, as long as nobody has finalized. */
    @Test
    void slashingAnOpenExitPaysNothingOfIt() {
        TestVault test = vault();
        Fr secret = test.secret();
        Fr commitment = CreditProtocol.identityCommitment(secret);
        test.deposit(secret, 1_000);
        test.initiateExit(test.order(commitment, 900, Fr.ZERO));
        chain.advance(TestVault.WINDOW + 1);
        test.vault.slash(test.user, commitment, secret);
        assertCredits(test, 1_000, TestVault.BOUNTY, 0, TestVault.STAKE);
        assertRefused("NoteNotExiting", () -> test.vault.finalizeExit(test.stranger, commitment));
    }

    @Test
    void slashingTakesTheSecretAndNothingElse() {
        TestVault test = vault();
        Fr secret = test.secret();
        Fr commitment = CreditProtocol.identityCommitment(secret);
        assertRefused("NoteNotOpen", List.of(commitment), () -> test.vault.slash(test.stranger, commitment, secret));
        test.deposit(secret, 1_000);
        Fr other = test.deposited(500);
        assertRefused("WrongSecret", () -> test.vault.slash(test.stranger, commitment, secret.add(Fr.ONE)));
        assertRefused("WrongSecret", () -> test.vault.slash(test.stranger, other, secret));
        BigInteger alias = secret.toBigInteger().add(Fr.MODULUS);
        assertRefused("NotInField", List.of(alias), () -> slashRaw(test, commitment, alias));
        test.initiateExit(test.order(other, 500, Fr.ZERO));
        chain.advance(TestVault.WINDOW);
        test.vault.finalizeExit(test.stranger, other);
        assertRefused("NoteNotOpen", List.of(other), () -> test.vault.slash(test.stranger, other, secret));
    }

    private static void slashRaw(TestVault test, Fr commitment, BigInteger secret) {
        byte[] call = Abi.call(Function.parse("slash(uint256,uint256)"), commitment.toBigInteger(), secret);
        try {
            chain.ethereum.send(test.stranger, test.vault.terms().vault(), call);
        } catch (RevertedException e) {
            throw VaultArtifact.INSTANCE.explain(e);
        }
    }

    @Test
    void anExpiredNoteIsTheProvidersAndNotBeforeItsTime() {
        TestVault test = vault();
        Fr commitment = test.deposited(1_000);
        long expiry = chain.now() + TestVault.NOTE_LIFE;
        chain.nextBlockAt(expiry - 1);
        chain.node.request("evm_mine");
        assertRefused("TooEarly", List.of(expiry), () -> test.vault.claimExpired(test.stranger, commitment));
        chain.advance(1);
        test.vault.claimExpired(test.stranger, commitment);
        assertCredits(test, 1_000, TestVault.BOUNTY, 0, TestVault.STAKE);
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.CLOSED);
        assertThat(test.events().getLast()).isEqualTo(new VaultEvent.Expired(commitment));
        assertRefused("NoteNotActive", List.of(commitment), () -> test.vault.claimExpired(test.stranger, commitment));
        Fr never = Fr.of(4);
        assertRefused("NoteNotActive", List.of(never), () -> test.vault.claimExpired(test.stranger, never));
    }

    @Test
    void anOpenExitOutlivesTheNote() {
        TestVault test = vault();
        Fr commitment = test.deposited(1_000);
        chain.advance(TestVault.NOTE_LIFE);
        test.initiateExit(test.order(commitment, 300, Fr.ZERO));
        assertRefused("NoteNotActive", List.of(commitment), () -> test.vault.claimExpired(test.stranger, commitment));
        chain.advance(TestVault.WINDOW);
        test.vault.finalizeExit(test.user, commitment);
        assertCredits(test, 700, 0, 300 + TestVault.BOUNTY + TestVault.STAKE, 0);
    }

    @Test
    void theStakeIsBurnedForHiddenAndFlaggedTicketsOnly() {
        TestVault test = vault();
        byte[] evidence = new byte[32];
        evidence[31] = 9;
        Fr flaggedBefore = Fr.of(1001);
        Fr flaggedAfter = Fr.of(1002);
        Fr innocent = Fr.of(1003);
        test.vault.flagPolicy(test.provider, flaggedBefore, evidence);
        assertThat(test.events().getLast())
                .isEqualTo(new VaultEvent.PolicyFlagged(flaggedBefore, BigInteger.valueOf(9)));
        assertThat(test.vault.isFlagged(flaggedBefore)).isTrue();
        assertThat(test.vault.isFlagged(innocent)).isFalse();
        long burned = 0;
        long paid = 0;
        for (Fr tag : List.of(Fr.ZERO, Fr.ONE, flaggedBefore, flaggedAfter, innocent)) {
            Fr commitment = test.deposited(100);
            test.initiateExit(test.order(commitment, 100, tag));
            chain.advance(TestVault.WINDOW);
            if (tag.equals(flaggedAfter)) {
                test.vault.flagPolicy(test.provider, flaggedAfter, evidence);
            }
            test.vault.finalizeExit(test.user, commitment);
            boolean burns = !tag.isZero() && !tag.equals(innocent);
            burned += burns ? TestVault.STAKE : 0;
            paid += 100 + TestVault.BOUNTY + (burns ? 0 : TestVault.STAKE);
            assertCredits(test, 0, 0, paid, burned);
            assertThat(((VaultEvent.ExitFinalized) test.events().getLast()).stakeBurned())
                    .isEqualTo(burns);
        }
    }

    @Test
    void onlyTheProviderFlagsAndOnlyNullifiers() {
        TestVault test = vault();
        byte[] evidence = new byte[32];
        assertRefused("NotProvider", () -> test.vault.flagPolicy(test.user, Fr.of(2), evidence));
        for (BigInteger n : List.of(BigInteger.ZERO, BigInteger.ONE, Fr.MODULUS, Fr.MODULUS.add(BigInteger.TWO))) {
            assertRefused("NullifierOutOfRange", List.of(n), () -> flagRaw(test, n));
        }
        flagRaw(test, BigInteger.TWO);
        flagRaw(test, Fr.MODULUS.subtract(BigInteger.ONE));
        assertRefused("AlreadyFlagged", List.of(2), () -> flagRaw(test, BigInteger.TWO));
    }

    private static void flagRaw(TestVault test, BigInteger nullifier) {
        byte[] call = Abi.call(Function.parse("flagPolicy(uint256,bytes32)"), nullifier, new byte[32]);
        try {
            chain.ethereum.send(test.provider, test.vault.terms().vault(), call);
        } catch (RevertedException e) {
            throw VaultArtifact.INSTANCE.explain(e);
        }
    }

    @Test
    void paysACreditOnceAndToItsOwner() {
        TestVault test = vault();
        Fr secret = test.secret();
        test.deposit(secret, 1_000);
        test.vault.slash(test.stranger, CreditProtocol.identityCommitment(secret), secret);
        test.vault.withdraw(test.stranger, test.provider.address());
        assertThat(test.token.balanceOf(test.provider.address())).isEqualTo(1_000);
        assertThat(test.events().getLast())
                .isEqualTo(new VaultEvent.Withdrawn(test.provider.address(), BigInteger.valueOf(1_000)));
        assertThat(test.credit(test.provider)).isZero();
        BigInteger nobody = test.provider.address().value();
        assertRefused(
                "NothingToWithdraw",
                List.of(nobody),
                () -> test.vault.withdraw(test.stranger, test.provider.address()));
        test.vault.withdraw(test.stranger, BURNED);
        test.vault.withdraw(test.stranger, test.stranger.address());
        assertThat(test.token.balanceOf(test.vault.terms().vault())).isZero();
        assertThat(test.token.balanceOf(BURNED)).isEqualTo(TestVault.STAKE);
    }

    @Test
    void pausingDepositsStopsNothingElse() {
        TestVault test = vault();
        Fr secret = test.secret();
        test.deposit(secret, 1_000);
        Fr exiting = test.deposited(400);
        Fr expiring = test.deposited(300);
        test.vault.setPaused(test.provider, true);
        test.initiateExit(test.order(exiting, 400, Fr.ZERO));
        chain.advance(TestVault.WINDOW);
        test.vault.finalizeExit(test.user, exiting);
        test.vault.slash(test.user, CreditProtocol.identityCommitment(secret), secret);
        chain.advance(TestVault.NOTE_LIFE);
        test.vault.claimExpired(test.user, expiring);
        test.vault.withdraw(test.user, test.provider.address());
        assertThat(test.token.balanceOf(test.provider.address())).isEqualTo(1_300);
    }

    @Test
    void theProvidersRoleIsOfferedAndAccepted() {
        TestVault test = vault();
        Account next = chain.account("next provider");
        assertRefused("NotProvider", () -> test.vault.proposeProvider(test.stranger, test.stranger.address()));
        assertRefused("NotProvider", () -> test.vault.acceptProvider(next));
        test.vault.proposeProvider(test.provider, next.address());
        assertThat(test.events().getLast()).isEqualTo(new VaultEvent.ProviderProposed(next.address()));
        assertRefused(
                "NotProvider",
                List.of(test.stranger.address().value()),
                () -> test.vault.acceptProvider(test.stranger));
        assertThat(test.vault.provider()).isEqualTo(test.provider.address());
        test.vault.acceptProvider(next);
        assertThat(test.events().getLast()).isEqualTo(new VaultEvent.ProviderChanged(next.address()));
        assertThat(test.vault.provider()).isEqualTo(next.address());
        assertRefused("NotProvider", () -> test.vault.setPaused(test.provider, true));
        assertRefused("NotProvider", () -> test.vault.acceptProvider(next));
        Fr secret = test.secret();
        test.deposit(secret, 1_000);
        test.vault.slash(test.stranger, CreditProtocol.identityCommitment(secret), secret);
        assertThat(test.credit(next)).isEqualTo(1_000);
    }

    /** No exits, no keys; what remains is slashing and expiry. */
    @Test
    void aPrepaidVaultPaysTheProviderAlone() {
        TestVault test = TestVault.deploy(chain, new TestVault.Terms().prepaid());
        assertThat(test.vault.terms().prepaid()).isTrue();
        assertThat(test.vault.terms().exitVerifier()).isEqualTo(Address.ZERO);
        Fr secret = test.secret();
        test.deposit(secret, 1_000);
        Fr expiring = test.deposited(300);
        assertRefused("PrepaidMode", () -> test.initiateExit(test.order(expiring, 300, Fr.ZERO)));
        assertRefused("PrepaidMode", () -> test.vault.proposeKey(test.provider, test.key.publicKey()));
        assertRefused("PrepaidMode", () -> test.vault.emergencyRotate(test.provider, test.key.publicKey()));
        assertRefused("UnknownKey", List.of(0), () -> test.vault.key(0));
        test.vault.slash(test.stranger, CreditProtocol.identityCommitment(secret), secret);
        chain.advance(TestVault.NOTE_LIFE);
        test.vault.claimExpired(test.stranger, expiring);
        assertCredits(test, 1_300, TestVault.BOUNTY, TestVault.BOUNTY, 0);
    }
}
