package io.snark4j.circuit.gadget;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * BLAKE-512 without salt, as it stood in the last round of the SHA-3 competition: 16 rounds. It is neither BLAKE2 nor BLAKE3;
 * circomlibjs derives EdDSA keys with it. Time depends on the message's length only.
 *
 * <p>Source: Aumasson, Henzen, Meier, Phan, "SHA-3 proposal BLAKE", version 1.3, 2010, chapter 2.
 */
final class Blake512 {
    /** Bytes of a digest. */
    static final int BYTES = 64;

    private static final int BLOCK_BYTES = 128;
    private static final int WORDS = 16;
    private static final int ROUNDS = 16;
    /** The padding's first and last one, each in a byte of its own or both in one, and the length. */
    private static final int LEAST_PADDING = 1 + 16;

    /** The first 64 bits of the fractional parts of the square roots of 2, 3, 5, ..., 19. */
    static final long[] INITIAL = {
        0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
        0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L,
    };

    /** The fractional part of pi, 64 bits each. */
    static final long[] PI = {
        0x243f6a8885a308d3L, 0x13198a2e03707344L, 0xa4093822299f31d0L, 0x082efa98ec4e6c89L,
        0x452821e638d01377L, 0xbe5466cf34e90c6cL, 0xc0ac29b7c97c50ddL, 0x3f84d5b5b5470917L,
        0x9216d5d98979fb1bL, 0xd1310ba698dfb5acL, 0x2ffd72dbd01adfb7L, 0xb8e1afed6a267e96L,
        0xba7c9045f12c7f99L, 0x24a19947b3916cf7L, 0x0801f2e2858efc16L, 0x636920d871574e69L,
    };

    /** Round r permutes words by row r mod 10; entry i is the i-th hexadecimal digit. */
    static final long[] PERMUTATIONS = {
        0x0123456789abcdefL, 0xea489fd61c02b753L, 0xb8c052fdae367194L, 0x7931dcbe265a40f8L, 0x905724afe1bc683dL,
        0x2c6a0b834d75fe19L, 0xc51fed4a0763928bL, 0xdb7ec13950f4862aL, 0x6fe9b308c2d714a5L, 0xa2847615fb9e3cd0L,
    };

    private Blake512() {}

    /**
     * @param message any bytes
     * @return its digest, 64 bytes
     */
    static byte[] hash(byte[] message) {
        int blocks = Math.ceilDiv(message.length + LEAST_PADDING, BLOCK_BYTES);
        long bits = 8L * message.length;
        byte[] padded = Arrays.copyOf(message, blocks * BLOCK_BYTES);
        padded[message.length] = (byte) 0x80;
        padded[padded.length - LEAST_PADDING] |= 1;
        ByteBuffer words = ByteBuffer.wrap(padded);
        words.putLong(padded.length - Long.BYTES, bits);
        long[] chain = INITIAL.clone();
        long[] block = new long[WORDS];
        for (int b = 0; b < blocks; b++) {
            words.slice(b * BLOCK_BYTES, BLOCK_BYTES).asLongBuffer().get(block);
            // Message bits hashed so far; a block of padding alone counts 0.
            long counter = b * BLOCK_BYTES < message.length ? Math.min(bits, 8L * (b + 1) * BLOCK_BYTES) : 0;
            compress(chain, block, counter);
        }
        byte[] digest = new byte[BYTES];
        ByteBuffer.wrap(digest).asLongBuffer().put(chain);
        return digest;
    }

    private static void compress(long[] chain, long[] block, long counter) {
        long[] v = Arrays.copyOf(chain, WORDS);
        System.arraycopy(PI, 0, v, 8, 8);
        v[12] ^= counter;
        v[13] ^= counter;
        for (int round = 0; round < ROUNDS; round++) {
            long order = PERMUTATIONS[round % PERMUTATIONS.length];
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
    private static void mix(long[] v, int a, int b, int c, int d, long[] block, long order, int at) {
        int first = (int) (order >>> (60 - 4 * at)) & 15;
        int second = (int) (order >>> (56 - 4 * at)) & 15;
        v[a] += v[b] + (block[first] ^ PI[second]);
        v[d] = Long.rotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = Long.rotateRight(v[b] ^ v[c], 25);
        v[a] += v[b] + (block[second] ^ PI[first]);
        v[d] = Long.rotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = Long.rotateRight(v[b] ^ v[c], 11);
    }
}
