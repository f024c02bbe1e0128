package io.snark4j.circuit.gadget;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * SHA-256 (FIPS 180-4), for messages of any number of bits below 2^31. Beside {@link java.security.MessageDigest}, which is faster, it
 * takes messages that end within a byte, and holds the constants of {@link Sha256Gadget}. Not constant time.
 */
public final class Sha256 {
    /** Bits of a digest. */
    public static final int DIGEST_BITS = 256;

    static final int ROUNDS = 64;
    static final int BLOCK_BITS = 512;
    static final int LENGTH_BITS = 64;

    private static final int[] INITIAL_STATE = new int[8];
    private static final int[] ROUND_CONSTANTS = new int[ROUNDS];

    static {
        BigInteger prime = BigInteger.ONE;
        for (int i = 0; i < ROUNDS; i++) {
            prime = prime.nextProbablePrime(); // exact for primes so small
            ROUND_CONSTANTS[i] = cubeRoot(prime.shiftLeft(3 * Integer.SIZE)).intValue();
            if (i < INITIAL_STATE.length) {
                INITIAL_STATE[i] = prime.shiftLeft(2 * Integer.SIZE).sqrt().intValue();
            }
        }
    }

    private Sha256() {}

    private static BigInteger cubeRoot(BigInteger value) {
        BigInteger root = BigInteger.ZERO;
        for (int bit = value.bitLength() / 3; bit >= 0; bit--) {
            BigInteger candidate = root.setBit(bit);
            root = candidate.pow(3).compareTo(value) <= 0 ? candidate : root;
        }
        return root;
    }

    /** The first 32 bits of the fractional part of the square root of the i-th prime, i in [0, 8). */
    static int initialState(int i) {
        return INITIAL_STATE[i];
    }

    /** The first 32 bits of the fractional part of the cube root of the i-th prime, i in [0, 64). */
    static int roundConstant(int i) {
        return ROUND_CONSTANTS[i];
    }

    /** Blocks of a message of so many bits, with a one bit and the length in 64 bits after it. */
    static int blocks(long bits) {
        return (int) ((bits + 1 + LENGTH_BITS + BLOCK_BITS - 1) / BLOCK_BITS);
    }

    /**
     * @param message any bytes
     * @return their digest, 32 bytes
     */
    public static byte[] hash(byte[] message) {
        return hash(message, 8L * message.length);
    }

    /**
     * @param message bytes, each with its highest bit first
     * @param bits how many bits of them to hash, the first ones
     * @return their digest, 32 bytes
     * @throws IndexOutOfBoundsException if the message has fewer bits
     */
    public static byte[] hash(byte[] message, long bits) {
        if (bits < 0 || bits > 8L * message.length) {
            throw new IndexOutOfBoundsException("SHA-256 of " + bits + " bits of " + message.length + " bytes");
        }
        int[] words = padded(message, bits);
        int[] state = INITIAL_STATE.clone();
        for (int block = 0; block < words.length; block += BLOCK_BITS / Integer.SIZE) {
            compress(state, words, block);
        }
        byte[] digest = new byte[DIGEST_BITS / 8];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) (state[i / 4] >>> (24 - 8 * (i % 4)));
        }
        return digest;
    }

    private static int[] padded(byte[] message, long bits) {
        int[] words = new int[blocks(bits) * (BLOCK_BITS / Integer.SIZE)];
        for (int i = 0; 8L * i < bits; i++) {
            words[i / 4] |= (message[i] & 0xff) << (24 - 8 * (i % 4));
        }
        int end = (int) (bits / Integer.SIZE);
        int first = Integer.MIN_VALUE >>> (bits % Integer.SIZE);
        words[end] = (words[end] & -(first << 1)) | first; // nothing of the message after its last bit, then a one
        words[words.length - 2] = (int) (bits >>> Integer.SIZE);
        words[words.length - 1] = (int) bits;
        return words;
    }

    private static void compress(int[] state, int[] words, int block) {
        int[] w = Arrays.copyOf(Arrays.copyOfRange(words, block, block + BLOCK_BITS / Integer.SIZE), ROUNDS);
        for (int t = BLOCK_BITS / Integer.SIZE; t < ROUNDS; t++) {
            int s0 = Integer.rotateRight(w[t - 15], 7) ^ Integer.rotateRight(w[t - 15], 18) ^ w[t - 15] >>> 3;
            int s1 = Integer.rotateRight(w[t - 2], 17) ^ Integer.rotateRight(w[t - 2], 19) ^ w[t - 2] >>> 10;
            w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }
        int[] s = state.clone();
        for (int t = 0; t < ROUNDS; t++) {
            int sum1 = Integer.rotateRight(s[4], 6) ^ Integer.rotateRight(s[4], 11) ^ Integer.rotateRight(s[4], 25);
            int t1 = s[7] + sum1 + ((s[4] & s[5]) ^ (~s[4] & s[6])) + ROUND_CONSTANTS[t] + w[t];
            int sum0 = Integer.rotateRight(s[0], 2) ^ Integer.rotateRight(s[0], 13) ^ Integer.rotateRight(s[0], 22);
            int t2 = sum0 + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
            System.arraycopy(s, 0, s, 1, 7);
            s[4] += t1;
            s[0] = t1 + t2;
        }
        for (int i = 0; i < s.length; i++) {
            state[i] += s[i];
        }
    }
}
