package io.snark4j.credits.vault;

import static io.snark4j.credits.vault.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.RevertedException;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deposits on an EVM: what is taken, what is refused, and the tree. */
@Tag("peers")
class VaultDepositContractTest {
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(96).subtract(BigInteger.ONE);

    @AutoClose
    private static final TestChain chain = new TestChain();

    private static TestVault vault() {
        return TestVault.deploy(chain, new TestVault.Terms());
    }

    private static NewNote note(TestVault test, long amount) {
        return new NewNote(CreditProtocol.identityCommitment(test.secret()), BigInteger.valueOf(amount));
    }

    @Test
    void takesDepositBountyAndStakeAndEntersTheLeaf() {
        TestVault test = vault();
        BigInteger before = test.token.balanceOf(test.user.address());
        Fr commitment = test.deposited(1_000);
        BigInteger taken = BigInteger.valueOf(1_000 + TestVault.BOUNTY + TestVault.STAKE);
        assertThat(test.token.balanceOf(test.user.address())).isEqualTo(before.subtract(taken));
        assertThat(test.token.balanceOf(test.vault.terms().vault())).isEqualTo(taken);
        NoteState note = test.vault.note(commitment);
        assertThat(note.status()).isEqualTo(NoteState.Status.ACTIVE);
        assertThat(note.depositor()).isEqualTo(test.user.address());
        assertThat(note.deposit()).isEqualTo(1_000);
        assertThat(note.depositedAt()).isEqualTo(chain.now());
        MerkleTree tree = new MerkleTree(4);
        tree.append(CreditProtocol.leaf(commitment, BigInteger.valueOf(1_000)));
        assertThat(test.vault.root()).isEqualTo(tree.root());
        assertThat(test.vault.size()).isEqualTo(1);
        assertThat(test.events().getLast())
                .isEqualTo(new VaultEvent.Deposited(
                        commitment, test.user.address(), 0, BigInteger.valueOf(1_000), tree.root()));
    }

    @Test
    void remembersWhenARootWasSuperseded() {
        TestVault test = vault();
        Fr empty = test.vault.root();
        assertThat(empty).isEqualTo(MerkleTree.zero(4));
        assertThat(test.vault.supersededAt(empty)).isEmpty();
        test.deposited(100);
        assertThat(test.vault.supersededAt(empty)).contains(chain.now());
        Fr first = test.vault.root();
        chain.advance(77);
        test.deposited(100);
        assertThat(test.vault.supersededAt(first)).contains(chain.now());
        assertThat(test.vault.supersededAt(test.vault.root())).isEmpty();
        assertThat(test.vault.supersededAt(Fr.of(1))).isEmpty();
    }

