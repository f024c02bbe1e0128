package io.snark4j.curve.babyjubjub;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The pairing's verdict against l·P, in every coset of the subgroup and at every point where a line through multiples of T is zero. */
class ReducedTatePairingContractTest {
    private static final BabyJubjubPoint T = BabyJubjubPoint.GENERATOR.mul(BabyJubjubPoint.ORDER);
    private final Random random = new Random(41);

    private static boolean byMultiplication(BabyJubjubPoint point) {
        return point.mul(BabyJubjubPoint.ORDER).isIdentity();
    }

    /** What the pairing's theory asks for: the rational points of order dividing 8 are a cycle of 8, and Fr has the eighth roots of one. */
    @Test
    void theSmallPointsAreTheEightMultiplesOfOne() {
        Set<BabyJubjubPoint> multiples = new HashSet<>();
        BabyJubjubPoint multiple = BabyJubjubPoint.IDENTITY;
        for (int i = 0; i < 8; i++) {
            multiples.add(multiple);
            multiple = multiple.add(T);
        }
        assertThat(multiples).hasSize(8);
        assertThat(multiple.isIdentity()).isTrue();
        assertThat(Fr.MODULUS.mod(BigInteger.valueOf(8))).isEqualTo(BigInteger.ONE);
        // One point of order 2: a/d would have to be a square for more.
        assertThat(BabyJubjubPoint.A.div(BabyJubjubPoint.D).sqrt()).isEmpty();
    }

    @Test
    void ofTheSmallPointsTheNeutralOneAloneLiesInTheSubgroup() {
        BabyJubjubPoint small = BabyJubjubPoint.IDENTITY;
        for (int i = 0; i < 8; i++) {
            assertThat(ReducedTatePairing.isInSubgroup(small)).as("%d·T", i).isEqualTo(i == 0);
            small = small.add(T);
        }
    }

    @Test
    void everyCosetIsToldFromTheSubgroup() {
        for (int i = 0; i < 100; i++) {
            BabyJubjubPoint inside = BabyJubjubPoint.BASE8.mul(new BigInteger(251, random));
            BabyJubjubPoint point = inside;
            for (int coset = 0; coset < 8; coset++) {
                assertThat(ReducedTatePairing.isInSubgroup(point))
                        .as("%s + %d·T", inside, coset)
                        .isEqualTo(coset == 0)
                        .isEqualTo(byMultiplication(point));
                point = point.add(T);
            }
        }
    }

    @Test
    void anyPointOfTheCurve() {
        int inside = 0;
        for (int i = 0; i < 400; i++) {
            BabyJubjubPoint point = at(new BigInteger(250, random));
            boolean expected = byMultiplication(point);
            assertThat(ReducedTatePairing.isInSubgroup(point)).as("%s", point).isEqualTo(expected);
            inside += expected ? 1 : 0;
        }
        assertThat(inside).isBetween(20, 90);
    }

    /** The first point of the curve at an ordinate from y on. */
    private static BabyJubjubPoint at(BigInteger y) {
        for (Fr ordinate = Fr.of(y); ; ordinate = ordinate.add(Fr.ONE)) {
            Fr square = ordinate.square();
            var x = Fr.ONE
                    .sub(square)
                    .div(BabyJubjubPoint.A.sub(BabyJubjubPoint.D.mul(square)))
                    .sqrt();
            if (x.isPresent()) {
                return new BabyJubjubPoint(x.get(), ordinate);
            }
        }
    }
}
