package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Constrains what {@link Sha256} computes, for messages whose length is part of the circuit; the padding is the gadget's. About 17,120
 * constraints for the first block and 17,446 for each further one, blocks of padding alone less: a constraint for each bit of an exclusive
 * or, majority or choice, see {@link Words}, and for each bit and carry of the two sums of a round and the one of the message schedule.
 * The results of the last steps are added to the state before they are brought below 2^32.
 */
public final class Sha256Gadget {
    private static final int BLOCK_WORDS = Sha256.BLOCK_BITS / Integer.SIZE;

    private final Api api;

    private Sha256Gadget(Api api) {
        this.api = api;
    }

    /**
     * @param api of the circuit
     * @param message bytes, each asserted to be below 2^8 at 8 constraints
     * @return the 32 bytes of their digest, each known to be below 2^8
     */
    public static Var[] hash(Api api, Var... message) {
        Var[] bits = BytesGadget.bits(api, ByteOrder.BIG_ENDIAN, message);
        return BytesGadget.bytes(api, ByteOrder.BIG_ENDIAN, hashBits(api, bits));
    }

    /**
     * @param api of the circuit
     * @param message any number of bits, the highest of each byte first as in the standard and in circomlib; each boolean, asserted unless
     *     known
     * @return the 256 bits of their digest, in the same order, each known to be boolean
     */
    public static Var[] hashBits(Api api, Var... message) {
        Sha256Gadget gadget = new Sha256Gadget(api);
        Var[] padded = gadget.padded(message);
        Var[][] state = new Var[8][];
        Arrays.setAll(state, i -> Words.constant(api, Sha256.initialState(i), Integer.SIZE));
        for (int from = 0; from < padded.length; from += Sha256.BLOCK_BITS) {
            Var[][] block = new Var[BLOCK_WORDS][];
            for (int t = 0; t < BLOCK_WORDS; t++) {
                block[t] = reversed(padded, from + Integer.SIZE * t);
            }
            state = gadget.compress(state, block);
        }
        Var[] digest = new Var[Sha256.DIGEST_BITS];
        for (int i = 0; i < digest.length; i += Integer.SIZE) {
            System.arraycopy(reversed(state[i / Integer.SIZE], 0), 0, digest, i, Integer.SIZE);
        }
        return digest;
    }

    private Var[] padded(Var[] message) {
        Var[] padded = Words.constant(api, 0, Sha256.blocks(message.length) * Sha256.BLOCK_BITS);
        for (int i = 0; i < message.length; i++) {
            api.assertBoolean(message[i]);
            padded[i] = message[i];
        }
        padded[message.length] = api.constant(1);
        int last = padded.length - 1;
        for (int i = 0; i < Integer.SIZE; i++) {
            padded[last - i] = api.constant(message.length >>> i & 1);
        }
        return padded;
    }

    /** Words are numbers, the lowest bit first, messages streams, the highest first. */
    private static Var[] reversed(Var[] bits, int from) {
        Var[] word = new Var[Integer.SIZE];
        Arrays.setAll(word, i -> bits[from + Integer.SIZE - 1 - i]);
        return word;
    }

    private Var[][] compress(Var[][] state, Var[][] block) {
        WordSum[] schedule = schedule(block);
        Var[][] s = state;
        for (int t = 0; t < Sha256.ROUNDS - 1; t++) {
            s = round(api, s, Sha256.roundConstant(t), schedule[t]);
        }
        return lastRound(s, schedule[Sha256.ROUNDS - 1], state);
    }

    /** The last two words enter sums only, so they stay sums. */
    private WordSum[] schedule(Var[][] block) {
        Var[][] words = Arrays.copyOf(block, Sha256.ROUNDS);
        WordSum[] sums = new WordSum[Sha256.ROUNDS];
        for (int t = 0; t < Sha256.ROUNDS; t++) {
            if (t >= BLOCK_WORDS) {
                sums[t] = scheduled(api, words[t - 2], words[t - 7], words[t - 15], words[t - 16]);
                if (t >= Sha256.ROUNDS - 2) {
                    continue;
                }
                words[t] = sums[t].word(api);
            }
            sums[t] = WordSum.of(api, words[t]);
        }
        return sums;
    }

    /** The words 2, 7, 15 and 16 places before make the next one. */
    static WordSum scheduled(Api api, Var[] w2, Var[] w7, Var[] w15, Var[] w16) {
        Var[] sigma0 =
                Words.xor(api, Words.rotateRight(w15, 7), Words.rotateRight(w15, 18), Words.shiftRight(api, w15, 3));
        Var[] sigma1 =
                Words.xor(api, Words.rotateRight(w2, 17), Words.rotateRight(w2, 19), Words.shiftRight(api, w2, 10));
        return WordSum.of(api, w16)
                .plus(WordSum.of(api, sigma0))
                .plus(WordSum.of(api, w7))
                .plus(WordSum.of(api, sigma1));
    }

    private static WordSum first(Api api, Var[][] s, int constant, WordSum word) {
        Var[] sigma =
                Words.xor(api, Words.rotateRight(s[4], 6), Words.rotateRight(s[4], 11), Words.rotateRight(s[4], 25));
        return WordSum.of(api, s[7])
                .plus(WordSum.of(api, sigma))
                .plus(WordSum.of(api, Words.choice(api, s[4], s[5], s[6])))
                .plus(WordSum.of(api, constant))
                .plus(word);
    }

    private static WordSum second(Api api, Var[][] s) {
        Var[] sigma =
                Words.xor(api, Words.rotateRight(s[0], 2), Words.rotateRight(s[0], 13), Words.rotateRight(s[0], 22));
        return WordSum.of(api, sigma).plus(WordSum.of(api, Words.majority(api, s[0], s[1], s[2])));
    }

    /** With T1 = e' − d, a' = T1 + T2 has four words to add up and not seven: a bit less of carry. */
    static Var[][] round(Api api, Var[][] s, int constant, WordSum word) {
        Var[] e = WordSum.of(api, s[3]).plus(first(api, s, constant, word)).word(api);
        Var[] a = WordSum.of(api, e)
                .minus(WordSum.of(api, s[3]))
                .plus(second(api, s))
                .word(api);
        return new Var[][] {a, s[0], s[1], s[2], e, s[4], s[5], s[6]};
    }

    private Var[][] lastRound(Var[][] s, WordSum word, Var[][] initial) {
        WordSum first = first(api, s, Sha256.roundConstant(Sha256.ROUNDS - 1), word);
        WordSum[] results = new WordSum[8];
        for (int i = 1; i < results.length; i++) {
            results[i] = WordSum.of(api, s[i - 1]);
        }
        results[0] = first.plus(second(api, s));
        results[4] = results[4].plus(first);
        Var[][] sums = new Var[8][];
        Arrays.setAll(sums, i -> results[i].plus(WordSum.of(api, initial[i])).word(api));
        return sums;
    }
}
