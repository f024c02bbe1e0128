package io.snark4j.circuit.lint;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A sum Σ dᵢ·sᵢ in Fr, sᵢ an integer in [0, countᵢ), read as a number with digits sᵢ: after multiplying with one factor the coefficients are
 * integers of which each exceeds what all smaller ones can add up to, as 1, 2, 4, ... do for bits. As an integer the sum then determines its
 * digits; modulo r it does too if the largest sum is below r, and otherwise there are as many choices as multiples of r fit.
 */
final class Digits {
    /** More than that are not worth looking at. */
    private static final int MOST_CHOICES = 8;

    private static final int MOST_DIGITS = 512;
    private static final BigInteger HALF = Fr.MODULUS.shiftRight(1);

    private final Fr factor;
    private final List<BigInteger> weights;
    private final List<BigInteger> lasts;
    private final BigInteger largest;

    private Digits(Fr factor, List<BigInteger> weights, List<BigInteger> lasts) {
        this.factor = factor;
        this.weights = weights;
        this.lasts = lasts;
        largest = largest(weights, lasts);
    }

    /**
     * @param coefficients none zero
     * @param lasts largest value of each digit, at least 1
     * @return empty if no factor makes it such a number
     */
    static Optional<Digits> of(List<Fr> coefficients, List<BigInteger> lasts) {
        BigInteger bound = Fr.MODULUS.multiply(BigInteger.valueOf(MOST_CHOICES));
        return scaled(coefficients, lasts).filter(digits -> digits.largest.compareTo(bound) < 0 && digits.isOrdered());
    }

    /** As {@link #of}, whether or not the digits are determined; the largest sum is below r. */
    static Optional<Digits> below(List<Fr> coefficients, List<BigInteger> lasts) {
        return scaled(coefficients, lasts).filter(digits -> digits.largest.compareTo(Fr.MODULUS) < 0);
    }

    /** With the factor, among the inverses of the coefficients, that leaves the smallest sum. */
    private static Optional<Digits> scaled(List<Fr> coefficients, List<BigInteger> lasts) {
        if (coefficients.size() > MOST_DIGITS) {
            return Optional.empty();
        }
        Optional<Digits> best = Optional.empty();
        for (Fr unit : coefficients) {
            Fr factor = unit.inverse();
            List<Fr> scaled = coefficients.stream().map(factor::mul).toList();
            Digits centered =
                    new Digits(factor, scaled.stream().map(Digits::centered).toList(), lasts);
            if (best.isEmpty() || centered.largest.compareTo(best.get().largest) < 0) {
                best = Optional.of(centered);
            }
            if (centered.isOrdered() && centered.isInjective()) {
                return Optional.of(centered);
            }
            // 2^253 is larger than r/2.
            Digits plain =
                    new Digits(factor, scaled.stream().map(Fr::toBigInteger).toList(), lasts);
            if (plain.isOrdered() && plain.largest.bitLength() <= Fr.MODULUS.bitLength()) {
                return Optional.of(plain);
            }
        }
        return best;
    }

    /** The integer in (−r/2, r/2] for an element. */
    static BigInteger centered(Fr element) {
        BigInteger plain = element.toBigInteger();
        return plain.compareTo(HALF) > 0 ? plain.subtract(Fr.MODULUS) : plain;
    }

    /** Multiplied with this, coefficients are {@link #weights}. */
    Fr factor() {
        return factor;
    }

    /** The largest sum of absolute values. */
    BigInteger largest() {
        return largest;
    }

    /** What the negative coefficients can add up to: at most zero. */
    BigInteger smallest() {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < weights.size(); i++) {
            sum = sum.add(weights.get(i).min(BigInteger.ZERO).multiply(lasts.get(i)));
        }
        return sum;
    }

    boolean isInjective() {
        return largest.compareTo(Fr.MODULUS) < 0;
    }

    /**
     * All choices of digits whose sum is a given element. A negative digit is counted down from its last value, so that the sum has positive
     * terms only; from the largest on, each digit is then the quotient.
     */
    List<List<BigInteger>> choices(Fr sum) {
        List<List<BigInteger>> choices = new ArrayList<>();
        BigInteger total = sum.mul(factor).toBigInteger().subtract(smallest()).mod(Fr.MODULUS);
        for (; total.compareTo(largest) <= 0; total = total.add(Fr.MODULUS)) {
            choice(total).ifPresent(choices::add);
        }
        return choices;
    }

    private Optional<List<BigInteger>> choice(BigInteger total) {
        BigInteger[] digits = new BigInteger[weights.size()];
        BigInteger rest = total;
        for (int i : descending()) {
            BigInteger weight = weights.get(i).abs();
            BigInteger digit = rest.divide(weight).min(lasts.get(i));
            rest = rest.subtract(digit.multiply(weight));
            digits[i] = weights.get(i).signum() < 0 ? lasts.get(i).subtract(digit) : digit;
        }
        return rest.signum() == 0 ? Optional.of(List.of(digits)) : Optional.empty();
    }

    private boolean isOrdered() {
        BigInteger rest = largest;
        for (int i : descending()) {
            BigInteger weight = weights.get(i).abs();
            rest = rest.subtract(weight.multiply(lasts.get(i)));
            if (weight.compareTo(rest) <= 0) {
                return false;
            }
        }
        return true;
    }

    private int[] descending() {
        return IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> weights.get(i).abs())
                        .reversed())
                .mapToInt(i -> i)
                .toArray();
    }

    private static BigInteger largest(List<BigInteger> weights, List<BigInteger> lasts) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < weights.size(); i++) {
            sum = sum.add(weights.get(i).abs().multiply(lasts.get(i)));
        }
        return sum;
    }
}
