package io.snark4j.credits.wallet;

import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * Which deployment a wallet belongs to, for good, and how it is reached, which may change. Shows hosts only: the rest of an address may hold a key.
 *
 * @param chainId EIP-155
 * @param vault the contract
 * @param scope of the deployment
 * @param cMax price of one ticket at most
 * @param reach how chain, provider and files are reached
 */
public record Settings(long chainId, Address vault, Fr scope, BigInteger cMax, Reach reach) {
    /**
     * @param rpc address of an Ethereum node
     * @param gateway address of the provider
     * @param keys folder of the proving keys
     * @param backup folder of the backup; empty if there is none
     */
    public record Reach(String rpc, String gateway, String keys, String backup) {
        /** @return nothing of the addresses */
        @Override
        public String toString() {
            return "Reach[hidden]";
        }
    }

    /** Whether both name the same deployment. */
    boolean isSameDeployment(Settings other) {
        return chainId == other.chainId
                && vault.equals(other.vault)
                && scope.equals(other.scope)
                && cMax.equals(other.cMax);
    }
}
