package io.snark4j.groth16.solidity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first four bytes of Keccak-256 of a function's signature, by which a contract knows what is called (Solidity's ABI).
 * Keccak-256 is the submission to the SHA-3 competition: FIPS 202 with 0x01 as the padding's first byte, which the JDK
 * does not have. One block is enough here. Source: FIPS 202, sections 3.2 and 5.1.
 */
final class FunctionSelector {
    private static final int BYTES = 4;
    private static final int RATE = 136;
    private static final int LANES = 25;
    private static final int ROUNDS = 24;

    private FunctionSelector() {}

    /** {@code signature} is ASCII, shorter than 136 characters. */
    static byte[] of(String signature) {
        return Arrays.copyOf(keccak256(signature.getBytes(StandardCharsets.US_ASCII)), BYTES);
    }

    /** The digest, 32 bytes, of fewer than 136 bytes. */
    static byte[] keccak256(byte[] message) {
        if (message.length >= RATE) {
            throw new IllegalArgumentException(
                    "Keccak-256 of one block: " + message.length + " bytes, at most " + (RATE - 1));
        }
        byte[] block = Arrays.copyOf(message, RATE);
        block[message.length] = 0x01;
        block[RATE - 1] |= (byte) 0x80;
        long[] lanes = new long[LANES];
        ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(lanes, 0, RATE / Long.BYTES);
        permute(lanes);
        ByteBuffer digest = ByteBuffer.allocate(4 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        digest.asLongBuffer().put(lanes, 0, 4);
        return digest.array();
    }

    private static void permute(long[] a) {
        int register = 1;
        for (int round = 0; round < ROUNDS; round++) {
            theta(a);
            rhoAndPi(a);
            chi(a);
            // iota: bit 2^j - 1 of the round constant is the next output of the LFSR x^8 + x^6 + x^5 + x^4 + 1.
            for (int j = 0; j <= 6; j++) {
                a[0] ^= (register & 1L) << ((1 << j) - 1);
                register = (register << 1) ^ ((register >> 7) * 0x171);
            }
        }
    }

    private static void theta(long[] a) {
        long[] parity = new long[5];
        for (int i = 0; i < LANES; i++) {
            parity[i % 5] ^= a[i];
        }
        for (int i = 0; i < LANES; i++) {
            a[i] ^= parity[(i + 4) % 5] ^ Long.rotateLeft(parity[(i + 1) % 5], 1);
        }
    }

    private static void rhoAndPi(long[] a) {
        int x = 1;
        int y = 0;
        long moving = a[1];
        for (int t = 1; t < LANES; t++) {
            int nextY = (2 * x + 3 * y) % 5;
            x = y;
            y = nextY;
            long displaced = a[x + 5 * y];
            a[x + 5 * y] = Long.rotateLeft(moving, t * (t + 1) / 2 % Long.SIZE);
            moving = displaced;
        }
    }

    private static void chi(long[] a) {
        for (int row = 0; row < LANES; row += 5) {
            long first = a[row];
            long second = a[row + 1];
            for (int x = 0; x < 5; x++) {
                long next = x == 4 ? first : a[row + x + 1];
                long afterNext = x == 3 ? first : x == 4 ? second : a[row + x + 2];
                a[row + x] ^= ~next & afterNext;
            }
        }
    }
}
