package io.snark4j.credits.vault;

import com.esaulpaugh.headlong.abi.Function;
import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Receipt;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Proof;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A vault with a token, a provider and a depositor who has approved all that he has. */
final class TestVault {
    static final long C_MAX = 100;
    static final long BOUNTY = 50;
    static final long STAKE = 7;
    static final long WINDOW = 1_000;
    static final long NOTE_LIFE = 10_000;
    static final long ROTATION_DELAY = 1_500;
    static final Fr SERVICE = Fr.of(42);
    static final BigInteger RICHES = BigInteger.ONE.shiftLeft(100);
    /** For a verifier that does not look. */
    static final Proof ANY_PROOF = new Proof(G1Affine.GENERATOR, G2Affine.GENERATOR, G1Affine.GENERATOR);

    private static final Function MINT = Function.parse("mint(address,uint256)");

    /** What a vault is created with, each part to be changed. */
    static final class Terms {
        String tokenContract = "Token";
        Address token;
        Address provider;
        boolean insecureKeys = true;
        int depth = 4;
        BigInteger cMax = BigInteger.valueOf(C_MAX);
        BigInteger bounty = BigInteger.valueOf(BOUNTY);
        BigInteger stake = BigInteger.valueOf(STAKE);
        long window = WINDOW;
        long noteLife = NOTE_LIFE;
        long rotationDelay = ROTATION_DELAY;
        Fr serviceId = SERVICE;
        byte[] requestKeyHash = new byte[32];
        boolean realVerifier;
        VaultParameters.Mode mode;

        VaultParameters parameters() {
            return new VaultParameters(
                    token,
                    provider,
                    insecureKeys,
                    depth,
                    new VaultParameters.Amounts(cMax, bounty, stake),
                    new VaultParameters.Times(
                            Duration.ofSeconds(window),
                            Duration.ofSeconds(noteLife),
                            Duration.ofSeconds(rotationDelay)),
                    serviceId,
                    requestKeyHash,
                    mode);
        }

        Terms prepaid() {
            mode = new VaultParameters.Prepaid();
            stake = BigInteger.ZERO;
            return this;
        }

        Terms withRealVerifier() {
            realVerifier = true;
            return this;
        }

        Terms withToken(String contract) {
            tokenContract = contract;
            return this;
        }

        Terms withDepth(int levels) {
            depth = levels;
            return this;
        }
    }

    final TestChain chain;
    final CreditVault vault;
    final Erc20 token;
    final Address verifier;
    final Account provider;
    final Account user;
    final Account stranger;
    final EddsaPoseidon.PrivateKey key = key(1);
    private final Random random;

    private TestVault(TestChain chain, CreditVault vault, Erc20 token, Address verifier) {
        this.chain = chain;
        this.vault = vault;
        this.token = token;
        this.verifier = verifier;
        this.provider = chain.account("provider");
        this.user = chain.account("user");
        this.stranger = chain.account("stranger");
        this.random = new Random(7);
        fund(user);
    }

    static TestVault deploy(TestChain chain, Terms terms) {
        terms.provider = chain.account("provider").address();
        terms.token = chain.deploy(terms.tokenContract);
        Address verifier = terms.realVerifier ? chain.deployExitVerifier() : chain.deploy("StubVerifier");
        if (terms.mode == null) {
            terms.mode = new VaultParameters.Exits(verifier, key(1).publicKey());
        }
        CreditVault vault = CreditVault.at(chain.ethereum, chain.deployVault(terms.parameters()));
        return new TestVault(chain, vault, new Erc20(chain.ethereum, terms.token), verifier);
    }

    static EddsaPoseidon.PrivateKey key(int seed) {
        byte[] bytes = new byte[EddsaPoseidon.PrivateKey.BYTES];
        Arrays.fill(bytes, (byte) seed);
        return EddsaPoseidon.PrivateKey.of(bytes);
    }

    /** Gives an account tokens, and approves all of them. */
    void fund(Account account) {
        chain.ethereum.send(chain.deployer, token.address(), Abi.call(MINT, Abi.argument(account.address()), RICHES));
        token.approve(account, vault.terms().vault(), RICHES);
    }

    Fr secret() {
        return Fr.random(random);
    }

    /** Deposits a note of this secret. */
    Receipt deposit(Fr secret, long amount) {
        return vault.deposit(
                user, List.of(new NewNote(CreditProtocol.identityCommitment(secret), BigInteger.valueOf(amount))));
    }

    /** Deposits a note of a fresh secret; its commitment. */
    Fr deposited(long amount) {
        Fr secret = secret();
        deposit(secret, amount);
        return CreditProtocol.identityCommitment(secret);
    }

    /** An order that only a stub believes. */
    ExitOrder order(Fr commitment, long payout, Fr tag) {
        return new ExitOrder(commitment, stranger.address(), Fr.of(5), Fr.of(6), BigInteger.valueOf(payout), tag, 0, 0);
    }

    Receipt initiateExit(ExitOrder order) {
        return vault.initiateExit(stranger, order, ANY_PROOF, order.sign(user, vault.terms()));
    }

    ProviderKeys keys() {
        return ProviderKeys.of(key.publicKey());
    }

    CreditExitInputs.Terms terms(BigInteger deposit, Address recipient, ProviderKeys keys) {
        return new CreditExitInputs.Terms(
                deposit, vault.terms().cMax(), recipient.value(), vault.terms().scope(), keys);
    }

    /** A state of m settled requests, each refunded so much, with the provider's signature. */
    SignedState settled(Fr secret, int requests, long refund) {
        RefundState state = RefundState.genesis(CreditProtocol.identityCommitment(secret));
        SignedState signed = SignedState.genesis(CreditProtocol.identityCommitment(secret));
        for (int i = 0; i < requests; i++) {
            state = state.rerandomised(new BigInteger(250, random));
            Settlement settlement =
                    Settlement.sign(key, vault.terms().scope(), state.point(), BigInteger.valueOf(refund));
            state = state.settled(BigInteger.valueOf(refund));
            signed = SignedState.of(state, settlement.signature());
        }
        return signed;
    }

    static Proof prove(CreditExitInputs inputs) {
        TestChain.ExitKeys keys = TestChain.exitKeys();
        return Groth16.prove(keys.provingKey(), keys.circuit().solve(inputs));
    }

    BigInteger credit(Account account) {
        return vault.balanceOf(account.address());
    }

    long block() {
        return chain.ethereum.latestBlock().number();
    }

    List<VaultEvent> events() {
        return vault.events(0, block());
    }
}
