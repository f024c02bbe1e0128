package io.snark4j.curve.bn254;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fp2Limbs;
import java.math.BigInteger;

/**
 * The endomorphism ψ of the twist: untwist, Frobenius, twist (Galbraith, Scott, CHES 2008). ψ(x, y) =
 * (x̄·ξ^((p−1)/3), ȳ·ξ^((p−1)/2)) with ξ = 9 + u, and ψ² − tψ + p = 0 for the trace t = 6u² + 1. On G2 it multiplies by p.
 */
final class G2Endomorphism {
    /** The curve's parameter u, 63 bits. */
    static final long U = 4965661367192848881L;

    private static final int FIELD = G2Jacobian.FIELD;
    private static final int WIDTH = 4;
    private static final int TABLE = 1 << (WIDTH - 2);
    private static final byte[][] U_DIGITS = {Naf.of(new long[] {U}, Long.SIZE, WIDTH, false)};

    /** ξ^((p−1)/3). */
    static final long[] X_FACTOR = power(3);

    /** ξ^((p−1)/2). */
    static final long[] Y_FACTOR = power(2);

    private G2Endomorphism() {}

    private static long[] power(int divisor) {
        BigInteger exponent = Fp.MODULUS.subtract(BigInteger.ONE).divide(BigInteger.valueOf(divisor));
        long[] limbs = new long[FIELD];
        Fp2.NON_RESIDUE.pow(exponent).write(limbs, 0);
        return limbs;
    }

    /** out = ψ(a), affine; infinity stays. Scratch: {@link Fp2Limbs#SCRATCH}. */
    static void affine(long[] out, int o, long[] a, int ao, long[] s, int so) {
        Fp2Limbs.conjugate(out, o, a, ao);
        Fp2Limbs.mul(out, o, out, o, X_FACTOR, 0, s, so);
        Fp2Limbs.conjugate(out, o + FIELD, a, ao + FIELD);
        Fp2Limbs.mul(out, o + FIELD, out, o + FIELD, Y_FACTOR, 0, s, so);
    }

    /** out = ψ(a), Jacobian: Z is conjugated. */
    static void jacobian(long[] out, int o, long[] a, int ao, long[] s, int so) {
        affine(out, o, a, ao, s, so);
        Fp2Limbs.conjugate(out, o + 2 * FIELD, a, ao + 2 * FIELD);
    }

    /**
     * Whether a point of the curve has order r or is infinity: [u+1]P + ψ([u]P) + ψ²([u]P) = ψ³([2u]P) (Dai, Lin, Zhao, Zhou,
     * eprint 2022/348). That polynomial in ψ has norm n with gcd(n, r·(2p − r)) = r, so that no other point satisfies it; a test
     * recomputes the gcd. Takes an affine point.
     */
    static boolean isInSubgroup(long[] point, int at) {
        long[] s = new long[G2Jacobian.SCRATCH];
        long[] odd = new long[TABLE * G2Jacobian.AFFINE];
        long[] multiple = new long[G2Jacobian.LIMBS];
        long[] image = new long[G2Jacobian.LIMBS];
        long[] sum = new long[G2Jacobian.LIMBS];
        G2Jacobian.oddMultiples(odd, 0, point, at, TABLE);
        G2Jacobian.interleave(multiple, 0, odd, TABLE, U_DIGITS, s, 0);
        G2Jacobian.addAffine(sum, 0, multiple, 0, point, at, s, 0);
        jacobian(image, 0, multiple, 0, s, 0);
        G2Jacobian.add(sum, 0, sum, 0, image, 0, s, 0);
        jacobian(image, 0, image, 0, s, 0);
        G2Jacobian.add(sum, 0, sum, 0, image, 0, s, 0);
        jacobian(image, 0, image, 0, s, 0);
        G2Jacobian.twice(image, 0, image, 0, s, 0);
        G2Jacobian.neg(image, 0, image, 0);
        G2Jacobian.add(sum, 0, sum, 0, image, 0, s, 0);
        return G2Jacobian.isInfinity(sum, 0);
    }
}
