package io.snark4j.credits.vault;

import static io.snark4j.credits.vault.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Receipt;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notes that a contract deposited: it says itself who may exit (ERC-1271), and can do no more than say it. */
@Tag("peers")
class VaultContractWalletContractTest {
    private static final long DEPOSIT = 1_000;
    private static final Function BECOME = Function.parse("become(address,address,uint8)");
    private static final Function ACT = Function.parse("act(address,bytes)");
    private static final Function APPROVE = Function.parse("approve(address,uint256)");
    private static final Function MINT = Function.parse("mint(address,uint256)");
    private static final Function DEPOSIT_NOTES = Function.parse("deposit((uint256,uint256)[])");

    @AutoClose
    private static final TestChain chain = new TestChain();

    /** As in TestContracts.sol, in its order. */
    private enum Mood {
        HONEST,
        REVERTING,
        SILENT,
        DIRTY,
        SHORT,
        VERBOSE,
        GREEDY,
        MEDDLING,
        REFUSING
    }

    private TestVault test;
    private Address wallet;
    private Account owner;
    private Fr commitment;

    @BeforeEach
    void deposit() {
        test = TestVault.deploy(chain, new TestVault.Terms());
        wallet = chain.deploy("ContractWallet");
        owner = chain.account("owner of a contract wallet");
        commitment = CreditProtocol.identityCommitment(test.secret());
        send(test.token.address(), Abi.call(MINT, Abi.argument(wallet), TestVault.RICHES));
        act(
                test.token.address(),
                Abi.call(APPROVE, Abi.argument(test.vault.terms().vault()), TestVault.RICHES));
        Tuple note = Tuple.of(commitment.toBigInteger(), BigInteger.valueOf(DEPOSIT));
        act(test.vault.terms().vault(), Abi.call(DEPOSIT_NOTES, (Object) new Tuple[] {note}));
        assertThat(test.vault.note(commitment).depositor()).isEqualTo(wallet);
    }

    private static void send(Address to, byte[] data) {
        chain.ethereum.send(chain.deployer, to, data);
    }

    private void act(Address to, byte[] data) {
        send(wallet, Abi.call(ACT, Abi.argument(to), data));
    }

    private void become(Mood mood) {
        send(
                wallet,
                Abi.call(
                        BECOME,
                        Abi.argument(owner.address()),
                        Abi.argument(test.vault.terms().vault()),
                        mood.ordinal()));
    }

    private Receipt exit(ExitOrder order, byte[] signature) {
        return test.vault.initiateExit(test.stranger, order, TestVault.ANY_PROOF, signature);
    }

    private byte[] signed(ExitOrder order, Account by) {
        return order.sign(by, test.vault.terms()).toBytes();
    }

    @Test
    void itsOwnerExits() {
        become(Mood.HONEST);
        ExitOrder order = test.order(commitment, 600, Fr.ZERO);
        assertRefused("BadSignature", () -> exit(order, signed(order, test.user)));
        assertRefused("BadSignature", () -> exit(test.order(commitment, 601, Fr.ZERO), signed(order, owner)));
        assertRefused("BadSignature", () -> exit(order, new byte[0]));
        exit(order, signed(order, owner));
        chain.advance(TestVault.WINDOW);
        test.vault.finalizeExit(test.stranger, commitment);
        assertThat(test.credit(test.stranger)).isEqualTo(600 + TestVault.BOUNTY + TestVault.STAKE);
        assertThat(test.credit(test.provider)).isEqualTo(DEPOSIT - 600);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"REVERTING", "SILENT", "DIRTY", "SHORT", "GREEDY", "REFUSING"})
    void whatIsNoYesIsANo(Mood mood) {
        become(mood);
        ExitOrder order = test.order(commitment, 600, Fr.ZERO);
        assertRefused("BadSignature", () -> exit(order, signed(order, owner)));
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.ACTIVE);
    }

    /** Of an answer that is long one word is read: whoever pays for the exit does not pay for copying it. */
    @Test
    void aYesWithMoreBehindItIsAYes() {
        become(Mood.VERBOSE);
        ExitOrder order = test.order(commitment, 600, Fr.ZERO);
        exit(order, signed(order, owner));
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.EXITING);
    }

    /** It calls the vault while it is asked: that changes nothing, so its yes counts as any. */
    @Test
    void whoIsAskedCanChangeNothing() {
        Fr other = test.secret();
        test.deposit(other, DEPOSIT);
        ExitOrder first = test.order(CreditProtocol.identityCommitment(other), 600, Fr.ZERO);
        ExitOrder toWallet = new ExitOrder(
                first.commitment(), wallet, first.nullifier(), first.share(), first.payout(), first.tag(), 0, 0);
        test.vault.initiateExit(
                test.stranger, toWallet, TestVault.ANY_PROOF, toWallet.sign(test.user, test.vault.terms()));
        chain.advance(TestVault.WINDOW);
        test.vault.finalizeExit(test.stranger, toWallet.commitment());
        BigInteger credited = test.vault.balanceOf(wallet);
        assertThat(credited).isPositive();
        become(Mood.MEDDLING);
        ExitOrder order = test.order(commitment, 600, Fr.ZERO);
        exit(order, signed(order, owner));
        assertThat(test.vault.balanceOf(wallet)).isEqualTo(credited);
        assertThat(test.vault.note(commitment).status()).isEqualTo(NoteState.Status.EXITING);
    }

    /** 65 bytes that recover to nobody are no signature of an account without code. */
    @Test
    void anAccountWithoutCodeSignsByItsKeyAlone() {
        Fr own = test.deposited(DEPOSIT);
        ExitOrder order = test.order(own, 600, Fr.ZERO);
        assertRefused("BadSignature", () -> exit(order, new byte[65]));
        assertRefused("BadSignature", () -> exit(order, new byte[32]));
        exit(order, signed(order, test.user));
    }
}
