package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;

/**
 * Multiples of a fixed point of order l by windows of two bits. Window j holds d_j = 2·(b_0 + 2·b_1) − 3, one of −3, −1, 1, 3, and adds d_j·4^j·P/2 in
 * Montgomery form, looked up with one product; all windows add up to k·P − (4^w − 1)·P/2, and the constant is put back at the end.
 *
 * <p>Why the incomplete additions are safe whatever the bits: the sum S of the windows below j is odd and |S| ≤ 3(4^j − 1)/3 &lt; 4^j ≤ |d_j|·4^j, so
 * S ± d_j·4^j is not 0, and it is below 4^(j+1) ≤ 2^250 &lt; l in size, so it is not a multiple of l either. Hence no point meets itself or its
 * opposite, and no sum is neutral. That holds for 125 windows, 250 bits; the rest is a sum of its own, added by the complete law.
 */
final class FixedBaseWindows {
    private static final int WINDOW = 2;

    /** The largest even number of bits with 2^bits &lt; l. */
    private static final int SAFE_BITS = 250;

    private static final BigInteger HALF =
            BabyJubjubPoint.ORDER.add(BigInteger.ONE).shiftRight(1);

    private FixedBaseWindows() {}

    /** Σ 2^i·bits[i] · base, for at least one boolean and a base of order l. */
    static BabyJubjubVar mul(Api api, BabyJubjubPoint base, List<Var> bits) {
        if (bits.size() <= WINDOW) {
            return oneWindow(api, base, bits);
        }
        int safe = Math.min(bits.size(), SAFE_BITS);
        BabyJubjubVar product = safeBits(api, base, bits.subList(0, safe));
        if (safe == bits.size()) {
            return product;
        }
        BabyJubjubPoint beyond = base.mul(BigInteger.TWO.pow(safe));
        return BabyJubjubGadget.add(api, product, mul(api, beyond, bits.subList(safe, bits.size())));
    }

    private static BabyJubjubVar safeBits(Api api, BabyJubjubPoint base, List<Var> bits) {
        BabyJubjubPoint step = base.mul(HALF);
        BabyJubjubPoint tripled = step.twice().add(step);
        BabyJubjubPoint correction = tripled;
        MontgomeryVar sum = lookup(api, step, tripled, window(bits, 0));
        for (int j = 1; j < Math.ceilDiv(bits.size(), WINDOW); j++) {
            step = tripled.add(step);
            tripled = step.twice().add(step);
            correction = correction.add(tripled);
            sum = sum.add(api, lookup(api, step, tripled, window(bits, j)));
        }
        return BabyJubjubGadget.add(api, sum.toEdwards(api), BabyJubjubVar.constant(api, correction));
    }

    private static List<Var> window(List<Var> bits, int j) {
        return bits.subList(WINDOW * j, Math.min(WINDOW * (j + 1), bits.size()));
    }

    // −3, −1, 1, 3 times the step.
    private static MontgomeryVar lookup(Api api, BabyJubjubPoint step, BabyJubjubPoint tripled, List<Var> bits) {
        Fr[] once = MontgomeryVar.of(step);
        Fr[] thrice = MontgomeryVar.of(tripled);
        Var both = both(api, bits);
        return new MontgomeryVar(
                entry(api, bits, both, thrice[0], once[0], once[0], thrice[0]),
                entry(api, bits, both, thrice[1].neg(), once[1].neg(), once[1], thrice[1]));
    }

    private static BabyJubjubVar oneWindow(Api api, BabyJubjubPoint base, List<Var> bits) {
        BabyJubjubPoint twice = base.twice();
        BabyJubjubPoint thrice = twice.add(base);
        Var both = both(api, bits);
        return new BabyJubjubVar(
                entry(api, bits, both, Fr.ZERO, base.x(), twice.x(), thrice.x()),
                entry(api, bits, both, Fr.ONE, base.y(), twice.y(), thrice.y()));
    }

    private static Var both(Api api, List<Var> bits) {
        return bits.size() == WINDOW ? api.mul(bits.get(0), bits.get(1)) : api.constant(0);
    }

    // The value for none, the low, the high or both bits, linear in them and their product.
    private static Var entry(Api api, List<Var> bits, Var both, Fr none, Fr low, Fr high, Fr all) {
        Var entry = api.constant(none).plus(bits.get(0).times(low.sub(none)));
        if (bits.size() < WINDOW) {
            return entry;
        }
        return entry.plus(bits.get(1).times(high.sub(none)))
                .plus(both.times(all.sub(low).sub(high).add(none)));
    }
}
