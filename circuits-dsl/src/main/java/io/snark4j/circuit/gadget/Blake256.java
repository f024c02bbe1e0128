package io.snark4j.circuit.gadget;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * BLAKE-256 without salt, as it stood in the last round of the SHA-3 competition: 14 rounds of {@link Blake512}'s kind on words of 32
 * bits. circomlibjs derives the generators of its Pedersen hash with it. Time depends on the message's length only.
 *
 * <p>Source: Aumasson, Henzen, Meier, Phan, "SHA-3 proposal BLAKE", version 1.3, 2010, chapter 2.
 */
final class Blake256 {
    /** Bytes of a digest. */
    static final int BYTES = 32;

    private static final int BLOCK_BYTES = 64;
    private static final int WORDS = 16;
    private static final int ROUNDS = 14;
    /** The padding's first and last one, each in a byte of its own or both in one, and the length. */
    private static final int LEAST_PADDING = 1 + 8;

    /** The halves of the first words of pi. */
    private static final int[] PI = new int[WORDS];

    static {
        for (int i = 0; i < WORDS; i += 2) {
            PI[i] = (int) (Blake512.PI[i / 2] >>> Integer.SIZE);
            PI[i + 1] = (int) Blake512.PI[i / 2];
        }
    }

    private Blake256() {}

    /**
     * @param message any bytes
     * @return its digest, 32 bytes
     */
    static byte[] hash(byte[] message) {
        int blocks = Math.ceilDiv(message.length + LEAST_PADDING, BLOCK_BYTES);
        long bits = 8L * message.length;
        byte[] padded = Arrays.copyOf(message, blocks * BLOCK_BYTES);
        padded[message.length] = (byte) 0x80;
        padded[padded.length - LEAST_PADDING] |= 1;
        ByteBuffer words = ByteBuffer.wrap(padded);
        words.putLong(padded.length - Long.BYTES, bits);
        int[] chain = new int[8];
        // The first 32 bits of what BLAKE-512 has 64 of.
        Arrays.setAll(chain, i -> (int) (Blake512.INITIAL[i] >>> Integer.SIZE));
        int[] block = new int[WORDS];
        for (int b = 0; b < blocks; b++) {
            words.slice(b * BLOCK_BYTES, BLOCK_BYTES).asIntBuffer().get(block);
            // Message bits hashed so far; a block of padding alone counts 0.
            long counter = b * BLOCK_BYTES < message.length ? Math.min(bits, 8L * (b + 1) * BLOCK_BYTES) : 0;
            compress(chain, block, counter);
        }
        byte[] digest = new byte[BYTES];
        ByteBuffer.wrap(digest).asIntBuffer().put(chain);
        return digest;
    }

    private static void compress(int[] chain, int[] block, long counter) {
        int[] v = Arrays.copyOf(chain, WORDS);
        System.arraycopy(PI, 0, v, 8, 8);
        v[12] ^= (int) counter;
        v[13] ^= (int) counter;
        v[14] ^= (int) (counter >>> Integer.SIZE);
        v[15] ^= (int) (counter >>> Integer.SIZE);
        for (int round = 0; round < ROUNDS; round++) {
            long order = Blake512.PERMUTATIONS[round % Blake512.PERMUTATIONS.length];
            mix(v, 0, 4, 8, 12, block, order, 0);
            mix(v, 1, 5, 9, 13, block, order, 2);
            mix(v, 2, 6, 10, 14, block, order, 4);
            mix(v, 3, 7, 11, 15, block, order, 6);
            mix(v, 0, 5, 10, 15, block, order, 8);
            mix(v, 1, 6, 11, 12, block, order, 10);
            mix(v, 2, 7, 8, 13, block, order, 12);
            mix(v, 3, 4, 9, 14, block, order, 14);
        }
        for (int i = 0; i < chain.length; i++) {
            chain[i] ^= v[i] ^ v[i + 8];
        }
    }

    /** The specification's G on one column or diagonal, with entries {@code at} and {@code at + 1} of the permutation. */
    private static void mix(int[] v, int a, int b, int c, int d, int[] block, long order, int at) {
        int first = (int) (order >>> (60 - 4 * at)) & 15;
        int second = (int) (order >>> (56 - 4 * at)) & 15;
        v[a] += v[b] + (block[first] ^ PI[second]);
        v[d] = Integer.rotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = Integer.rotateRight(v[b] ^ v[c], 12);
        v[a] += v[b] + (block[second] ^ PI[first]);
        v[d] = Integer.rotateRight(v[d] ^ v[a], 8);
        v[c] += v[d];
        v[b] = Integer.rotateRight(v[b] ^ v[c], 7);
    }
}
