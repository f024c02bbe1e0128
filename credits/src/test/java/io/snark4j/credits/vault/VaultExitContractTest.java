package io.snark4j.credits.vault;

import static io.snark4j.credits.vault.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.RevertedException;
import io.snark4j.credits.ethereum.Signature;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Exits with real proofs and the exported verifier. */
@Tag("peers")
class VaultExitContractTest {
    private static final long DEPOSIT = 1_000;
    private static final String EXIT = "(uint256,address,uint256,uint256,uint256,uint256,uint256,uint256)";

    @AutoClose
    private static final TestChain chain = new TestChain();

    private static TestVault test;

    /** An exit that the vault accepts: an order, its proof and who signs. */
    private record Ready(Fr secret, CreditExitInputs inputs, ExitOrder order, Proof proof) {
        void initiate() {
            initiate(order);
        }

        void initiate(ExitOrder changed) {
            test.vault.initiateExit(test.stranger, changed, proof, changed.sign(test.user, test.vault.terms()));
        }
    }

    @BeforeAll
    static void start() {
        test = TestVault.deploy(chain, new TestVault.Terms().withDepth(20).withRealVerifier());
    }

    /** Deposits a note, settles so many requests with a refund of 60 of 100 each, and proves an exit at ticket m + open. */
    private static Ready ready(int requests, long open, boolean named, long payout) {
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        return ready(secret, test.settled(secret, requests, 60), requests + open, named, payout);
    }

    private static Ready ready(Fr secret, SignedState state, long ticket, boolean named, long payout) {
        Address recipient = test.stranger.address();
        CreditExitInputs inputs = CreditExitInputs.of(
                secret,
                state,
                new CreditExitInputs.Claim(BigInteger.valueOf(payout), ticket, named),
                test.terms(BigInteger.valueOf(DEPOSIT), recipient, test.keys()));
        ExitOrder order = ExitOrder.of(inputs.publicInputs(), recipient, 0, 0);
        return new Ready(secret, inputs, order, TestVault.prove(inputs));
    }

    /** Three requests of 100, 60 of each refunded: 1,000 + 180 − 300. */
    @Test
    void paysDepositAndRefundsLessTickets() {
        Ready exit = ready(3, 0, false, 880);
        BigInteger recipient = test.credit(test.stranger);
        BigInteger provider = test.credit(test.provider);
        exit.initiate();
        long finalizableAt = chain.now() + TestVault.WINDOW;
        assertThat(test.vault.note(exit.order.commitment()))
                .isEqualTo(new NoteState(
                        NoteState.Status.EXITING,
                        test.user.address(),
                        BigInteger.valueOf(DEPOSIT),
                        test.vault.note(exit.order.commitment()).depositedAt(),
                        finalizableAt,
                        test.stranger.address(),
                        BigInteger.valueOf(880),
                        Fr.ZERO));
        assertThat(test.vault.events(test.block(), test.block()))
                .containsExactly(new VaultEvent.ExitInitiated(
                        exit.order.commitment(),
                        exit.order.nullifier(),
                        test.stranger.address(),
                        exit.order.share(),
                        BigInteger.valueOf(880),
                        Fr.ZERO,
                        finalizableAt));
        chain.nextBlockAt(finalizableAt);
        chain.node.request("evm_mine");
        test.vault.finalizeExit(test.user, exit.order.commitment());
        long stakeAndBounty = TestVault.STAKE + TestVault.BOUNTY;
        assertThat(test.credit(test.stranger).subtract(recipient)).isEqualTo(880 + stakeAndBounty);
        assertThat(test.credit(test.provider).subtract(provider)).isEqualTo(DEPOSIT - 880);
        assertThat(test.vault.note(exit.order.commitment()).status()).isEqualTo(NoteState.Status.CLOSED);
        assertThat(test.vault.events(test.block(), test.block()))
                .containsExactly(new VaultEvent.ExitFinalized(
                        exit.order.commitment(), test.stranger.address(), BigInteger.valueOf(880), false));
    }

