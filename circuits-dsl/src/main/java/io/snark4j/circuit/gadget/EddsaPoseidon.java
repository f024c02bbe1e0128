package io.snark4j.circuit.gadget;

import io.snark4j.curve.babyjubjub.BabyJubjubFixedBase;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * EdDSA over Baby Jubjub with Poseidon, as circomlibjs' {@code signPoseidon} computes it: one field element is signed, and
 * signatures are equal to theirs bit by bit. With l the order of {@link BabyJubjubPoint#BASE8} and P5 Poseidon of 5 inputs, a
 * signature (R8, S) of a message under a public key A holds if
 *
 * <pre>S·BASE8 = R8 + P5(R8.x, R8.y, A.x, A.y, message)·8·A,   S &lt; l,   8·A not neutral,   A and R8 on the curve</pre>
 *
 * <p>Each condition counts, and published verifiers have lacked each of them:
 *
 * <ul>
 *   <li>S + l satisfies the equation as well as S, so that anyone makes a second signature from a first: gnark's circuit took it
 *       (CVE-2025-57801).
 *   <li>If 8·A is neutral, (S·BASE8, S) signs every message for any S: circomlibjs 0.1.7 takes such a key.
 *   <li>Off the curve the addition law belongs to other groups, in which a discrete logarithm may be easy: circomlib's
 *       circuit leaves the test to whoever uses it. Here a {@link BabyJubjubPoint} off the curve does not exist.
 * </ul>
 *
 * <p>That R8 lies in the subgroup follows from the equation; A may have a part of small order, which 8·A drops. Thread-safe.
 * Nothing here takes constant time: sign where nobody untrusted can measure it.
 *
 * <p>Source: Bernstein, Duif, Lange, Schwabe, Yang, "High-speed high-security signatures", 2011; EIP-2494 for the curve;
 * circomlibjs 0.1.7 for the order of bytes and hash inputs.
 */
public final class EddsaPoseidon {
    private static final BigInteger ORDER = BabyJubjubPoint.ORDER;
    /** Multiples below 2^252: a private scalar over 8 has 252 bits, l has 251. */
    private static final BabyJubjubFixedBase BASE8 = new BabyJubjubFixedBase(BabyJubjubPoint.BASE8, 252);

    private EddsaPoseidon() {}

    /**
     * Whether a signature holds, by the four conditions above. Two multiplications and a hash.
     *
     * @param publicKey A
     * @param message that was signed
     * @param signature of it
     * @return false for S of l or more and for a key of small order, whatever the equation says
     */
    public static boolean verify(BabyJubjubPoint publicKey, Fr message, Signature signature) {
        BabyJubjubPoint eightfoldKey = publicKey.twice().twice().twice();
        if (signature.s().compareTo(ORDER) >= 0 || eightfoldKey.isIdentity()) {
            return false;
        }
        BigInteger challenge =
                Poseidon.hash(challenge(signature.r8(), publicKey, message)).toBigInteger();
        BabyJubjubPoint expected = signature.r8().add(eightfoldKey.mul(challenge.mod(ORDER)));
        return BASE8.mul(signature.s()).equals(expected);
    }

    /** What is hashed to the challenge. */
    private static Fr[] challenge(BabyJubjubPoint r8, BabyJubjubPoint publicKey, Fr message) {
        return new Fr[] {r8.x(), r8.y(), publicKey.x(), publicKey.y(), message};
    }

    private static BigInteger fromLittleEndian(byte[] bytes, int from, int to) {
        byte[] bigEndian = new byte[to - from];
        for (int i = from; i < to; i++) {
            bigEndian[to - 1 - i] = bytes[i];
        }
        return new BigInteger(1, bigEndian);
    }

    /**
     * A signature. Any S that fits its 32 bytes can be held, so that {@link #verify} is what refuses it; R8 is on the curve.
     *
     * @param r8 the point R8
     * @param s the number S, below l unless forged
     */
    public record Signature(BabyJubjubPoint r8, BigInteger s) {
        /** Bytes of a packed signature. */
        public static final int BYTES = 64;

        private static final int S_BYTES = BYTES - BabyJubjubPoint.BYTES;

        /**
         * Checks S.
         *
         * @throws MalformedInputException if S is negative or 2^256 or more
         */
        public Signature {
            if (s.signum() < 0 || s.bitLength() > Byte.SIZE * S_BYTES) {
                throw new MalformedInputException(
                        "EdDSA signature: S is " + (s.signum() < 0 ? "negative" : "2^256 or more"));
            }
        }

        /**
         * circomlibjs' {@code packSignature}.
         *
         * @return R8 compressed, then S little-endian, 32 bytes each
         */
        public byte[] toBytes() {
            byte[] bytes = Arrays.copyOf(r8.compress(), BYTES);
            for (int i = 0; i < S_BYTES; i++) {
                bytes[BabyJubjubPoint.BYTES + i] = s.shiftRight(Byte.SIZE * i).byteValue();
            }
            return bytes;
        }

        /**
         * Reads what {@link #toBytes} wrote. A signature has one form only; circomlibjs' {@code unpackSignature} takes any S.
         *
         * @param bytes 64 bytes
         * @return the signature, R8 on the curve and S below l
         * @throws MalformedInputException if the length is another, no point of the curve has this R8, or S is l or more
         */
        public static Signature fromBytes(byte[] bytes) {
            if (bytes.length != BYTES) {
                throw new MalformedInputException("EdDSA signature: " + bytes.length + " bytes, expected " + BYTES);
            }
            BabyJubjubPoint r8 = BabyJubjubPoint.decompressUnchecked(Arrays.copyOf(bytes, BabyJubjubPoint.BYTES));
            BigInteger s = fromLittleEndian(bytes, BabyJubjubPoint.BYTES, BYTES);
            if (s.compareTo(ORDER) >= 0) {
                throw new MalformedInputException("EdDSA signature: S = " + s + " is not below l");
            }
            return new Signature(r8, s);
        }
    }

    /**
     * A private key: 32 bytes from which BLAKE-512 makes the scalar and the key of the nonces. Immutable and thread-safe.
     * {@link #toString} shows nothing.
     */
    public static final class PrivateKey {
        /** Bytes of a key. */
        public static final int BYTES = 32;

        private final byte[] bytes;
        private final BigInteger scalar;
        private final byte[] nonceKey;
        private final BabyJubjubPoint publicKey;

        private PrivateKey(byte[] bytes) {
            byte[] hash = Blake512.hash(bytes);
            // A multiple of 8 in [2^254, 2^255), as for Ed25519.
            hash[0] &= (byte) 0xf8;
            hash[31] = (byte) ((hash[31] & 0x7f) | 0x40);
            this.bytes = bytes;
            this.scalar = fromLittleEndian(hash, 0, 32);
            this.nonceKey = Arrays.copyOfRange(hash, 32, Blake512.BYTES);
            this.publicKey = BASE8.mul(scalar.shiftRight(3));
        }

        /**
         * The key that circomlibjs makes of the same bytes.
         *
         * @param bytes 32 bytes, uniform and secret; copied
         * @return the key
         * @throws MalformedInputException if there are not 32
         */
        public static PrivateKey of(byte[] bytes) {
            if (bytes.length != BYTES) {
                throw new MalformedInputException("EdDSA private key: " + bytes.length + " bytes, expected " + BYTES);
            }
            return new PrivateKey(bytes.clone());
        }

        /** @return a fresh key, drawn from {@link SecureRandom} */
        public static PrivateKey random() {
            return random(new SecureRandom());
        }

        /**
         * @param random a cryptographic generator, tests apart
         * @return a fresh key
         */
        public static PrivateKey random(RandomGenerator random) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            return new PrivateKey(bytes);
        }

        /** @return A, in the subgroup of order l */
        public BabyJubjubPoint publicKey() {
            return publicKey;
        }

        /** @return the secret itself, a copy, for a backup */
        public byte[] toBytes() {
            return bytes.clone();
        }

        /**
         * Signs. The nonce is a hash of key and message: the same message gives the same signature, and no randomness can fail.
         * The public key that is hashed is this key's own, never an argument: with another one two signatures would reveal
         * the key. Vartime; one multiplication and two hashes.
         *
         * @param message any element
         * @return its signature
         */
        public Signature sign(Fr message) {
            return signAll(List.of(message)).getFirst();
        }

        /**
         * Signs each, their challenges hashed together ({@link Poseidon#hashAll}).
         *
         * @param messages any elements
         * @return a signature for each, as {@link #sign} gives it
         */
        public List<Signature> signAll(List<Fr> messages) {
            List<BigInteger> nonces = messages.stream().map(this::nonce).toList();
            List<BabyJubjubPoint> r8 = nonces.stream().map(BASE8::mul).toList();
            Fr[] challenges = Poseidon.hashAll(IntStream.range(0, messages.size())
                    .mapToObj(i -> challenge(r8.get(i), publicKey, messages.get(i)))
                    .toArray(Fr[][]::new));
            return IntStream.range(0, messages.size())
                    .mapToObj(i -> {
                        BigInteger product = challenges[i].toBigInteger().multiply(scalar);
                        return new Signature(
                                r8.get(i), nonces.get(i).add(product).mod(ORDER));
                    })
                    .toList();
        }

        private BigInteger nonce(Fr message) {
            byte[] nonceInput = Arrays.copyOf(nonceKey, nonceKey.length + Fr.BYTES);
            System.arraycopy(message.toBytesLittleEndian(), 0, nonceInput, nonceKey.length, Fr.BYTES);
            return fromLittleEndian(Blake512.hash(nonceInput), 0, Blake512.BYTES)
                    .mod(ORDER);
        }

        /** @return that there is a key, nothing of it */
        @Override
        public String toString() {
            return "EddsaPoseidon.PrivateKey[hidden]";
        }
    }
}
