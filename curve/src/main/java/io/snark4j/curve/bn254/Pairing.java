package io.snark4j.curve.bn254;

import io.snark4j.field.Fp12;
import io.snark4j.field.Fp12Limbs;
import java.util.List;

/**
 * The optimal ate pairing of BN254 (Vercauteren, IEEE Trans. Inf. Theory 56, 2010): e(P, Q) = (f_{6u+2,Q}(P)·l·l')^e with
 * e = 2u(6u² + 3u + 1)·(p^12 − 1)/r, that is the standard reduced value to the power 2u(6u² + 3u + 1), which is prime to r:
 * bilinear, not degenerate, and a product of pairings is one exactly when EIP-197's is. Infinity on either side gives one.
 *
 * <p>Points are taken to lie in G1 and G2; that is the decoder's business. Vartime.
 *
 * <p>The first pairings of a JVM run in scalar code, those after some tens in vector lanes, with the same values; see {@link #warmUp}.
 */
public final class Pairing {
    private Pairing() {}

    /**
     * Lets pairings, single and in batches, go over to vector lanes at once instead of after the first tens of calls: compiles that code by running it
     * on this thread, which takes a few seconds, the first time only. Does nothing where there are no lanes.
     */
    public static void warmUp() {
        PairingWarmUp.SINGLE.run();
        PairingWarmUp.BATCH.run();
    }

    /**
     * The reduced pairing of two points.
     *
     * @param p of G1
     * @param q of G2
     * @return e(p, q)
     */
    public static Fp12 pairing(G1Affine p, G2Affine q) {
        return product(List.of(p), List.of(G2Prepared.of(q)));
    }

    /**
     * The product of the pairings of p[i] with q[i]; one for no pairs. The Miller loops share their squarings.
     *
     * @param p points of G1
     * @param q as many points of G2
     * @return Π e(p[i], q[i])
     * @throws IllegalArgumentException if the lists differ in size
     */
    public static Fp12 product(List<G1Affine> p, List<G2Prepared> q) {
        return finalExponentiation(millerLoop(p, q));
    }

    /**
     * Whether the product of the pairings of p[i] with q[i] is one.
     *
     * @param p points of G1
     * @param q as many points of G2
     * @return whether Π e(p[i], q[i]) = 1
     * @throws IllegalArgumentException if the lists differ in size
     */
    public static boolean check(List<G1Affine> p, List<G2Prepared> q) {
        return product(p, q).isOne();
    }

    /**
     * The product of the Miller loops of p[i] and q[i], before the final exponentiation: defined up to what that removes.
     *
     * @param p points of G1
     * @param q as many points of G2
     * @return the product
     * @throws IllegalArgumentException if the lists differ in size
     */
    public static Fp12 millerLoop(List<G1Affine> p, List<G2Prepared> q) {
        if (p.size() != q.size()) {
            throw new IllegalArgumentException("pairing: " + p.size() + " points of G1 but " + q.size() + " of G2");
        }
        long[] f = new long[Fp12Limbs.LIMBS];
        MillerLoop loop = new MillerLoop(p.size());
        for (int i = 0; i < p.size(); i++) {
            if (!p.get(i).isInfinity() && !q.get(i).isInfinity()) {
                loop.add(p.get(i), q.get(i));
            }
        }
        loop.run(f);
        return Fp12.read(f, 0);
    }

    /**
     * f^(2u(6u² + 3u + 1)·(p^12 − 1)/r), see {@link FinalExponentiation}.
     *
     * @param f a value of {@link #millerLoop}, or a product of such, not zero
     * @return an r-th root of unity
     * @throws ArithmeticException if f is zero
     */
    public static Fp12 finalExponentiation(Fp12 f) {
        long[] limbs = new long[Fp12Limbs.LIMBS];
        f.write(limbs, 0);
        if (Fp12Limbs.isZero(limbs, 0)) {
            throw new ArithmeticException("final exponentiation of zero");
        }
        FinalExponentiation.apply(limbs);
        return Fp12.read(limbs, 0);
    }
}
