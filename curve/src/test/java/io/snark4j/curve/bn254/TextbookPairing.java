package io.snark4j.curve.bn254;

import static io.snark4j.curve.bn254.Reference.P;
import static io.snark4j.curve.bn254.Reference.R;
import static io.snark4j.curve.bn254.Reference.U;

import io.snark4j.curve.bn254.Reference.Pair;
import io.snark4j.curve.bn254.Reference.Twist;
import io.snark4j.field.Fp12;
import io.snark4j.field.Fp2;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The optimal ate pairing as its definition says, slowly: Fp12 = Fp[w]/(w^12 − 18w^6 + 82), u = w^6 − 9, affine points, binary
 * digits of 6u + 2, and the power (p^12 − 1)/r taken bit by bit. Shares nothing with the code under test.
 */
final class TextbookPairing {
    private static final int DEGREE = 12;

    private TextbookPairing() {}

    /** The reduced pairing e(P, Q) of points other than infinity. */
    static BigInteger[] pairing(G1Affine p, G2Affine q) {
        return power(
                millerLoop(p, Twist.of(q)),
                P.pow(DEGREE).subtract(BigInteger.ONE).divide(R));
    }

    private static BigInteger[] millerLoop(G1Affine p, Twist q) {
        BigInteger loop = U.multiply(BigInteger.valueOf(6)).add(BigInteger.TWO);
        BigInteger[] f = one();
        Twist t = q;
        for (int i = loop.bitLength() - 2; i >= 0; i--) {
            f = mul(mul(f, f), line(t, t, p));
            t = t.add(t);
            if (loop.testBit(i)) {
                f = mul(f, line(t, q, p));
                t = t.add(q);
            }
        }
        Twist q1 = frobenius(q);
        Twist q2 = frobenius(q1).neg();
        f = mul(f, line(t, q1, p));
        t = t.add(q1);
        return mul(f, line(t, q2, p));
    }

    // x^p, y^p of the untwisted point (x·w², y·w³), twisted back: w^(2p − 2) = ξ^((p−1)/3), w^(3p − 3) = ξ^((p−1)/2).
    private static Twist frobenius(Twist point) {
        BigInteger exponent = P.subtract(BigInteger.ONE);
        Fp2 x = Fp2.NON_RESIDUE.pow(exponent.divide(BigInteger.valueOf(3)));
        Fp2 y = Fp2.NON_RESIDUE.pow(exponent.divide(BigInteger.TWO));
        return new Twist(
                conjugate(point.x()).mul(Pair.of(x)), conjugate(point.y()).mul(Pair.of(y)));
    }

    private static Pair conjugate(Pair value) {
        return new Pair(value.a(), value.b().negate());
    }

    // y_P − y_T·w³ − slope·w·(x_P − x_T·w²)
    private static BigInteger[] line(Twist t, Twist q, G1Affine p) {
        Pair slope = t.equals(q)
                ? t.x().mul(t.x()).mul(Pair.of(3, 0)).mul(t.y().add(t.y()).inverse())
                : q.y().sub(t.y()).mul(q.x().sub(t.x()).inverse());
        BigInteger[] value = zero();
        value[0] = p.y().toBigInteger();
        add(value, 1, Pair.ZERO.sub(slope).mul(new Pair(p.x().toBigInteger(), BigInteger.ZERO)));
        add(value, 3, slope.mul(t.x()).sub(t.y()));
        return value;
    }

    // value += (a + b·u)·w^k, u = w^6 − 9.
    private static void add(BigInteger[] value, int k, Pair pair) {
        value[k] = value[k].add(pair.a())
                .subtract(pair.b().multiply(BigInteger.valueOf(9)))
                .mod(P);
        value[k + 6] = value[k + 6].add(pair.b()).mod(P);
    }

    private static BigInteger[] zero() {
        BigInteger[] value = new BigInteger[DEGREE];
        Arrays.fill(value, BigInteger.ZERO);
        return value;
    }

    static BigInteger[] one() {
        BigInteger[] value = zero();
        value[0] = BigInteger.ONE;
        return value;
    }

    static BigInteger[] mul(BigInteger[] a, BigInteger[] b) {
        BigInteger[] product = new BigInteger[2 * DEGREE - 1];
        Arrays.fill(product, BigInteger.ZERO);
        for (int i = 0; i < DEGREE; i++) {
            for (int j = 0; j < DEGREE; j++) {
                product[i + j] = product[i + j].add(a[i].multiply(b[j]));
            }
        }
        for (int k = product.length - 1; k >= DEGREE; k--) {
            product[k - 6] = product[k - 6].add(product[k].multiply(BigInteger.valueOf(18)));
            product[k - 12] = product[k - 12].subtract(product[k].multiply(BigInteger.valueOf(82)));
        }
        BigInteger[] reduced = Arrays.copyOf(product, DEGREE);
        Arrays.setAll(reduced, i -> reduced[i].mod(P));
        return reduced;
    }

    static BigInteger[] power(BigInteger[] a, BigInteger exponent) {
        BigInteger[] power = one();
        for (int i = exponent.bitLength() - 1; i >= 0; i--) {
            power = mul(power, power);
            if (exponent.testBit(i)) {
                power = mul(power, a);
            }
        }
        return power;
    }

    /** The library's element in this form: its coefficients are those of 1, w², w⁴, w, w³, w⁵. */
    static BigInteger[] of(Fp12 element) {
        BigInteger[] value = zero();
        List<Integer> powers = List.of(0, 2, 4, 1, 3, 5);
        for (int i = 0; i < Fp12.COEFFICIENTS; i++) {
            add(value, powers.get(i), Pair.of(element.coefficient(i)));
        }
        return value;
    }
}
