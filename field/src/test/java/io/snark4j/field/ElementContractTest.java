package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The edge values Fr, Fp and Fp2. Fp comes from the template of Fr: its arithmetic is covered by the limbs' contract. */
class ElementContractTest {
    private static final BigInteger R = Fr.MODULUS;
    private static final BigInteger U = new BigInteger("4965661367192848881");

    @Test
    void moduliAreTheCurves() {
        // Barreto and Naehrig's polynomials at u.
        BigInteger p = U.pow(4).multiply(BigInteger.valueOf(36));
        p = p.add(U.pow(3).multiply(BigInteger.valueOf(36))).add(U.pow(2).multiply(BigInteger.valueOf(24)));
        p = p.add(U.multiply(BigInteger.valueOf(6))).add(BigInteger.ONE);
        assertThat(Fp.MODULUS).isEqualTo(p);
        assertThat(R).isEqualTo(p.subtract(U.pow(2).multiply(BigInteger.valueOf(6))));
        assertThat(R.isProbablePrime(60)).isTrue();
        assertThat(p.isProbablePrime(60)).isTrue();
    }

    @Test
    void longsWrapBelowZero() {
        for (long value : new long[] {0, 1, -1, 42, -42, Long.MAX_VALUE, Long.MIN_VALUE}) {
            BigInteger expected = BigInteger.valueOf(value).mod(R);
            assertThat(Fr.of(value).toBigInteger()).isEqualTo(expected);
            assertThat(Fr.reduce(BigInteger.valueOf(value)).toBigInteger()).isEqualTo(expected);
        }
        assertThat(Fr.reduce(R.shiftLeft(300).add(BigInteger.TEN))).isEqualTo(Fr.of(10));
        assertThat(Fp.of(-1).toBigInteger()).isEqualTo(Fp.MODULUS.subtract(BigInteger.ONE));
    }