    @Test
    void aFreshNoteGetsAllOfItsDeposit() {
        Ready exit = ready(0, 0, false, DEPOSIT);
        exit.initiate();
        assertThat(test.vault.note(exit.order.commitment()).payout()).isEqualTo(DEPOSIT);
    }

    @Test
    void openTicketsAreTaggedAndPaidFor() {
        Ready hidden = ready(1, 2, false, 760);
        hidden.initiate();
        assertThat(test.vault.note(hidden.order.commitment()).tag()).isEqualTo(Fr.ONE);
        Ready named = ready(1, 1, true, 860);
        named.initiate();
        Fr open = Rln.nullifier(Rln.slope(named.secret, test.vault.terms().scope(), 1));
        assertThat(test.vault.note(named.order.commitment()).tag()).isEqualTo(open);
    }

    /** D + R − n·cMax may exceed D where refunds came from nowhere; the proof holds, the vault does not pay it. */
    @Test
    void refusesAPayoutAboveTheDeposit() {
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        Ready exit = ready(secret, test.settled(secret, 1, 5_000), 1, false, DEPOSIT + 1);
        assertRefused("PayoutAboveDeposit", List.of(DEPOSIT + 1, DEPOSIT), exit::initiate);
        ready(secret, test.settled(secret, 1, 5_000), 1, false, DEPOSIT).initiate();
    }

    /** The depositor signs each of these, so that it is the proof alone that refuses. */
    @Test
    void refusesEveryValueThatTheProofDoesNotHoldFor() {
        Ready exit = ready(1, 0, false, 900);
        ExitOrder o = exit.order;
        Fr other = Fr.of(12345);
        Fr otherNote = test.deposited(DEPOSIT);
        Fr otherDeposit = test.deposited(DEPOSIT + 1);
        List<ExitOrder> changed = List.of(
                changed(o, otherNote, o.recipient(), o.nullifier(), o.share(), o.payout(), o.tag()),
                changed(o, otherDeposit, o.recipient(), o.nullifier(), o.share(), o.payout(), o.tag()),
                changed(o, o.commitment(), test.user.address(), o.nullifier(), o.share(), o.payout(), o.tag()),
                changed(o, o.commitment(), o.recipient(), other, o.share(), o.payout(), o.tag()),
                changed(o, o.commitment(), o.recipient(), o.nullifier(), other, o.payout(), o.tag()),
                changed(o, o.commitment(), o.recipient(), o.nullifier(), o.share(), BigInteger.ONE, o.tag()),
                changed(o, o.commitment(), o.recipient(), o.nullifier(), o.share(), o.payout(), Fr.ONE));
        for (ExitOrder order : changed) {
            assertRefused("ProofRefused", () -> exit.initiate(order));
        }
        exit.initiate();
    }

    private static ExitOrder changed(
            ExitOrder order, Fr commitment, Address recipient, Fr nullifier, Fr share, BigInteger payout, Fr tag) {
        return new ExitOrder(
                commitment, recipient, nullifier, share, payout, tag, order.keyId(), order.previousKeyId());
    }

    /** A proof for the same note in a vault of another scope, at another price, or by keys that are not registered. */
    @Test
    void refusesProofsOfAnotherDeployment() {
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        Address recipient = test.stranger.address();
        CreditExitInputs.Terms good = test.terms(BigInteger.valueOf(DEPOSIT), recipient, test.keys());
        List<CreditExitInputs.Terms> others = List.of(
                new CreditExitInputs.Terms(
                        good.deposit(),
                        good.cMax(),
                        good.recipient(),
                        good.scope().add(Fr.ONE),
                        good.keys()),
                new CreditExitInputs.Terms(good.deposit(), BigInteger.TEN, good.recipient(), good.scope(), good.keys()),
                new CreditExitInputs.Terms(
                        good.deposit().add(BigInteger.ONE), good.cMax(), good.recipient(), good.scope(), good.keys()),
                test.terms(
                        good.deposit(),
                        recipient,
                        new ProviderKeys(TestVault.key(9).publicKey(), test.key.publicKey())),
                test.terms(
                        good.deposit(),
                        recipient,
                        new ProviderKeys(test.key.publicKey(), TestVault.key(9).publicKey())));
        for (CreditExitInputs.Terms terms : others) {
            CreditExitInputs inputs = CreditExitInputs.of(
                    secret,
                    SignedState.genesis(CreditProtocol.identityCommitment(secret)),
                    new CreditExitInputs.Claim(BigInteger.valueOf(DEPOSIT), 0, false),
                    terms);
            ExitOrder order = ExitOrder.of(inputs.publicInputs(), recipient, 0, 0);
            Proof proof = TestVault.prove(inputs);
            assertRefused(
                    "ProofRefused",
                    () -> test.vault.initiateExit(
                            test.stranger, order, proof, order.sign(test.user, test.vault.terms())));
        }
    }

