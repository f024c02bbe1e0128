package io.snark4j.credits.vault;

import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * What cannot be changed in a vault, read from the chain. Amounts are token units, times seconds.
 *
 * @param chainId EIP-155
 * @param vault the contract
 * @param prepaid whether there are no exits
 * @param insecureKeys whether a circuit's key comes from a setup without a ceremony
 * @param token ERC-20
 * @param depth of the tree
 * @param cMax price of one request at most
 * @param bounty deposited with each note
 * @param stake deposited with each note
 * @param window to challenge an exit
 * @param noteLife after which the provider may claim a note
 * @param rotationDelay from a key's announcement to its use
 * @param serviceId fixed by the provider
 * @param scope P4(DOM_SCOPE, chainId, vault, serviceId)
 * @param exitVerifier contract; zero if prepaid
 * @param requestKeyHash {@link VerifyingKeyHash} of the request circuit's key
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
public record VaultTerms(
        long chainId,
        Address vault,
        boolean prepaid,
        boolean insecureKeys,
        Address token,
        int depth,
        BigInteger cMax,
        BigInteger bounty,
        BigInteger stake,
        long window,
        long noteLife,
        long rotationDelay,
        Fr serviceId,
        Fr scope,
        Address exitVerifier,
        byte[] requestKeyHash) {}
