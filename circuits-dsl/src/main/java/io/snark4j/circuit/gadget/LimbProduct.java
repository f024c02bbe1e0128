package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The product of numbers in n limbs of w bits each, again in n limbs, modulo p. As polynomials A(X) and B(X) of degree n − 1, whose value at 2^w is the
 * number, they have the product Σ d_k·X^k, k &lt; 2n − 1. It is known from its values A(t)·B(t) at 2n − 1 points t, one constraint each: the
 * d_k are sums of those (interpolation over Fr). Where k ≥ n, 2^(w·k) is replaced by a number of n limbs that equals it modulo p, so that limb i is D_i = Σ_k
 * fold_i,k·d_k. That keeps the number some 2·w bits longer than p instead of as long again, and is free.
 *
 * @param points t
 * @param limbFromValues D_i = Σ_j limbFromValues[i][j]·(A·B)(t_j)
 * @param fold as integers, of at most w bits and a sign
 */
record LimbProduct(List<Fr> points, List<List<Fr>> limbFromValues, List<List<BigInteger>> fold) {
    static LimbProduct of(BigInteger modulus, int limbBits, int limbs) {
        int size = 2 * limbs - 1;
        List<Fr> points = new ArrayList<>();
        for (int j = 0; j < size; j++) {
            // 0, 1, −1, 2, −2, ...
            points.add(j % 2 == 1 ? Fr.of((j + 1) / 2) : Fr.of(j / 2).neg());
        }
        List<List<BigInteger>> fold = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            fold.add(k < limbs ? unit(k, limbs) : folded(modulus, limbBits, k, limbs));
        }
        return new LimbProduct(points, weights(points, fold, limbs), fold);
    }

    /** Σ (column k of fold)·(row k of the inverse Vandermonde matrix). */
    private static List<List<Fr>> weights(List<Fr> points, List<List<BigInteger>> fold, int limbs) {
        int size = points.size();
        long[] vandermonde = new long[FrLimbs.LIMBS * size * size];
        long[] folds = new long[FrLimbs.LIMBS * limbs * size];
        for (int j = 0; j < size; j++) {
            Fr power = Fr.ONE;
            for (int k = 0; k < size; k++) {
                power.write(vandermonde, FrLimbs.LIMBS * (size * j + k));
                power = power.mul(points.get(j));
                if (k < limbs) {
                    Fr.reduce(fold.get(j).get(k)).write(folds, FrLimbs.LIMBS * (size * k + j));
                }
            }
        }
        long[] product = FrMatrix.product(folds, FrMatrix.inverse(vandermonde, size), limbs, size, size);
        List<List<Fr>> weights = new ArrayList<>();
        for (int i = 0; i < limbs; i++) {
            List<Fr> row = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                row.add(Fr.read(product, FrLimbs.LIMBS * (size * i + j)));
            }
            weights.add(List.copyOf(row));
        }
        return List.copyOf(weights);
    }

    private static List<BigInteger> unit(int k, int limbs) {
        List<BigInteger> unit = new ArrayList<>(Collections.nCopies(limbs, BigInteger.ZERO));
        unit.set(k, BigInteger.ONE);
        return List.copyOf(unit);
    }

    /** The residue of 2^(limbBits·k) of least size, in digits of least size; the top one takes what is left. */
    private static List<BigInteger> folded(BigInteger modulus, int limbBits, int k, int limbs) {
        BigInteger base = BigInteger.ONE.shiftLeft(limbBits);
        BigInteger rest =
                nearestToZero(BigInteger.TWO.modPow(BigInteger.valueOf((long) limbBits * k), modulus), modulus);
        List<BigInteger> digits = new ArrayList<>();
        for (int i = 0; i < limbs - 1; i++) {
            BigInteger digit = nearestToZero(rest.mod(base), base);
            digits.add(digit);
            rest = rest.subtract(digit).shiftRight(limbBits);
        }
        digits.add(rest);
        return List.copyOf(digits);
    }

    /** Of the two numbers that equal one in [0, modulus) modulo it, the smaller in size. */
    static BigInteger nearestToZero(BigInteger residue, BigInteger modulus) {
        return residue.shiftLeft(1).compareTo(modulus) > 0 ? residue.subtract(modulus) : residue;
    }

    /** In what interval each limb of the product lies for factors whose limbs lie in these. */
    List<Interval> bounds(List<Interval> a, List<Interval> b) {
        Interval[] limbs = new Interval[a.size()];
        Arrays.fill(limbs, Interval.ZERO);
        for (int k = 0; k < points.size(); k++) {
            Interval coefficient = Interval.ZERO;
            for (int i = Math.max(0, k - b.size() + 1); i <= Math.min(k, a.size() - 1); i++) {
                coefficient = coefficient.plus(a.get(i).times(b.get(k - i)));
            }
            for (int i = 0; i < limbs.length; i++) {
                limbs[i] = limbs[i].plus(coefficient.times(fold.get(k).get(i)));
            }
        }
        return List.of(limbs);
    }
}
