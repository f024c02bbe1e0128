package io.snark4j.credits.vault;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.groth16.ProvingKey;
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
        TestVault.Terms terms = new TestVault.Terms().withDepth(depth).withRealVerifier();
        terms.requestKeyHash = VerifyingKeyHash.of(requestKey.verifyingKey());
        test = TestVault.deploy(chain, terms);
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

    @Override
    public void close() {
        chain.close();
    }
}
