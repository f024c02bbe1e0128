package io.snark4j.circuit.gadget;

import io.snark4j.field.FrLimbs;

/**
 * The self-shrinking Grain LFSR from which Poseidon's authors draw their constants (Grassi, Khovratovich, Rechberger, Roy,
 * Schofnegger: "Poseidon: A New Hash Function for Zero-Knowledge Proof Systems", appendix E): 80 bits of state,
 * b(i+80) = b(i+62) ^ b(i+51) ^ b(i+38) ^ b(i+23) ^ b(i+13) ^ b(i). Of each pair of bits the second is output if the first
 * is 1. Not thread-safe.
 */
final class Grain {
    private static final int FIELD_BITS = 254;
    /** Bit 253, in the last of four limbs. */
    private static final long TOP_BIT = 1L << 61;

    /** Bits made by one update: the farthest tap, 62, allows up to 18. */
    private static final int BLOCK = 16;

    private static final int PAIRS = BLOCK / 2;
    /** The first 160 bits are discarded. */
    private static final int WARM_UP_BLOCKS = 160 / BLOCK;

    /** b0..b63, b0 lowest. */
    private long low;
    /** b64..b79, b64 lowest. */
    private long high;

    private int block;
    private int pairsLeft;

    /** The stream of a Poseidon instance over Fr with S-box x^5. */
    Grain(int width, int fullRounds, int partialRounds) {
        int position = 0;
        position = seed(position, 1, 2); // a prime field
        position = seed(position, 0, 4); // S-box x^alpha
        position = seed(position, FIELD_BITS, 12);
        position = seed(position, width, 12);
        position = seed(position, fullRounds, 10);
        position = seed(position, partialRounds, 10);
        seed(position, (1 << 30) - 1, 30);
        for (int i = 0; i < WARM_UP_BLOCKS; i++) {
            update();
        }
        pairsLeft = 0;
    }

    private int seed(int position, long value, int bits) {
        for (int i = 0; i < bits; i++) {
            long bit = (value >>> (bits - 1 - i)) & 1;
            int at = position + i;
            if (at < Long.SIZE) {
                low |= bit << at;
            } else {
                high |= bit << (at - Long.SIZE);
            }
        }
        return position + bits;
    }

    private void update() {
        long taps = (low >>> 62 | high << 2) ^ (low >>> 51 | high << 13) ^ low >>> 38 ^ low >>> 23 ^ low >>> 13 ^ low;
        block = (int) (taps & 0xffff);
        low = low >>> BLOCK | high << (Long.SIZE - BLOCK);
        high = block;
        pairsLeft = PAIRS;
    }

    private long bit() {
        while (true) {
            while (pairsLeft > 0) {
                int pair = block & 3;
                block >>>= 2;
                pairsLeft--;
                if ((pair & 1) != 0) {
                    return pair == 3 ? 1 : 0;
                }
            }
            update();
        }
    }

    /** out = the next 254 bits as an integer, most significant first, plain form, possibly >= r. */
    private void integer(long[] out, int o) {
        for (int limb = 3; limb >= 0; limb--) {
            long value = 0;
            for (int i = limb == 3 ? FIELD_BITS - 3 * Long.SIZE : Long.SIZE; i > 0; i--) {
                value = value << 1 | bit();
            }
            out[o + limb] = value;
        }
    }

    /** out = the next element, Montgomery form; integers >= r are skipped (round constants are drawn so). */
    void nextRejecting(long[] out, int o) {
        do {
            integer(out, o);
        } while (!FrLimbs.isReduced(out, o));
        FrLimbs.fromPlain(out, o, out, o);
    }

    /** out = the next element, Montgomery form; an integer >= r is reduced (the matrix is drawn so). */
    void nextReducing(long[] out, int o) {
        integer(out, o);
        long[] top = {0, 0, 0, out[o + 3] & TOP_BIT};
        out[o + 3] &= ~TOP_BIT;
        FrLimbs.add(out, o, out, o, top, 0); // both are below 2^253 + 1 < r, so this reduces
        FrLimbs.fromPlain(out, o, out, o);
    }
}
