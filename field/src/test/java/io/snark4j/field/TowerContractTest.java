package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Fp12 (and with it Fp6 and Fp2) against {@link BigIntegerTower}, out of place and in place. */
class TowerContractTest {
    private static final int OFFSET = 5;
    private static final long[] SCRATCH = new long[Fp12Limbs.SCRATCH + 1];

    private final BigInteger p = Fp.MODULUS;

    @RepeatedTest(12)
    void arithmeticAgreesWithPolynomials(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Fp12 a = random(random, repetition.getCurrentRepetition());
        Fp12 b = random(random, 13 - repetition.getCurrentRepetition());
        BigIntegerTower x = BigIntegerTower.of(a);
        BigIntegerTower y = BigIntegerTower.of(b);
        assertThat(BigIntegerTower.of(a.mul(b))).isEqualTo(x.mul(y));
        assertThat(BigIntegerTower.of(a.square())).isEqualTo(x.mul(x));
        assertThat(BigIntegerTower.of(inPlaceMul(a, b))).isEqualTo(x.mul(y));
        assertThat(BigIntegerTower.of(inPlaceSquareOfProduct(a))).isEqualTo(x.mul(x));
        assertThat(a.mul(a.inverse()).isOne()).isTrue();
        assertThat(BigIntegerTower.of(a.pow(BigInteger.valueOf(5))))
                .isEqualTo(x.mul(x).mul(x).mul(x).mul(x));
        assertThat(a.pow(BigInteger.valueOf(-2)).mul(a.square())).isEqualTo(Fp12.ONE);
    }

    // The right factor is overwritten by the product.
    private static Fp12 inPlaceMul(Fp12 a, Fp12 b) {
        long[] limbs = new long[200];
        a.write(limbs, OFFSET);
        b.write(limbs, 77);
        Fp12Limbs.mul(limbs, 77, limbs, OFFSET, limbs, 77, SCRATCH, 1);
        assertThat(Fp12.read(limbs, OFFSET)).isEqualTo(a);
        return Fp12.read(limbs, 77);
    }

    private static Fp12 inPlaceSquareOfProduct(Fp12 a) {
        long[] limbs = new long[60];
        a.write(limbs, OFFSET);
        Fp12Limbs.mul(limbs, OFFSET, limbs, OFFSET, limbs, OFFSET, SCRATCH, 1);
        Fp12 product = Fp12.read(limbs, OFFSET);
        a.write(limbs, OFFSET);
        Fp12Limbs.square(limbs, OFFSET, limbs, OFFSET, SCRATCH, 1);
        assertThat(Fp12.read(limbs, OFFSET)).isEqualTo(product);
        return product;
    }

    @RepeatedTest(4)
    void sparseProductIsTheFullOne(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Fp12 a = random(random, 0);
        Fp2[] l = {Fp2.random(random), Fp2.random(random), Fp2.random(random)};
        Fp12 line = Fp12.of(List.of(l[0], Fp2.ZERO, Fp2.ZERO, l[1], l[2], Fp2.ZERO));
        long[] limbs = new long[80];
        a.write(limbs, OFFSET);
        for (int i = 0; i < 3; i++) {
            l[i].write(limbs, 55 + 8 * i);
        }
        Fp12Limbs.mulBy034(limbs, OFFSET, limbs, OFFSET, limbs, 55, SCRATCH, 1);
        assertThat(Fp12.read(limbs, OFFSET)).isEqualTo(a.mul(line));
    }

    @Test
    void frobeniusIsThePower() {
        Fp12 a = random(new Random(3), 0);
        Fp12 power = a;
        for (int j = 1; j <= 3; j++) {
            power = power.pow(p);
            for (int o : new int[] {OFFSET, 60}) {
                long[] limbs = new long[120];
                a.write(limbs, OFFSET);
                Fp12Limbs.frobenius(limbs, o, limbs, OFFSET, j, SCRATCH, 1);
                assertThat(Fp12.read(limbs, o)).as("power p^%d", j).isEqualTo(power);
            }
        }
        assertThat(power.pow(p.pow(3))).isEqualTo(a.conjugate());
        assertThatThrownBy(() -> Fp12Limbs.frobenius(new long[48], 0, new long[48], 0, 4, SCRATCH, 0))
                .hasMessageContaining("4");
    }

    @RepeatedTest(3)
    void cyclotomicSquareIsTheSquareInTheSubgroup(RepetitionInfo repetition) {
        Fp12 a = random(new Random(repetition.getCurrentRepetition()), 0);
        Fp12 b = a.conjugate().mul(a.inverse());
        Fp12 c = b.pow(p.multiply(p)).mul(b);
        for (int o : new int[] {OFFSET, 60}) {
            long[] limbs = new long[120];
            c.write(limbs, OFFSET);
            Fp12Limbs.cyclotomicSquare(limbs, o, limbs, OFFSET, SCRATCH, 1);
            assertThat(Fp12.read(limbs, o)).isEqualTo(c.square());
        }
        assertThat(c.mul(c.conjugate()).isOne()).isTrue();
    }

    @Test
    void zeroHasNoInverse() {
        Fp12 zero = Fp12.of(Collections.nCopies(6, Fp2.ZERO));
        assertThatThrownBy(zero::inverse).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(Fp2.ZERO::inverse).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Fp12.of(List.of(Fp2.ONE))).hasMessageContaining("1 coefficients");
        assertThat(Fp12.ONE.toString()).startsWith("[1 + 0*u, 0 + 0*u");
    }

    // Some bits of the pattern make coefficients 0, 1 or p - 1.
    private static Fp12 random(Random random, int pattern) {
        List<Fp2> coefficients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Fp edge = random.nextBoolean() ? Fp.ONE.neg() : Fp.of(random.nextInt(2));
            boolean special = (pattern >> (i % 3) & 1) != 0;
            coefficients.add(special ? new Fp2(edge, Fp.random(random)) : Fp2.random(random));
        }
        return Fp12.of(coefficients);
    }
}
