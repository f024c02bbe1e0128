package io.snark4j.curve.babyjubjub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.vectors.CircomlibVectors;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both ways to multiply against doubling and adding bit by bit. */
class BabyJubjubMultiplesContractTest {
    private static final BigInteger ORDER = BabyJubjubPoint.ORDER;

    private final Random random = new Random(23);

    private static BabyJubjubPoint bitByBit(BabyJubjubPoint base, BigInteger scalar) {
        BabyJubjubPoint product = BabyJubjubPoint.IDENTITY;
        for (int i = scalar.bitLength() - 1; i >= 0; i--) {
            product = product.twice();
            product = scalar.testBit(i) ? product.add(base) : product;
        }
        return product;
    }

    /** Carries through whole limbs, single bits at their edges, digits at the ends of windows. */
    private List<BigInteger> scalars() {
        List<BigInteger> scalars = new ArrayList<>();
        for (int i = 0; i <= 66; i++) {
            scalars.add(BigInteger.valueOf(i));
        }
        for (int bit : new int[] {63, 64, 65, 127, 128, 191, 192, 252, 253, 254, 255}) {
            BigInteger power = BigInteger.ONE.shiftLeft(bit);
            scalars.addAll(List.of(power, power.subtract(BigInteger.ONE), power.subtract(BigInteger.valueOf(17))));
        }
        scalars.add(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
        scalars.addAll(List.of(ORDER, ORDER.subtract(BigInteger.ONE), ORDER.add(BigInteger.ONE), ORDER.shiftLeft(3)));
        for (int i = 0; i < 40; i++) {
            scalars.add(new BigInteger(1 + random.nextInt(256), random));
        }
        return scalars;
    }

    @Test
    void everyMultipleIsWhatDoublingAndAddingGive() {
        BabyJubjubPoint any = BabyJubjubPoint.GENERATOR.mul(new BigInteger(250, random));
        for (BabyJubjubPoint base : List.of(BabyJubjubPoint.GENERATOR, any, BabyJubjubPoint.GENERATOR.mul(ORDER))) {
            BabyJubjubFixedBase fixed = new BabyJubjubFixedBase(base, 256);
            for (BigInteger scalar : scalars()) {
                BabyJubjubPoint expected = bitByBit(base, scalar);
                assertThat(base.mul(scalar)).isEqualTo(expected);
                assertThat(fixed.mul(scalar)).isEqualTo(expected);
                assertThat(fixed.addMultiple(any, scalar)).isEqualTo(any.add(expected));
            }
        }
    }

    @Test
    void scalarsMayHaveLeadingZeroLimbsAndAnyLength() {
        BabyJubjubPoint base = BabyJubjubPoint.GENERATOR;
        assertThat(base.mul(new long[0])).isEqualTo(BabyJubjubPoint.IDENTITY);
        assertThat(base.mul(new long[7])).isEqualTo(BabyJubjubPoint.IDENTITY);
        assertThat(base.mul(new long[] {-1, 0, 0})).isEqualTo(bitByBit(base, new BigInteger("18446744073709551615")));
        BigInteger longer = new BigInteger(700, random);
        assertThat(base.mul(longer)).isEqualTo(bitByBit(base, longer));
    }

    @Test
    void digitsAreSparseOddAndAddUp() {
        for (BigInteger scalar : scalars()) {
            byte[] digits = OddMultiples.digits(BabyJubjubPoint.limbs(scalar));
            assertThat(digits).hasSize(scalar.bitLength() + 1);
            BigInteger sum = BigInteger.ZERO;
            int last = -5;
            for (int i = 0; i < digits.length; i++) {
                if (digits[i] != 0) {
                    assertThat(digits[i] & 1).isEqualTo(1);
                    assertThat((int) digits[i]).isBetween(-15, 15);
                    assertThat(i - last).isGreaterThanOrEqualTo(5);
                    last = i;
                    sum = sum.add(BigInteger.valueOf(digits[i]).shiftLeft(i));
                }
            }
            assertThat(sum).isEqualTo(scalar);
        }
    }

    @Test
    void aTableOfFewBitsTakesNoMore() {
        for (int bits : new int[] {1, 3, 4, 5, 32, 65}) {
            BabyJubjubFixedBase fixed = new BabyJubjubFixedBase(BabyJubjubPoint.BASE8, bits);
            BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            assertThat(fixed.mul(most)).isEqualTo(bitByBit(BabyJubjubPoint.BASE8, most));
            assertThat(fixed.mul(BigInteger.ZERO)).isEqualTo(BabyJubjubPoint.IDENTITY);
            assertThatThrownBy(() -> fixed.mul(most.add(BigInteger.ONE)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Baby Jubjub fixed base: scalar of " + (bits + 1) + " bits, expected at most " + bits);
        }
    }

    @Test
    void negativeScalarsAndEmptyTablesAreRefused() {
        BabyJubjubFixedBase fixed = new BabyJubjubFixedBase(BabyJubjubPoint.BASE8, 8);
        assertThatThrownBy(() -> fixed.mul(BigInteger.valueOf(-5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Baby Jubjub: negative scalar");
        assertThatThrownBy(() -> new BabyJubjubFixedBase(BabyJubjubPoint.BASE8, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Baby Jubjub fixed base for scalars of 0 bits");
    }

    @Test
    void multiplesFromTheTableAreCircomlibs() {
        BabyJubjubFixedBase fixed = new BabyJubjubFixedBase(BabyJubjubPoint.BASE8, 252);
        assertThat(CircomlibVectors.load().babyJubjub().multiples())
                .isNotEmpty()
                .allSatisfy(multiple -> {
                    BabyJubjubPoint product = fixed.mul(multiple.scalar());
                    assertThat(product.x().toBigInteger())
                            .isEqualTo(multiple.point().get(0));
                    assertThat(product.y().toBigInteger())
                            .isEqualTo(multiple.point().get(1));
                });
    }
}
