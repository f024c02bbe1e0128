package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShortRatioContractTest {
    private static final BigInteger N = Secp256k1Point.SCALARS.modulus();
    private static final BigInteger LAMBDA = Secp256k1Endomorphism.LAMBDA;

    private static BigInteger modN(Eisenstein a) {
        return a.u().add(a.v().multiply(LAMBDA)).mod(N);
    }

    private static List<BigInteger> ratios() {
        Random random = new Random(2);
        BigInteger root = N.sqrt();
        List<BigInteger> ratios = new ArrayList<>(List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.TWO.modInverse(N),
                LAMBDA,
                LAMBDA.negate().mod(N),
                LAMBDA.multiply(LAMBDA).mod(N),
                N.subtract(BigInteger.ONE),
                root,
                root.modInverse(N),
                root.sqrt(),
                root.sqrt().modInverse(N)));
        for (int i = 0; i < 500; i++) {
            ratios.add(new BigInteger(256, random).mod(N));
        }
        return ratios;
    }

    @Test
    void everyRatioIsThatOfShortNumbers() {
        BigInteger bound = N.sqrt().add(BigInteger.ONE).shiftLeft(1);
        BigInteger largest = BigInteger.ONE.shiftLeft(HalfScalar.DIGITS - 1);
        for (BigInteger ratio : ratios()) {
            ShortRatio found = ShortRatio.of(N, LAMBDA, ratio);
            assertThat(modN(found.numerator()))
                    .isEqualTo(modN(found.denominator()).multiply(ratio).mod(N));
            assertThat(found.denominator().norm()).isPositive().isLessThanOrEqualTo(bound);
            assertThat(found.numerator().norm()).isLessThanOrEqualTo(bound);
            for (Eisenstein number : List.of(found.numerator(), found.denominator())) {
                BigInteger first = number.v().subtract(number.u());
                assertThat(first.abs()).isLessThan(largest);
                assertThat(number.u().abs()).isLessThan(largest);
                // In the basis of ω and ω².
                assertThat(first.multiply(LAMBDA)
                                .subtract(number.u().multiply(LAMBDA).multiply(LAMBDA))
                                .mod(N))
                        .isEqualTo(modN(number));
            }
        }
    }

    @Test
    void theKernelHasNormN() {
        Eisenstein kernel = ShortRatio.kernel(N, LAMBDA);
        assertThat(kernel.norm()).isEqualTo(N);
        assertThat(modN(kernel)).isZero();
        assertThat(kernel.times(kernel.conjugate())).isEqualTo(Eisenstein.of(N));
    }

    /** The square of a coordinate is at most 4/3 of the norm, and that of 2·√n leaves it in the digits' range. */
    @Test
    void coordinatesFitTheDigits() {
        BigInteger largest = BigInteger.ONE.shiftLeft(HalfScalar.DIGITS - 1);
        BigInteger norm = N.sqrt().add(BigInteger.ONE).shiftLeft(1);
        assertThat(norm.multiply(BigInteger.valueOf(4)))
                .isLessThan(largest.multiply(largest).multiply(BigInteger.valueOf(3)));
        // And the norm of any two digits' is below n, so that a pair that is 0 modulo n is 0.
        assertThat(largest.multiply(largest).multiply(BigInteger.valueOf(3))).isLessThan(N);
    }

    @Test
    void quotientsAreOffByThreeQuartersAtMost() {
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            Eisenstein a = new Eisenstein(
                    BigInteger.valueOf(random.nextInt(-500, 500)), BigInteger.valueOf(random.nextInt(-500, 500)));
            BigInteger divisor = BigInteger.valueOf(random.nextInt(1, 50));
            Eisenstein rest = a.minus(a.dividedBy(divisor).times(Eisenstein.of(divisor)));
            assertThat(rest.norm().shiftLeft(2))
                    .isLessThanOrEqualTo(divisor.multiply(divisor).multiply(BigInteger.valueOf(3)));
        }
    }
}
