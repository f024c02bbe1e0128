package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.util.ArrayList;
import java.util.List;

/**
 * Constrains what {@link PedersenHash} computes. A window costs 4 constraints to look up in Montgomery form, u from the three lower bits, v
 * from them and turned by the sign, and 3 to add: 349 for a segment of 200 bits, 6 to add a segment to those before it.
 *
 * <p>Why the additions in Montgomery form are safe whatever the bits: window w adds T = e·32^w with 1 ≤ |e| ≤ 8 to S = Σ e_j·32^j over the
 * windows below, which ends in a digit that is not divisible by 32, so S ≠ 0, and |S| ≤ 8(32^w − 1)/31 &lt; 32^w ≤ |T|. So S ± T is not 0, and in size
 * it is at most 8(32^50 − 1)/31 &lt; 2^249 &lt; l, so it is not a multiple of l either: no point meets itself or its opposite, and no sum is
 * neutral. Generators are of order l, so no entry of a table is of small order. The sums of segments may be anything, and are added by the complete law.
 */
public final class PedersenHashGadget {
    private static final int LOWER_BITS = PedersenHash.WINDOW - 1;

    private PedersenHashGadget() {}

    /**
     * @param api of the circuit
     * @param bits at least one; each boolean, asserted unless known
     * @return their hash, in the subgroup of order l; 7 constraints for each window of 4 bits and 5 for each segment of 200,
     *     less 6; a window that is cut short costs less
     * @throws IllegalArgumentException if there are none
     */
    public static BabyJubjubVar hash(Api api, Var... bits) {
        if (bits.length == 0) {
            throw new IllegalArgumentException("Pedersen hash: 0 bits, expected at least one");
        }
        for (Var bit : bits) {
            api.assertBoolean(bit);
        }
        List<Var> all = List.of(bits);
        BabyJubjubVar sum = segment(api, 0, all.subList(0, Math.min(bits.length, PedersenHash.SEGMENT)));
        for (int start = PedersenHash.SEGMENT; start < bits.length; start += PedersenHash.SEGMENT) {
            int end = Math.min(bits.length, start + PedersenHash.SEGMENT);
            BabyJubjubVar next = segment(api, start / PedersenHash.SEGMENT, all.subList(start, end));
            sum = BabyJubjubGadget.add(api, sum, next);
        }
        return sum;
    }

    private static BabyJubjubVar segment(Api api, int number, List<Var> bits) {
        BabyJubjubPoint base = PedersenHash.generator(number);
        MontgomeryVar sum = window(api, base, bits.subList(0, Math.min(bits.size(), PedersenHash.WINDOW)));
        for (int i = PedersenHash.WINDOW; i < bits.size(); i += PedersenHash.WINDOW) {
            for (int k = 0; k < PedersenHash.SHIFT; k++) {
                base = base.twice();
            }
            List<Var> window = bits.subList(i, Math.min(bits.size(), i + PedersenHash.WINDOW));
            sum = sum.add(api, window(api, base, window));
        }
        return sum.toEdwards(api);
    }

    /** ±(1 + b0 + 2·b1 + 4·b2) times the base. */
    private static MontgomeryVar window(Api api, BabyJubjubPoint base, List<Var> bits) {
        List<Var> padded = new ArrayList<>(bits);
        while (padded.size() < PedersenHash.WINDOW) {
            padded.add(api.constant(0));
        }
        Fr[] u = new Fr[1 << LOWER_BITS];
        Fr[] v = new Fr[1 << LOWER_BITS];
        BabyJubjubPoint multiple = base;
        for (int i = 0; i < u.length; i++) {
            Fr[] coordinates = MontgomeryVar.of(multiple);
            u[i] = coordinates[0];
            v[i] = coordinates[1];
            multiple = multiple.add(base);
        }
        Var both = api.mul(padded.get(0), padded.get(1));
        Var turn = api.constant(1).minus(padded.get(LOWER_BITS).times(2));
        return new MontgomeryVar(entry(api, padded, both, u), api.mul(turn, entry(api, padded, both, v)));
    }

    // One of the table's halves for b2, each linear in b0, b1 and their product; 1 constraint.
    private static Var entry(Api api, List<Var> bits, Var both, Fr[] table) {
        Var low = half(api, bits, both, table, 0);
        Var high = half(api, bits, both, table, 4);
        return low.plus(api.mul(bits.get(2), high.minus(low)));
    }

    private static Var half(Api api, List<Var> bits, Var both, Fr[] table, int at) {
        Fr none = table[at];
        return api.constant(none)
                .plus(bits.get(0).times(table[at + 1].sub(none)))
                .plus(bits.get(1).times(table[at + 2].sub(none)))
                .plus(both.times(
                        table[at + 3].sub(table[at + 1]).sub(table[at + 2]).add(none)));
    }
}
