package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.util.List;

/**
 * A multiple of a point P of order l that is not known when the circuit is compiled. An odd k of m bits is Σ (2·b_(i+1) − 1)·2^i for i below m − 1,
 * plus 2^(m−1); so digits are ±1 and a doubled P is only mirrored, one product. For an even k this is k + 1, and P is taken off at the end.
 *
 * <p>Why the additions in Montgomery form are safe whatever the bits: the sum S of the digits below i is odd and |S| &lt; 2^i, so S ± 2^i is not 0, and it
 * is below 2^(i+1) ≤ 2^250 &lt; l in size, so that no point meets itself or its opposite and no sum is neutral. Doubles of P are of order l,
 * so no tangent is vertical. That holds for 250 bits; what is above, and P taken off, are added by the complete law.
 */
final class VariableBase {
    /** 2^250 &lt; l. */
    private static final int SAFE_BITS = 250;

    private final Api api;
    private final BabyJubjubVar point;

    /** The point times the power of two that was reached. */
    private MontgomeryVar doubled;

    VariableBase(Api api, BabyJubjubVar point) {
        this.api = api;
        this.point = point;
        doubled = MontgomeryVar.of(api, point);
    }

    /** Σ 2^i·bits[i] · P for at least two booleans. */
    BabyJubjubVar mul(List<Var> bits) {
        int safe = Math.min(bits.size(), SAFE_BITS);
        BabyJubjubVar product = safeBits(bits.subList(0, safe));
        if (safe == bits.size()) {
            return product;
        }
        BabyJubjubVar power = doubled.twice(api).toEdwards(api);
        for (int i = safe; i < bits.size(); i++) {
            product = BabyJubjubGadget.add(api, product, BabyJubjubGadget.pointOrIdentity(api, bits.get(i), power));
            if (i + 1 < bits.size()) {
                power = BabyJubjubGadget.twice(api, power);
            }
        }
        return product;
    }

    private BabyJubjubVar safeBits(List<Var> bits) {
        MontgomeryVar sum = mirrored(bits.get(1));
        for (int i = 1; i < bits.size() - 1; i++) {
            doubled = doubled.twice(api);
            sum = sum.add(api, mirrored(bits.get(i + 1)));
        }
        doubled = doubled.twice(api);
        BabyJubjubVar odd = sum.add(api, doubled).toEdwards(api);
        Var even = api.not(bits.get(0));
        return BabyJubjubGadget.add(api, odd, BabyJubjubGadget.pointOrIdentity(api, even, point.neg()));
    }

    // The double for 1, its opposite for 0.
    private MontgomeryVar mirrored(Var bit) {
        return new MontgomeryVar(doubled.u(), api.mul(bit.times(2).minus(1), doubled.v()));
    }
}
