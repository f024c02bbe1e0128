package io.snark4j.circuit.gadget;

/**
 * Ethereum's Keccak-256: Keccak[512] with the padding of its submission to NIST, 1, zeros and 1, and not SHA3-256's. Source: Bertoni, Daemen,
 * Peeters, Van Assche, "The Keccak reference", version 3.0. Not constant time.
 *
 * <p>A state is 25 lanes of 64 bits, lane (x, y) at x + 5y. Bits of a message go to lanes in their order, each byte with its lowest bit first.
 */
public final class Keccak256 {
    /** Bits of a digest. */
    public static final int DIGEST_BITS = 256;

    static final int ROUNDS = 24;
    static final int SIDE = 5;
    static final int LANES = SIDE * SIDE;
    /** Bits of a message that one permutation takes: 1600 − 2·256. */
    static final int RATE_BITS = 1088;

    private static final int[] ROTATIONS = rotations();
    private static final long[] ROUND_CONSTANTS = roundConstants();

    private Keccak256() {}

    /** From lane (1, 0) on, (x, y) is followed by (y, 2x + 3y), and the i-th of these is rotated by i·(i + 1)/2. */
    private static int[] rotations() {
        int[] rotations = new int[LANES];
        int x = 1;
        int y = 0;
        for (int i = 1; i < LANES; i++) {
            rotations[x + SIDE * y] = i * (i + 1) / 2 % Long.SIZE;
            int next = (2 * x + 3 * y) % SIDE;
            x = y;
            y = next;
        }
        return rotations;
    }

    /** Bit 2^j − 1 of constant i is the constant term of X^(j + 7i) modulo X^8 + X^6 + X^5 + X^4 + 1 over GF(2), j in [0, 6]. */
    private static long[] roundConstants() {
        long[] constants = new long[ROUNDS];
        int power = 1;
        for (int round = 0; round < ROUNDS; round++) {
            for (int j = 0; j <= 6; j++) {
                constants[round] |= (long) (power & 1) << ((1 << j) - 1);
                power = (power << 1) ^ ((power >> 7) * 0x171);
            }
        }
        return constants;
    }

    /** How far lane (x, y) is rotated to the left. */
    static int rotation(int x, int y) {
        return ROTATIONS[x + SIDE * y];
    }

    /** What is added to lane (0, 0) in a round. */
    static long roundConstant(int round) {
        return ROUND_CONSTANTS[round];
    }

    /** Permutations of a message of so many bits, with at least two bits of padding. */
    static int blocks(long bits) {
        return (int) ((bits + 2 + RATE_BITS - 1) / RATE_BITS);
    }

    /**
     * @param message any bytes
     * @return their digest, 32 bytes
     */
    public static byte[] hash(byte[] message) {
        int rate = RATE_BITS / 8;
        byte[] padded = new byte[blocks(8L * message.length) * rate];
        System.arraycopy(message, 0, padded, 0, message.length);
        padded[message.length] = 1;
        padded[padded.length - 1] |= (byte) 0x80;
        long[] state = new long[LANES];
        for (int block = 0; block < padded.length; block += rate) {
            for (int i = 0; i < rate; i++) {
                state[i / 8] ^= (padded[block + i] & 0xffL) << (8 * (i % 8));
            }
            permute(state);
        }
        byte[] digest = new byte[DIGEST_BITS / 8];
        for (int i = 0; i < digest.length; i++) {
            digest[i] = (byte) (state[i / 8] >>> (8 * (i % 8)));
        }
        return digest;
    }

    /** Keccak-f[1600]. */
    static void permute(long[] state) {
        long[] columns = new long[SIDE];
        long[] moved = new long[LANES];
        for (int round = 0; round < ROUNDS; round++) {
            for (int x = 0; x < SIDE; x++) {
                columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
            }
            for (int x = 0; x < SIDE; x++) {
                long change = columns[(x + 4) % SIDE] ^ Long.rotateLeft(columns[(x + 1) % SIDE], 1);
                for (int y = 0; y < SIDE; y++) {
                    moved[y + SIDE * ((2 * x + 3 * y) % SIDE)] =
                            Long.rotateLeft(state[x + SIDE * y] ^ change, rotation(x, y));
                }
            }
            for (int i = 0; i < LANES; i++) {
                int row = i - i % SIDE;
                state[i] = moved[i] ^ (~moved[row + (i + 1 - row) % SIDE] & moved[row + (i + 2 - row) % SIDE]);
            }
            state[0] ^= ROUND_CONSTANTS[round];
        }
    }
}