    /** What a caller supplies is 256 bits wide: values that equal the proof's mod r are other values. */
    @Test
    void refusesAliasesOfPublicInputs() {
        Ready exit = ready(1, 0, false, 900);
        ExitOrder o = exit.order;
        for (int i = 0; i < 3; i++) {
            List<BigInteger> words = new ArrayList<>(List.of(
                    o.nullifier().toBigInteger(),
                    o.share().toBigInteger(),
                    o.tag().toBigInteger()));
            words.set(i, words.get(i).add(Fr.MODULUS));
            Tuple order = Tuple.from(
                    o.commitment().toBigInteger(),
                    Abi.argument(o.recipient()),
                    words.get(0),
                    words.get(1),
                    o.payout(),
                    words.get(2),
                    BigInteger.ZERO,
                    BigInteger.ZERO);
            assertRefused("ProofRefused", () -> initiateRaw(order, exit.proof));
        }
        exit.initiate();
    }

    /** As {@link CreditVault#initiateExit}, with the digest that the contract says is to be signed. */
    private static void initiateRaw(Tuple order, Proof proof) {
        Address vault = test.vault.terms().vault();
        byte[] digest = digestOnChain(order);
        Function initiate = Function.parse("initiateExit(" + EXIT + ",(uint256[2],uint256[2][2],uint256[2]),bytes)");
        byte[] call = Abi.call(
                initiate,
                order,
                CreditVault.proofOf(proof),
                test.user.sign(digest).toBytes());
        try {
            chain.ethereum.send(test.stranger, vault, call);
        } catch (RevertedException e) {
            throw VaultArtifact.INSTANCE.explain(e);
        }
    }

    /** Who can forge proofs must not change what the depositor asked for: with P = 0 all of D would be the provider's. */
    @Test
    void refusesAnOrderThatTheDepositorDidNotSign() {
        Ready exit = ready(1, 0, false, 900);
        ExitOrder o = exit.order;
        Fr other = Fr.of(12345);
        Signature signature = o.sign(test.user, test.vault.terms());
        List<ExitOrder> changed = List.of(
                changed(o, o.commitment(), test.user.address(), o.nullifier(), o.share(), o.payout(), o.tag()),
                changed(o, o.commitment(), o.recipient(), other, o.share(), o.payout(), o.tag()),
                changed(o, o.commitment(), o.recipient(), o.nullifier(), other, o.payout(), o.tag()),
                changed(o, o.commitment(), o.recipient(), o.nullifier(), o.share(), BigInteger.ZERO, o.tag()),
                changed(o, o.commitment(), o.recipient(), o.nullifier(), o.share(), o.payout(), Fr.ONE),
                changed(o, test.deposited(DEPOSIT), o.recipient(), o.nullifier(), o.share(), o.payout(), o.tag()));
        for (ExitOrder order : changed) {
            assertRefused("BadSignature", () -> test.vault.initiateExit(test.stranger, order, exit.proof, signature));
        }
        Account thief = chain.account("thief");
        assertRefused(
                "BadSignature", () -> test.vault.initiateExit(thief, o, exit.proof, o.sign(thief, test.vault.terms())));
        assertRefused(
                "BadSignature",
                () -> test.vault.initiateExit(
                        thief,
                        o,
                        exit.proof,
                        test.user.sign(o.digest(1, test.vault.terms().vault()))));
        assertRefused(
                "BadSignature",
                () -> test.vault.initiateExit(thief, o, exit.proof, test.user.sign(o.digest(31337, test.verifier))));
        exit.initiate();
    }

