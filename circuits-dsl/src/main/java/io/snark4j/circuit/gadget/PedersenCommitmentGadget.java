package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;

/** Constrains what {@link PedersenCommitment} computes. */
public final class PedersenCommitmentGadget {
    /** 2^250 &lt; l: values of so many bits differ modulo l if they differ. */
    public static final int MAXIMUM_VALUE_BITS = 250;

    private PedersenCommitmentGadget() {}

    /**
     * value·G + blinding·H: {@link BabyJubjubGadget#mulFixed} of each and a complete addition, 644 constraints for 64 and 251 bits, booleans apart.
     * Of several blindings that are the same modulo l each is accepted, which opens to no other value.
     *
     * @param api of the circuit
     * @param bases of the commitment
     * @param value its bits, 1 to 250, the lowest first; each boolean, asserted unless known
     * @param blinding its bits, 251 for all of [0, l); each boolean, asserted unless known
     * @return the commitment, in the subgroup of order l
     * @throws IllegalArgumentException if the value has more than 250 bits, or either none
     */
    public static BabyJubjubVar commit(Api api, PedersenCommitment bases, Var[] value, Var[] blinding) {
        if (value.length > MAXIMUM_VALUE_BITS) {
            throw new IllegalArgumentException("Pedersen commitment: a value of " + value.length
                    + " bits, expected 1 to " + MAXIMUM_VALUE_BITS + ": larger ones may be equal modulo l");
        }
        return BabyJubjubGadget.add(
                api,
                BabyJubjubGadget.mulFixed(api, bases.g(), value),
                BabyJubjubGadget.mulFixed(api, bases.h(), blinding));
    }
}