    /** Calls of 1 to 5 notes until a tree of 16 is full: every place of a call's first and last leaf, and every carry. */
    @Test
    void theTreeEqualsItsTwinAfterEveryCall() {
        TestVault test = vault();
        DepositTree tree = new DepositTree(4);
        int[] sizes = {1, 1, 2, 3, 1, 5, 2, 1};
        for (int size : sizes) {
            List<NewNote> notes = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                notes.add(note(test, 100 + i));
            }
            test.vault.deposit(test.user, notes);
            List<VaultEvent.Deposited> deposits = test.vault.events(test.block(), test.block()).stream()
                    .map(VaultEvent.Deposited.class::cast)
                    .toList();
            assertThat(deposits).hasSize(size);
            tree.append(deposits);
            assertThat(tree.root()).isEqualTo(test.vault.root());
            assertThat(tree.size()).isEqualTo(test.vault.size());
        }
        assertThat(tree.size()).isEqualTo(16);
        assertRefused("TreeFull", List.of(16), () -> test.deposited(100));
    }

    @Test
    void aCallThatWouldOverfillTheTreeIsRefusedWhole() {
        TestVault test = TestVault.deploy(chain, new TestVault.Terms().withDepth(1));
        test.deposited(100);
        List<NewNote> two = List.of(note(test, 100), note(test, 100));
        assertRefused("TreeFull", List.of(1), () -> test.vault.deposit(test.user, two));
        assertThat(test.vault.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 32})
    void theUsualDepthsAgree(int depth) {
        TestVault test = TestVault.deploy(chain, new TestVault.Terms().withDepth(depth));
        assertThat(test.vault.root()).isEqualTo(MerkleTree.zero(depth));
        test.vault.deposit(test.user, List.of(note(test, 100), note(test, 101), note(test, 102)));
        test.deposited(103);
        DepositTree tree = new DepositTree(depth);
        tree.append(test.events().stream()
                .filter(VaultEvent.Deposited.class::isInstance)
                .map(VaultEvent.Deposited.class::cast)
                .toList());
        assertThat(tree.root()).isEqualTo(test.vault.root());
    }

    @Test
    void refusesCommitmentsOutOfRange() {
        TestVault test = vault();
        for (BigInteger commitment : List.of(
                BigInteger.ZERO,
                Fr.MODULUS,
                Fr.MODULUS.add(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE))) {
            assertRefused("CommitmentOutOfRange", List.of(commitment), () -> depositRaw(test, commitment));
        }
        depositRaw(test, BigInteger.ONE);
        depositRaw(test, Fr.MODULUS.subtract(BigInteger.ONE));
        assertThat(test.vault.size()).isEqualTo(2);
    }

    private static void depositRaw(TestVault test, BigInteger commitment) {
        Tuple[] notes = {Tuple.of(commitment, BigInteger.valueOf(100))};
        byte[] call = Abi.call(Function.parse("deposit((uint256,uint256)[])"), (Object) notes);
        try {
            chain.ethereum.send(test.user, test.vault.terms().vault(), call);
        } catch (RevertedException e) {
            throw VaultArtifact.INSTANCE.explain(e);
        }
    }

    @Test
    void refusesACommitmentThatWasUsedEvenOnceClosed() {
        TestVault test = vault();
        Fr secret = test.secret();
        Fr commitment = CreditProtocol.identityCommitment(secret);
        test.deposit(secret, 100);
        assertRefused("CommitmentUsed", List.of(commitment), () -> test.deposit(secret, 200));
        test.vault.slash(test.stranger, commitment, secret);
        assertRefused("CommitmentUsed", List.of(commitment), () -> test.deposit(secret, 200));
        NewNote twice = note(test, 100);
        assertRefused("CommitmentUsed", () -> test.vault.deposit(test.user, List.of(twice, twice)));
    }

    @Test
    void refusesDepositsBelowAPriceAndFrom96Bits() {
        TestVault test = vault();
        assertRefused("DepositOutOfRange", List.of(99 + 57), () -> test.deposited(99));
        assertRefused("DepositOutOfRange", List.of(57), () -> test.deposited(0));
        test.deposited(100);
        Fr large = CreditProtocol.identityCommitment(test.secret());
        NewNote tooLarge = new NewNote(large, LARGEST.add(BigInteger.ONE));
        assertRefused("DepositOutOfRange", () -> test.vault.deposit(test.user, List.of(tooLarge)));
        test.vault.deposit(test.user, List.of(new NewNote(large, LARGEST)));
        assertThat(test.vault.note(large).deposit()).isEqualTo(LARGEST);
    }

    @Test
    void refusesACallWithoutNotes() {
        TestVault test = vault();
        assertRefused("NoNotes", () -> test.vault.deposit(test.user, List.of()));
    }

    @Test
    void refusesWhileDepositsArePaused() {
        TestVault test = vault();
        test.vault.setPaused(test.provider, true);
        assertThat(test.vault.isPaused()).isTrue();
        assertRefused("DepositsArePaused", () -> test.deposited(100));
        test.vault.setPaused(test.provider, false);
        test.deposited(100);
        assertThat(test.events()).contains(new VaultEvent.DepositsPaused(true), new VaultEvent.DepositsPaused(false));
        assertRefused("NotProvider", () -> test.vault.setPaused(test.stranger, true));
    }

    @Test
    void refusesWhoCannotPay() {
        TestVault test = vault();
        Account poor = chain.account("poor");
        NewNote note = note(test, 100);
        assertRefused("TokenRefused", () -> test.vault.deposit(poor, List.of(note)));
        assertThat(test.vault.note(note.commitment()).status()).isEqualTo(NoteState.Status.NONE);
    }

    /** 1 in 100 of the whole transfer of 1,057 is missing. */
    @Test
    void creditsWhatArrivesOfATokenWithAFee() {
        TestVault test = TestVault.deploy(chain, new TestVault.Terms().withToken("FeeToken"));
        Fr first = test.deposited(1_000);
        Fr second = test.deposited(1_000);
        assertThat(test.vault.note(first).deposit()).isEqualTo(990);
        assertThat(test.vault.note(second).deposit()).isEqualTo(990);
        assertThat(test.token.balanceOf(test.vault.terms().vault())).isEqualTo(2 * (990 + 57));
    }

    @Test
    void takesTokensThatReturnNothing() {
        TestVault test = TestVault.deploy(chain, new TestVault.Terms().withToken("SilentToken"));
        Fr secret = test.secret();
        test.deposit(secret, 1_000);
        test.vault.slash(test.stranger, CreditProtocol.identityCommitment(secret), secret);
        test.vault.withdraw(test.stranger, test.provider.address());
        assertThat(test.token.balanceOf(test.provider.address())).isEqualTo(1_000);
    }

    @Test
    void refusesTokensThatSayNo() {
        TestVault test = TestVault.deploy(chain, new TestVault.Terms().withToken("FalseToken"));
        Function refuse = Function.parse("refuse(bool)");
        chain.ethereum.send(test.user, test.token.address(), Abi.call(refuse, true));
        assertRefused("TokenRefused", () -> test.deposited(1_000));
        chain.ethereum.send(test.user, test.token.address(), Abi.call(refuse, false));
        Fr secret = test.secret();
        test.deposit(secret, 1_000);
        test.vault.slash(test.stranger, CreditProtocol.identityCommitment(secret), secret);
        chain.ethereum.send(test.user, test.token.address(), Abi.call(refuse, true));
        assertRefused("TokenRefused", () -> test.vault.withdraw(test.user, test.provider.address()));
        assertThat(test.credit(test.provider)).as("still owed").isEqualTo(1_000);
    }

    /** A token that calls back in the middle of a transfer finds the door closed, and what it interrupted is undone. */
    @Test
    void refusesCallsFromWithinATransfer() {
        TestVault test = TestVault.deploy(chain, new TestVault.Terms().withToken("CallingToken"));
        Fr secret = test.secret();
        test.deposit(secret, 1_000);
        test.vault.slash(test.stranger, CreditProtocol.identityCommitment(secret), secret);
        // Rich enough that its calls would succeed.
        byte[] mint =
                Abi.call(Function.parse("mint(address,uint256)"), Abi.argument(test.token.address()), TestVault.RICHES);
        chain.ethereum.send(test.user, test.token.address(), mint);
        Tuple[] notes = {Tuple.of(BigInteger.valueOf(9), BigInteger.valueOf(100))};
        byte[] deposit = Abi.call(Function.parse("deposit((uint256,uint256)[])"), (Object) notes);
        byte[] withdraw = Abi.call(Function.parse("withdraw(address)"), Abi.argument(test.provider.address()));
        for (byte[] call : List.of(deposit, withdraw)) {
            arm(test, call, false);
            assertRefused("TokenRefused", () -> test.deposited(1_000));
            arm(test, call, true);
            assertRefused("TokenRefused", () -> test.vault.withdraw(test.user, test.stranger.address()));
        }
        arm(test, Abi.call(Function.parse("size()")), false);
        test.deposited(1_000);
        assertThat(test.vault.size()).isEqualTo(2);
        arm(test, Abi.call(Function.parse("size()")), true);
        test.vault.withdraw(test.user, test.stranger.address());
        assertThat(test.token.balanceOf(test.stranger.address())).isEqualTo(TestVault.BOUNTY);
    }

    private static void arm(TestVault test, byte[] data, boolean inTransfer) {
        Function arm = Function.parse("arm(address,bytes,bool)");
        chain.ethereum.send(
                test.user,
                test.token.address(),
                Abi.call(arm, Abi.argument(test.vault.terms().vault()), data, inTransfer));
    }

    @Test
    void takesNoEther() {
        TestVault test = vault();
        String to = test.vault.terms().vault().toString();
        assertThatThrownBy(() -> chain.node.request(
                        "eth_estimateGas",
                        java.util.Map.of("from", test.user.address().toString(), "to", to, "value", "0x1")))
                .hasMessageContaining("revert");
    }
}
