package io.snark4j.field;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fp12 once more, in another shape: Fp[w] modulo w^12 - 18·w^6 + 82, the minimal polynomial of w over Fp (w^6 = 9 + u, u² = -1), with
 * BigInteger coefficients from w^0 up and schoolbook products.
 */
record BigIntegerTower(List<BigInteger> coefficients) {
    private static final BigInteger P = Fp.MODULUS;
    private static final BigInteger NINE = BigInteger.valueOf(9);

    static BigIntegerTower of(Fp12 element) {
        List<BigInteger> result = new ArrayList<>();
        List<BigInteger> upper = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
            // w^k = v^(k/2)·w^(k mod 2), and re + im·u = (re - 9·im) + im·w^6
            Fp2 coefficient = element.coefficient(3 * (k % 2) + k / 2);
            BigInteger im = coefficient.im().toBigInteger();
            result.add(
                    coefficient.re().toBigInteger().subtract(im.multiply(NINE)).mod(P));
            upper.add(im);
        }
        result.addAll(upper);
        return new BigIntegerTower(result);
    }

    BigIntegerTower mul(BigIntegerTower other) {
        BigInteger[] product = new BigInteger[23];
        Arrays.fill(product, BigInteger.ZERO);
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
                product[i + j] = product[i + j].add(coefficients.get(i).multiply(other.coefficients.get(j)));
            }
        }
        for (int k = 22; k >= 12; k--) {
            product[k - 6] = product[k - 6].add(product[k].multiply(BigInteger.valueOf(18)));
            product[k - 12] = product[k - 12].subtract(product[k].multiply(BigInteger.valueOf(82)));
        }
        List<BigInteger> result = new ArrayList<>();
        for (int k = 0; k < 12; k++) {
            result.add(product[k].mod(P));
        }
        return new BigIntegerTower(result);
    }
}
