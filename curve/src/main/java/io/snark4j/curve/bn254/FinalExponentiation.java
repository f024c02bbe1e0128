package io.snark4j.curve.bn254;

import io.snark4j.field.Fp12Limbs;

/**
 * f ↦ f^((p^6 − 1)(p² + 1)·h), where h = 2u(6u² + 3u + 1)·(p⁴ − p² + 1)/r = λ0 + λ1·p + λ2·p² + λ3·p³ with λ0 = 1 + 6u + 12u² +
 * 12u³, λ1 = 4u + 6u² + 12u³, λ2 = 6u + 6u² + 12u³, λ3 = −1 + 4u + 6u² + 12u³ (Fuentes-Castañeda, Knapp, Rodríguez-Henríquez,
 * SAC 2011). The hard part costs three powers by u in the cyclotomic subgroup.
 */
final class FinalExponentiation {
    private static final int LIMBS = Fp12Limbs.LIMBS;
    private static final byte[] U_DIGITS = Naf.of(new long[] {G2Endomorphism.U}, Long.SIZE, 2, false);

    private FinalExponentiation() {}

    /** Replaces f, which is not zero; in lanes where they are warm. Allocates its scratch. */
    static void apply(long[] f) {
        if (PairingWarmUp.SINGLE.useLanes(1)) {
            new PairingLanes().finalExponentiation(f);
        } else {
            applyScalar(f);
        }
    }

    /** As {@link #apply}, in scalar code. */
    static void applyScalar(long[] f) {
        long[] s = new long[Fp12Limbs.SCRATCH];
        long[] t = new long[LIMBS];
        easy(f, t, s);
        hard(f, t, s);
    }

    /** f^((p^6 − 1)(p² + 1)); t is overwritten. */
    static void easy(long[] f, long[] t, long[] s) {
        Fp12Limbs.inverse(t, 0, f, 0, s, 0);
        Fp12Limbs.conjugate(f, 0, f, 0);
        Fp12Limbs.mul(f, 0, f, 0, t, 0, s, 0);
        Fp12Limbs.frobenius(t, 0, f, 0, 2, s, 0);
        Fp12Limbs.mul(f, 0, f, 0, t, 0, s, 0);
    }

    // With a = f^(6u + 6u² + 12u³), b = a·f^(−2u): (a·f^(6u²)·f)·b^p·a^(p²)·(b·f⁻¹)^(p³).
    // In the cyclotomic subgroup the conjugate is the inverse.
    private static void hard(long[] f, long[] t, long[] s) {
        long[] f2u = new long[LIMBS];
        long[] f6u2 = new long[LIMBS];
        long[] a = new long[LIMBS];
        power(t, f, s);
        Fp12Limbs.cyclotomicSquare(f2u, 0, t, 0, s, 0);
        Fp12Limbs.cyclotomicSquare(t, 0, f2u, 0, s, 0);
        Fp12Limbs.mul(a, 0, t, 0, f2u, 0, s, 0);
        power(f6u2, a, s);
        Fp12Limbs.cyclotomicSquare(t, 0, f6u2, 0, s, 0);
        Fp12Limbs.mul(a, 0, a, 0, f6u2, 0, s, 0);
        Fp12Limbs.mul(f6u2, 0, f6u2, 0, f, 0, s, 0);
        power(t, t.clone(), s);
        Fp12Limbs.mul(a, 0, a, 0, t, 0, s, 0);
        long[] b = f2u;
        Fp12Limbs.conjugate(b, 0, f2u, 0);
        Fp12Limbs.mul(b, 0, b, 0, a, 0, s, 0);
        Fp12Limbs.conjugate(t, 0, f, 0);
        Fp12Limbs.mul(f, 0, f6u2, 0, a, 0, s, 0);
        Fp12Limbs.mul(t, 0, t, 0, b, 0, s, 0);
        Fp12Limbs.frobenius(t, 0, t, 0, 3, s, 0);
        Fp12Limbs.mul(f, 0, f, 0, t, 0, s, 0);
        Fp12Limbs.frobenius(t, 0, b, 0, 1, s, 0);
        Fp12Limbs.mul(f, 0, f, 0, t, 0, s, 0);
        Fp12Limbs.frobenius(t, 0, a, 0, 2, s, 0);
        Fp12Limbs.mul(f, 0, f, 0, t, 0, s, 0);
    }

    // out = a^u in the cyclotomic subgroup; out is not a.
    private static void power(long[] out, long[] a, long[] s) {
        long[] inverse = new long[LIMBS];
        Fp12Limbs.conjugate(inverse, 0, a, 0);
        Fp12Limbs.setOne(out, 0);
        for (int i = U_DIGITS.length - 1; i >= 0; i--) {
            Fp12Limbs.cyclotomicSquare(out, 0, out, 0, s, 0);
            if (U_DIGITS[i] != 0) {
                Fp12Limbs.mul(out, 0, out, 0, U_DIGITS[i] > 0 ? a : inverse, 0, s, 0);
            }
        }
    }
}
