package io.snark4j.credits.vault;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.VerifyingKey;
import io.snark4j.peers.EthereumRpc;
import java.math.BigInteger;

/** A vault on an anvil of its own, for tests of other packages. */
public final class VaultFixture implements AutoCloseable {
    private final TestChain chain = new TestChain();
    private final TestVault test;

    /**
     * @param depth of the tree
     * @param requestKey whose hash the vault names
     */
    public VaultFixture(int depth, ProvingKey requestKey) {
        this(new TestVault.Terms().withDepth(depth).withRealVerifier(), requestKey.verifyingKey());
    }

    private VaultFixture(TestVault.Terms terms, VerifyingKey requestKey) {
        terms.requestKeyHash = VerifyingKeyHash.of(requestKey);
        test = TestVault.deploy(chain, terms);
    }

    /** A vault that takes every exit for proven. */
    public static VaultFixture believing(int depth, VerifyingKey requestKey) {
        return new VaultFixture(new TestVault.Terms().withDepth(depth), requestKey);
    }

    public static ProvingKey exitKey() {
        return TestChain.exitKeys().provingKey();
    }

    public Ethereum ethereum() {
        return chain.ethereum;
    }

    public String endpoint() {
        return chain.anvil.endpoint().toString();
    }

    public CreditVault vault() {
        return test.vault;
    }

    public EddsaPoseidon.PrivateKey providerKey() {
        return test.key;
    }

    /** Announces a key, waits and makes it current. */
    public void rotate(BabyJubjubPoint key) {
        test.vault.proposeKey(test.provider, key);
        chain.advance(TestVault.ROTATION_DELAY);
        test.vault.activateKey(test.provider);
    }

    /** An account with ether, and with tokens if it is to deposit. */
    public Account account(String name, boolean tokens) {
        Account account = chain.account(name);
        if (tokens) {
            test.fund(account);
        }
        return account;
    }

    public BigInteger tokens(Account account) {
        return test.token.balanceOf(account.address());
    }

    public void advance(long seconds) {
        chain.advance(seconds);
    }

    /** The node, as whoever watches the chain asks it. */
    public EthereumRpc node() {
        return chain.node;
    }

    @Override
    public void close() {
        chain.close();
    }
}