    @Test
    void numbersOutsideTheFieldAreRefused() {
        assertThatThrownBy(() -> Fr.of(R))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(R.toString());
        assertThatThrownBy(() -> Fr.of(BigInteger.ONE.negate())).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> Fp.of(Fp.MODULUS)).isInstanceOf(MalformedInputException.class);
        assertThat(Fp.of(R).toBigInteger()).isEqualTo(R);
    }

    @Test
    void textIsDecimalOrHexadecimal() {
        assertThat(Fr.parse("0")).isEqualTo(Fr.ZERO);
        assertThat(Fr.parse("0010")).isEqualTo(Fr.of(10));
        assertThat(Fr.parse("0xfF")).isEqualTo(Fr.of(255));
        assertThat(Fr.parse(R.subtract(BigInteger.ONE).toString())).isEqualTo(Fr.ONE.neg());
        for (String bad :
                List.of("", "0x", "-1", "+1", " 1", "1 ", "1e3", "ff", "0xg", "１", "1".repeat(79), R.toString())) {
            assertThatThrownBy(() -> Fr.parse(bad)).as(bad).isInstanceOf(MalformedInputException.class);
        }
        assertThatThrownBy(() -> Fr.parse("9".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250).contains("100000"));
    }

    @Test
    void bytesGoBothWays() {
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            Fr element = i < 3 ? Fr.of(i - 1) : Fr.random(random);
            byte[] big = element.toBytesBigEndian();
            byte[] little = element.toBytesLittleEndian();
            assertThat(new BigInteger(1, big)).isEqualTo(element.toBigInteger());
            for (int k = 0; k < Fr.BYTES; k++) {
                assertThat(little[k]).isEqualTo(big[Fr.BYTES - 1 - k]);
            }
            assertThat(Fr.fromBytesBigEndian(big)).isEqualTo(element);
            assertThat(Fr.fromBytesLittleEndian(little)).isEqualTo(element);
            byte[] longer = new byte[40];
            System.arraycopy(big, 0, longer, 7, Fr.BYTES);
            assertThat(Fr.fromBytesBigEndian(longer, 7)).isEqualTo(element);
            System.arraycopy(little, 0, longer, 7, Fr.BYTES);
            assertThat(Fr.fromBytesLittleEndian(longer, 7)).isEqualTo(element);
        }
    }

    @Test
    void bytesOfNoElementAreRefused() {
        byte[] modulus = R.toByteArray();
        byte[] ones = new byte[Fr.BYTES];
        Arrays.fill(ones, (byte) 0xff);
        for (byte[] bad : List.of(modulus, ones, new byte[31], new byte[33])) {
            assertThatThrownBy(() -> Fr.fromBytesBigEndian(bad)).isInstanceOf(MalformedInputException.class);
        }
        assertThatThrownBy(() -> Fr.fromBytesLittleEndian(ones)).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> Fr.fromBytesLittleEndian(new byte[31])).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> Fr.fromBytesBigEndian(ones, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(Fp.fromBytesBigEndian(modulus).toBigInteger()).isEqualTo(R);
        modulus[Fr.BYTES - 1]--;
        assertThat(Fr.fromBytesBigEndian(modulus)).isEqualTo(Fr.ONE.neg());
    }

    /** Each limb of the modulus decides once whether a number is reduced. */
    @Test
    void reducedMeansBelowTheModulus() {
        for (PrimeField field : PrimeField.values()) {
            for (int bit = 0; bit < 256; bit++) {
                BigInteger step = BigInteger.ONE.shiftLeft(bit);
                for (BigInteger value : List.of(field.modulus.add(step), field.modulus.subtract(step), step)) {
                    if (value.signum() >= 0 && value.bitLength() <= 256) {
                        long[] limbs = new long[5];
                        PrimeField.put(limbs, 1, value);
                        boolean reduced =
                                field == PrimeField.FR ? FrLimbs.isReduced(limbs, 1) : FpLimbs.isReduced(limbs, 1);
                        assertThat(reduced).as("%x", value).isEqualTo(value.compareTo(field.modulus) < 0);
                    }
                }
            }
        }
    }

    @Test
    void orderIsTheIntegers() {
        List<BigInteger> values = PrimeField.FR.edges();
        for (BigInteger x : values) {
            for (BigInteger y : values) {
                assertThat(Integer.signum(Fr.of(x).compareTo(Fr.of(y)))).isEqualTo(x.compareTo(y));
                assertThat(Fr.of(x).equals(Fr.of(y))).isEqualTo(x.equals(y));
            }
        }
        assertThat(Fr.of(7)).hasSameHashCodeAs(Fr.of(7)).hasToString("7").isNotEqualTo(Fp.of(7));
    }

    @Test
    void zeroHasNoInverse() {
        assertThatThrownBy(Fr.ZERO::inverse).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Fp.ONE.div(Fp.ZERO)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Fr.ZERO.pow(-1)).isInstanceOf(ArithmeticException.class);
        assertThat(Fr.ZERO.pow(0)).isEqualTo(Fr.ONE);
        assertThat(Fr.of(3).pow(-2).mul(Fr.of(9)).isOne()).isTrue();
    }

    @Test
    void squareRootsAreTheSmallerOnes() {
        Random random = new Random(8);
        for (int i = 0; i < 60; i++) {
            Fr x = i < 6 ? Fr.of(i) : Fr.random(random);
            assertThat(x.square().sqrt()).hasValueSatisfying(root -> {
                assertThat(root.square()).isEqualTo(x.square());
                assertThat(root).isLessThanOrEqualTo(root.neg());
            });
            Fp y = i < 6 ? Fp.of(i) : Fp.random(random);
            assertThat(y.square().sqrt())
                    .hasValueSatisfying(root -> assertThat(root.square()).isEqualTo(y.square()));
            boolean square = y.toBigInteger()
                            .modPow(Fp.MODULUS.shiftRight(1), Fp.MODULUS)
                            .bitLength()
                    <= 1;
            assertThat(y.sqrt().isPresent()).isEqualTo(square);
            boolean squareR = x.toBigInteger().modPow(R.shiftRight(1), R).bitLength() <= 1;
            assertThat(x.sqrt().isPresent()).isEqualTo(squareR);
        }
    }

    /** Roots of unity of every order 2^k: the longest ways through Tonelli and Shanks. */
    @Test
    void rootsOfUnityHaveRoots() {
        for (int log = 0; log < NttDomain.MAXIMUM_LOG; log++) {
            Fr root = NttDomain.of(log).root();
            assertThat(root.sqrt())
                    .hasValueSatisfying(half -> assertThat(half.square()).isEqualTo(root));
        }
        assertThat(NttDomain.of(NttDomain.MAXIMUM_LOG).root().sqrt()).isEmpty();
    }

    @Test
    void quadraticExtensionHasRootsOfHalfItsElements() {
        Random random = new Random(9);
        int squares = 0;
        for (int i = 0; i < 40; i++) {
            Fp2 x = i < 4
                    ? new Fp2(Fp.of(i / 2), Fp.of(i % 2))
                    : i < 8 ? new Fp2(Fp.of(-i), Fp.ZERO) : Fp2.random(random);
            assertThat(x.square().sqrt())
                    .hasValueSatisfying(root -> assertThat(root.square()).isEqualTo(x.square()));
            assertThat(x.mulByNonResidue().sqrt().isPresent())
                    .isEqualTo(x.isZero() || x.sqrt().isEmpty());
            squares += x.sqrt().isPresent() ? 1 : 0;
        }
        assertThat(squares).isBetween(8, 35);
        assertThat(Fp2.NON_RESIDUE.sqrt()).isEmpty();
    }

    /** A source that yields the modulus' own bits first: rejected, not reduced. */
    @Test
    void drawsAreRejectedNotReduced() {
        long[] words = new long[8];
        PrimeField.put(words, 0, R.add(BigInteger.ONE));
        PrimeField.put(words, 4, BigInteger.TWO);
        RandomGenerator source = new RandomGenerator() {
            private int next;

            @Override
            public long nextLong() {
                return words[next++];
            }
        };
        long[] drawn = new long[4];
        Fr.random(source).write(drawn, 0);
        assertThat(PrimeField.take(drawn, 0)).isEqualTo(BigInteger.TWO);
    }
}
