package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.List;

/**
 * An integer c in [−2^65, 2^65): Σ bits[i]·2^i − 2^65. The digits 2·bits[i] − 1, which are ±1, make 2c + 1.
 *
 * @param bits 66 of them, boolean
 */
record HalfScalar(List<Var> bits) {
    /**
     * Coordinates of an Eisenstein integer of norm N are at most √(4N/3) in size in any basis of two units; {@link ShortRatio}'s norms are at most
     * 2·√n, so that is below 1.64·2^64.
     */
    static final int DIGITS = 66;

    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(DIGITS - 1);

    /** Σ 2^i·bits[i] of an integer. */
    static Fr shifted(BigInteger integer) {
        return Fr.reduce(integer.add(HALF));
    }

    /** Of such a sum: 66 constraints. */
    static HalfScalar of(Api api, Var shifted) {
        return new HalfScalar(List.of(api.toBits(shifted, DIGITS)));
    }

    /** c as an element of Fr. */
    Var value(Api api) {
        return api.fromBits(bits.toArray(Var[]::new)).minus(Fr.of(HALF));
    }

    /** c modulo n. */
    ForeignVar scalar(Api api) {
        ForeignField field = Secp256k1Point.SCALARS;
        return ForeignFieldGadget.fromBits(api, field, bits).minus(ForeignFieldGadget.constant(api, field, HALF));
    }
}