    /** Of (s, v) and (n − s, other v) both recover the signer; only the smaller s is a signature. */
    @Test
    void refusesMalformedAndMalleableSignatures() {
        Ready exit = ready(0, 0, false, DEPOSIT);
        BigInteger n = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
        Signature good = exit.order.sign(test.user, test.vault.terms());
        assertThat(good.s()).isLessThanOrEqualTo(n.shiftRight(1));
        List<Signature> bad = List.of(
                new Signature(good.r(), n.subtract(good.s()), 1 - good.parity()),
                new Signature(good.r(), good.s(), 1 - good.parity()),
                new Signature(good.r(), good.s(), good.parity() - 27),
                new Signature(BigInteger.ZERO, good.s(), good.parity()),
                new Signature(good.r(), BigInteger.ZERO, good.parity()));
        for (Signature signature : bad) {
            assertRefused(
                    "BadSignature", () -> test.vault.initiateExit(test.stranger, exit.order, exit.proof, signature));
        }
        for (int length : new int[] {0, 64, 66}) {
            byte[] bytes = Arrays.copyOf(good.toBytes(), length);
            assertRefused("BadSignature", () -> initiateWith(exit, bytes));
        }
        initiateWith(exit, good.toBytes());
    }

    private static void initiateWith(Ready exit, byte[] signature) {
        test.vault.initiateExit(test.stranger, exit.order, exit.proof, signature);
    }

    @Test
    void refusesNotesThatAreNotActive() {
        Ready exit = ready(0, 0, false, DEPOSIT);
        Fr commitment = exit.order.commitment();
        exit.initiate();
        assertRefused("NoteNotActive", List.of(commitment), exit::initiate);
        chain.advance(TestVault.WINDOW);
        test.vault.finalizeExit(test.stranger, commitment);
        assertRefused("NoteNotActive", List.of(commitment), exit::initiate);
        Fr secret = test.secret();
        SignedState genesis = SignedState.genesis(CreditProtocol.identityCommitment(secret));
        Ready never = ready(secret, genesis, 0, false, DEPOSIT);
        assertRefused("NoteNotActive", never::initiate);
    }

    @Test
    void refusesToPayNobody() {
        Ready exit = ready(0, 0, false, DEPOSIT);
        ExitOrder o = exit.order;
        ExitOrder nobody = changed(o, o.commitment(), Address.ZERO, o.nullifier(), o.share(), o.payout(), o.tag());
        assertRefused("ZeroAddress", () -> exit.initiate(nobody));
    }

    @Test
    void finalizesOnceAndNotBeforeTheWindowIsOver() {
        Fr commitment = test.deposited(DEPOSIT);
        assertRefused("NoteNotExiting", List.of(commitment), () -> test.vault.finalizeExit(test.stranger, commitment));
        Ready exit = ready(0, 0, false, DEPOSIT);
        exit.initiate();
        long finalizableAt = chain.now() + TestVault.WINDOW;
        chain.nextBlockAt(finalizableAt - 1);
        chain.node.request("evm_mine");
        assertRefused(
                "TooEarly",
                List.of(finalizableAt),
                () -> test.vault.finalizeExit(test.stranger, exit.order.commitment()));
        chain.advance(1);
        test.vault.finalizeExit(test.stranger, exit.order.commitment());
        assertRefused("NoteNotExiting", () -> test.vault.finalizeExit(test.stranger, exit.order.commitment()));
    }

