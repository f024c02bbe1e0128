package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Constrains what {@link Keccak256} computes, for messages whose length is part of the circuit; the padding is the gadget's. A round is
 * 3,840 constraints, 640 for the parities of the columns, 1,600 to add two of them to each bit, and 1,600 for the step that is not linear, see
 * {@link Words}; the last round makes the digest only. 24 rounds are 89,536 then, and fewer for the first block, whose state is known in part.
 */
public final class Keccak256Gadget {
    private static final int SIDE = Keccak256.SIDE;
    private static final int DIGEST_LANES = Keccak256.DIGEST_BITS / Long.SIZE;

    private final Api api;

    private Keccak256Gadget(Api api) {
        this.api = api;
    }

    /**
     * @param api of the circuit
     * @param message bytes, each asserted to be below 2^8 at 8 constraints
     * @return the 32 bytes of their digest; below 2^8 by what was computed, though a gadget that asserts it pays for that again
     */
    public static Var[] hash(Api api, Var... message) {
        Var[] digest = hashBits(api, BytesGadget.bits(api, ByteOrder.LITTLE_ENDIAN, message));
        Var[] bytes = new Var[digest.length / 8];
        Arrays.setAll(bytes, i -> Words.value(api, Arrays.copyOfRange(digest, 8 * i, 8 * i + 8)));
        return bytes;
    }

    /**
     * @param api of the circuit
     * @param message any number of bits, the lowest of each byte first as in the reference; each boolean, asserted unless known
     * @return the 256 bits of their digest, in the same order; boolean by what was computed, without constraints that say so
     */
    public static Var[] hashBits(Api api, Var... message) {
        Keccak256Gadget gadget = new Keccak256Gadget(api);
        Var[] padded = gadget.padded(message);
        Var[][] state = new Var[Keccak256.LANES][];
        Arrays.setAll(state, _ -> Words.constant(api, 0, Long.SIZE));
        for (int from = 0; from < padded.length; from += Keccak256.RATE_BITS) {
            for (int i = 0; i < Keccak256.RATE_BITS; i++) {
                Var[] lane = state[i / Long.SIZE];
                lane[i % Long.SIZE] = Words.xor(api, lane[i % Long.SIZE], padded[from + i]);
            }
            boolean last = from + Keccak256.RATE_BITS == padded.length;
            state = gadget.permute(state, last ? DIGEST_LANES : Keccak256.LANES);
        }
        return Arrays.stream(state).flatMap(Arrays::stream).toArray(Var[]::new);
    }

    private Var[] padded(Var[] message) {
        Var[] padded = Words.constant(api, 0, Keccak256.blocks(message.length) * Keccak256.RATE_BITS);
        for (int i = 0; i < message.length; i++) {
            api.assertBoolean(message[i]);
            padded[i] = message[i];
        }
        padded[message.length] = api.constant(1);
        padded[padded.length - 1] = api.constant(1);
        return padded;
    }

    private Var[][] permute(Var[][] state, int lanes) {
        Var[][] s = state;
        for (int round = 0; round < Keccak256.ROUNDS; round++) {
            s = round(api, s, round, round < Keccak256.ROUNDS - 1 ? Keccak256.LANES : lanes);
        }
        return s;
    }

    /** The first lanes after a round, at a cost of what they depend on. */
    static Var[][] round(Api api, Var[][] state, int round, int lanes) {
        Var[][] columns = new Var[SIDE][];
        Arrays.setAll(
                columns,
                x -> Words.xor(
                        api, Words.xor(api, state[x], state[x + 5], state[x + 10]), state[x + 15], state[x + 20]));
        Var[][] next = new Var[lanes][];
        for (int y = 0; SIDE * y < lanes; y++) {
            Var[][] row = row(api, state, columns, y);
            for (int x = 0; x < SIDE && SIDE * y + x < lanes; x++) {
                next[SIDE * y + x] = Words.chi(api, row[x], row[(x + 1) % SIDE], row[(x + 2) % SIDE]);
            }
        }
        Var[] constant = Words.constant(api, Keccak256.roundConstant(round), Long.SIZE);
        for (int i = 0; i < Long.SIZE; i++) {
            next[0][i] = Words.xor(api, next[0][i], constant[i]);
        }
        return next;
    }

    /** Lane (x, y) of a row comes from (x', x) with y = 2x' + 3x modulo 5, that is x' = 3y + x: its column's neighbours added, and rotated. */
    private static Var[][] row(Api api, Var[][] state, Var[][] columns, int y) {
        Var[][] row = new Var[SIDE][];
        for (int x = 0; x < SIDE; x++) {
            int from = (3 * y + x) % SIDE;
            Var[] added = Words.xor(
                    api,
                    state[from + SIDE * x],
                    columns[(from + 4) % SIDE],
                    Words.rotateLeft(columns[(from + 1) % SIDE], 1));
            row[x] = Words.rotateLeft(added, Keccak256.rotation(from, x));
        }
        return row;
    }
}
