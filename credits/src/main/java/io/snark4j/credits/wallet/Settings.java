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
     * @param firstBlock of the vault, or earlier; 0 if it is not known
     * @param gateway address of the provider
     * @param proxy through which the provider is asked, {@code socks5://} or {@code http://}; empty if directly
     * @param keys folder of the proving keys
     * @param backup folder of the backup; empty if there is none
     */
    public record Reach(String rpc, long firstBlock, String gateway, String proxy, String keys, String backup) {
        /**
         * Directly, and with a vault whose first block is to be looked up.
         *
         * @param rpc address of an Ethereum node
         * @param gateway address of the provider
         * @param keys folder of the proving keys
         * @param backup folder of the backup; empty if there is none
         */
        public Reach(String rpc, String gateway, String keys, String backup) {
            this(rpc, 0, gateway, "", keys, backup);
        }

        /**
         * @param block of the vault
         * @return the same with it
         */
        public Reach withFirstBlock(long block) {
            return new Reach(rpc, block, gateway, proxy, keys, backup);
        }

        /**
         * @param other address of a proxy, or empty
         * @return the same with it
         */
        public Reach withProxy(String other) {
            return new Reach(rpc, firstBlock, gateway, other, keys, backup);
        }

        /**
         * @param address of an Ethereum node
         * @return the same with it
         */
        public Reach withRpc(String address) {
            return new Reach(address, firstBlock, gateway, proxy, keys, backup);
        }

        /**
         * @param address of the provider
         * @return the same with it
         */
        public Reach withGateway(String address) {
            return new Reach(rpc, firstBlock, address, proxy, keys, backup);
        }

        /**
         * @param folder of the proving keys
         * @return the same with it
         */
        public Reach withKeys(String folder) {
            return new Reach(rpc, firstBlock, gateway, proxy, folder, backup);
        }

        /**
         * @param folder of the backup
         * @return the same with it
         */
        public Reach withBackup(String folder) {
            return new Reach(rpc, firstBlock, gateway, proxy, keys, folder);
        }

        /** @return nothing of the addresses */
        @Override
        public String toString() {
            return "Reach[hidden]";
        }
    }

    /**
     * @param other how the deployment is reached from now on
     * @return the same deployment
     */
    public Settings with(Reach other) {
        return new Settings(chainId, vault, scope, cMax, other);
    }

    /** Whether both name the same deployment. */
    boolean isSameDeployment(Settings other) {
        return chainId == other.chainId
                && vault.equals(other.vault)
                && scope.equals(other.scope)
                && cMax.equals(other.cMax);
    }
}