    /** An exit from an old state at a ticket that a request used: both shares are public, k follows, and the exit is never paid. */
    @Test
    void anExitAtAUsedTicketGivesTheSecretAway() {
        Fr secret = test.secret();
        test.deposit(secret, DEPOSIT);
        Fr slope = Rln.slope(secret, test.vault.terms().scope(), 0);
        Rln.Share request = Rln.share(secret, slope, Fr.of(999));
        SignedState old = SignedState.genesis(CreditProtocol.identityCommitment(secret));
        ready(secret, old, 0, false, DEPOSIT).initiate();
        VaultEvent.ExitInitiated seen = (VaultEvent.ExitInitiated)
                test.vault.events(test.block(), test.block()).getLast();
        assertThat(seen.nullifier()).isEqualTo(Rln.nullifier(slope));
        Fr x = CreditProtocol.exitPoint(
                seen.recipient().value(), test.vault.terms().scope(), seen.commitment());
        Fr recovered = Rln.recoverSecret(request, new Rln.Share(x, seen.share()));
        Account watcher = chain.account("watcher");
        test.vault.slash(watcher, seen.commitment(), recovered);
        assertThat(test.credit(watcher)).isEqualTo(TestVault.BOUNTY);
        chain.advance(TestVault.WINDOW);
        assertRefused("NoteNotExiting", () -> test.vault.finalizeExit(test.stranger, seen.commitment()));
    }

    /** anvil's own implementation of EIP-712 and ours sign the same 65 bytes. */
    @Test
    void signsWhatWalletsSign() {
        // The first account of anvil's published mnemonic.
        Account known =
                Account.of(HexFormat.of().parseHex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
        assertThat(chain.node.accounts().getFirst())
                .isEqualToIgnoringCase(known.address().toString());
        ExitOrder order = test.order(Fr.of(3), 900, Fr.of(77));
        String typed = """
                {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},
                {"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],
                "Exit":[{"name":"commitment","type":"uint256"},{"name":"recipient","type":"address"},
                {"name":"nullifier","type":"uint256"},{"name":"share","type":"uint256"},
                {"name":"payout","type":"uint256"},{"name":"tag","type":"uint256"}]},
                "primaryType":"Exit",
                "domain":{"name":"snark4j credit vault","version":"1","chainId":31337,"verifyingContract":"%s"},
                "message":{"commitment":"3","recipient":"%s","nullifier":"5","share":"6","payout":"900","tag":"77"}}
                """.formatted(test.vault.terms().vault(), order.recipient());
        Object message = new JsonMapper().readTree(typed);
        String theirs = chain.node
                .request("eth_signTypedData_v4", known.address().toString(), message)
                .asString();
        String ours = "0x"
                + HexFormat.of().formatHex(order.sign(known, test.vault.terms()).toBytes());
        assertThat(ours).isEqualTo(theirs);
    }

    /** After a fork of the chain a signature for one side is none on the other. */
    @Test
    void theDigestNamesTheChain() {
        ExitOrder order = test.order(Fr.of(3), 900, Fr.of(77));
        Address vault = test.vault.terms().vault();
        assertThat(digestOnChain(order)).isEqualTo(order.digest(31337, vault));
        chain.node.request("anvil_setChainId", 1);
        try {
            assertThat(digestOnChain(order)).isEqualTo(order.digest(1, vault));
        } finally {
            chain.node.request("anvil_setChainId", 31337);
        }
    }

    private static byte[] digestOnChain(ExitOrder order) {
        return digestOnChain(Tuple.from(
                order.commitment().toBigInteger(),
                Abi.argument(order.recipient()),
                order.nullifier().toBigInteger(),
                order.share().toBigInteger(),
                order.payout(),
                order.tag().toBigInteger(),
                BigInteger.valueOf(order.keyId()),
                BigInteger.valueOf(order.previousKeyId())));
    }

    private static byte[] digestOnChain(Tuple order) {
        Function digest = Function.parse("exitDigest(" + EXIT + ")");
        return chain.ethereum.call(test.vault.terms().vault(), Abi.call(digest, order));
    }

    @Test
    void theVerifierOfAnInsecureKeyStandsOnADevelopmentChainOnly() {
        try (TestChain other = new TestChain()) {
            other.node.request("anvil_setChainId", 1);
            String code = "0x"
                    + HexFormat.of().formatHex(TestChain.exitKeys().verifier().creationCode());
            assertThatThrownBy(() -> other.node.request("eth_call", Map.of("input", code), "latest"))
                    .hasMessageContaining("insecure key: chain id 31337 only");
        }
    }
}
