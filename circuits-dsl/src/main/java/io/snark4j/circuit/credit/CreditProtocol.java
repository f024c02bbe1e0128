package io.snark4j.circuit.credit;

import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.curve.babyjubjub.BabyJubjubFixedBase;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The credit protocol's values outside a circuit. Everything that is hashed under a domain takes one of the {@code DOM_}
 * constants first; each is the integer whose big-endian bytes are an ASCII label of at most 31 bytes.
 */
public final class CreditProtocol {
    /** Bits of a deposit and of a price cap, in token base units. */
    public static final int AMOUNT_BITS = 96;
    /** Label {@code snark4j.credit.scope}: binds values to one deployment. */
    public static final Fr DOM_SCOPE = domain("snark4j.credit.scope");
    /** Label {@code snark4j.credit.request}: the point x of a request. */
    public static final Fr DOM_REQ = domain("snark4j.credit.request");
    /** Label {@code snark4j.credit.state}: a refund state that the provider signs. */
    public static final Fr DOM_STATE = domain("snark4j.credit.state");
    /** Label {@code snark4j.credit.exit}: the point x of an exit. */
    public static final Fr DOM_EXIT = domain("snark4j.credit.exit");

    private static final int ADDRESS_BITS = 160;
    private static final int SHA_256_BYTES = 32;

    private CreditProtocol() {}

    /** Made when a state is first settled. */
    private static final class Refunds {
        static final BabyJubjubFixedBase MULTIPLES = new BabyJubjubFixedBase(RefundGenerators.G, AMOUNT_BITS);
    }

    /**
     * c = P1(secret).
     *
     * @param secret the note's k
     * @return its identity commitment, public at deposit
     */
    public static Fr identityCommitment(Fr secret) {
        return Poseidon.hash(secret);
    }

    /**
     * leaf = P2(c, deposit).
     *
     * @param commitment c
     * @param deposit D in token base units
     * @return what the vault's tree holds
     * @throws IllegalArgumentException if the deposit is negative or 2^96 or more
     */
    public static Fr leaf(Fr commitment, BigInteger deposit) {
        return Poseidon.hash(commitment, inBits("deposit", deposit, AMOUNT_BITS));
    }

    /**
     * scope = P4(DOM_SCOPE, chainId, vault, serviceId).
     *
     * @param chainId EIP-155 chain id
     * @param vault the contract's address as an integer, below 2^160
     * @param serviceId fixed in the vault
     * @return what binds values to this deployment
     * @throws IllegalArgumentException if the chain id is not positive or the address out of range
     */
    public static Fr scope(long chainId, BigInteger vault, Fr serviceId) {
        if (chainId <= 0) {
            throw new IllegalArgumentException("chainId: " + chainId + ", expected at least 1");
        }
        return Poseidon.hash(DOM_SCOPE, Fr.of(chainId), inBits("vault", vault, ADDRESS_BITS), serviceId);
    }

    /**
     * x = P5(DOM_REQ, hHi, hLo, nonce, scope) for the two 128-bit halves of h, the more significant first.
     *
     * @param sha256 h, the 32 bytes of SHA-256 over the request as sent
     * @param nonce rho
     * @param scope of the deployment
     * @return where the request's share lies; a verifier refuses 0
     * @throws IllegalArgumentException if the hash is not 32 bytes long
     */
    public static Fr requestPoint(byte[] sha256, Fr nonce, Fr scope) {
        return Poseidon.hash(requestPreimage(sha256, nonce, scope));
    }

    /**
     * What {@link #requestPoint} hashes, for who hashes many at once ({@link Poseidon#hashAll}).
     *
     * @param sha256 h, 32 bytes
     * @param nonce rho
     * @param scope of the deployment
     * @return 5 elements
     * @throws IllegalArgumentException if the hash is not 32 bytes long
     */
    public static Fr[] requestPreimage(byte[] sha256, Fr nonce, Fr scope) {
        if (sha256.length != SHA_256_BYTES) {
            throw new IllegalArgumentException(
                    "request hash of " + sha256.length + " bytes, expected " + SHA_256_BYTES);
        }
        Fr high = Fr.of(new BigInteger(1, sha256, 0, SHA_256_BYTES / 2));
        Fr low = Fr.of(new BigInteger(1, sha256, SHA_256_BYTES / 2, SHA_256_BYTES / 2));
        return new Fr[] {DOM_REQ, high, low, nonce, scope};
    }

    /**
     * P4(DOM_STATE, scope, A.x, A.y).
     *
     * @param scope of the deployment
     * @param state A, a commitment to a refund state
     * @return what the provider signs
     */
    public static Fr stateMessage(Fr scope, BabyJubjubPoint state) {
        return stateMessages(scope, List.of(state))[0];
    }

    /** {@link #stateMessage} of each, hashed together. */
    static Fr[] stateMessages(Fr scope, List<BabyJubjubPoint> states) {
        return Poseidon.hashAll(states.stream()
                .map(state -> new Fr[] {DOM_STATE, scope, state.x(), state.y()})
                .toArray(Fr[][]::new));
    }

    /**
     * A + refund·G + J: the state after one more request, of which the refund comes back. The provider computes it without
     * knowing what A holds.
     *
     * @param state A
     * @param refund v, in [0, 2^96)
     * @return the next state's commitment
     * @throws IllegalArgumentException if v is out of range
     */
    public static BabyJubjubPoint settledState(BabyJubjubPoint state, BigInteger refund) {
        requireBits("refund", refund, AMOUNT_BITS);
        return Refunds.MULTIPLES.addMultiple(state.add(RefundGenerators.J), refund);
    }

    /**
     * x = P4(DOM_EXIT, recipient, scope, c).
     *
     * @param recipient address that is paid, as an integer below 2^160
     * @param scope of the deployment
     * @param commitment c
     * @return where the exit's share lies, as the vault computes it; a verifier refuses 0
     * @throws IllegalArgumentException if the address is out of range
     */
    public static Fr exitPoint(BigInteger recipient, Fr scope, Fr commitment) {
        return Poseidon.hash(DOM_EXIT, inBits("recipient", recipient, ADDRESS_BITS), scope, commitment);
    }

    static Fr inBits(String name, BigInteger value, int bits) {
        requireBits(name, value, bits);
        return Fr.of(value);
    }

    static void requireBits(String name, BigInteger value, int bits) {
        if (value.signum() < 0 || value.bitLength() > bits) {
            throw new IllegalArgumentException(name + ": " + value + ", expected 0 to 2^" + bits + " - 1");
        }
    }

    static Fr domain(String label) {
        byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0 || bytes.length > 31) {
            throw new IllegalArgumentException(
                    "domain label \"" + label + "\" of " + bytes.length + " bytes, expected 1 to 31");
        }
        return Fr.of(new BigInteger(1, bytes));
    }
}
