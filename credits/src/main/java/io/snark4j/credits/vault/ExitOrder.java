package io.snark4j.credits.vault;

import io.snark4j.circuit.credit.CreditExitPublic;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Keccak256;
import io.snark4j.credits.ethereum.Signature;
import io.snark4j.field.Fr;
import java.math.BigInteger;

/**
 * What the caller of an exit says; the vault supplies deposit, cMax, xExit and scope itself.
 *
 * @param commitment c
 * @param recipient whom the exit pays
 * @param nullifier N_n of the ticket that the exit uses up
 * @param share y_n at xExit
 * @param payout P
 * @param tag 0 if every ticket is settled, N_m if the one open ticket is named, otherwise 1
 * @param keyId of the key that stands as pk in the proof
 * @param previousKeyId of the key that stands as pkOld in the proof
 */
public record ExitOrder(
        Fr commitment,
        Address recipient,
        Fr nullifier,
        Fr share,
        BigInteger payout,
        Fr tag,
        long keyId,
        long previousKeyId) {
    private static final byte[] DOMAIN_TYPE =
            Keccak256.hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    private static final byte[] NAME = Keccak256.hash("snark4j credit vault");
    private static final byte[] VERSION = Keccak256.hash("1");
    private static final byte[] EXIT_TYPE = Keccak256.hash(
            "Exit(uint256 commitment,address recipient,uint256 nullifier,uint256 share,uint256 payout,uint256 tag)");

    /**
     * The order of a proof.
     *
     * @param inputs the proof's public inputs
     * @param recipient the one that xExit was made of
     * @param keyId of {@code inputs.keys().current()} in the vault
     * @param previousKeyId of {@code inputs.keys().previous()} in the vault
     * @return the order
     */
    public static ExitOrder of(CreditExitPublic inputs, Address recipient, long keyId, long previousKeyId) {
        return new ExitOrder(
                inputs.commitment(),
                recipient,
                inputs.nullifier(),
                inputs.share(),
                inputs.payout().toBigInteger(),
                inputs.tag(),
                keyId,
                previousKeyId);
    }

    /**
     * What the depositor signs (EIP-712): everything but the keys' ids, which the proof alone needs.
     *
     * @param chainId of the vault
     * @param vault the contract
     * @return 32 bytes
     */
    public byte[] digest(long chainId, Address vault) {
        byte[] domain =
                Keccak256.hash(DOMAIN_TYPE, NAME, VERSION, word(BigInteger.valueOf(chainId)), word(vault.value()));
        byte[] content = Keccak256.hash(
                EXIT_TYPE,
                commitment.toBytesBigEndian(),
                word(recipient.value()),
                nullifier.toBytesBigEndian(),
                share.toBytesBigEndian(),
                word(payout),
                tag.toBytesBigEndian());
        return Keccak256.hash(new byte[] {0x19, 0x01}, domain, content);
    }

    /**
     * @param depositor of the note
     * @param terms of the vault
     * @return the signature that the vault asks for
     */
    public Signature sign(Account depositor, VaultTerms terms) {
        return depositor.sign(digest(terms.chainId(), terms.vault()));
    }

    private static byte[] word(BigInteger value) {
        return Fr.of(value).toBytesBigEndian();
    }
}
