package io.snark4j.curve.bn254;

import static io.snark4j.curve.bn254.Reference.P;
import static io.snark4j.curve.bn254.Reference.R;
import static io.snark4j.curve.bn254.Reference.U;
import static io.snark4j.curve.bn254.Reference.polynomial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fp12;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairingContractTest {
    /** What our reduced value is a power by of the standard one: 2u(6u² + 3u + 1). */
    private static final BigInteger POWER = polynomial(6, 3, 1).multiply(U).shiftLeft(1);

    private final Random random = new Random(20261126);
    private final G1Affine g = G1Affine.GENERATOR;
    private final G2Affine h = G2Affine.GENERATOR;

    @Test
    void theValueIsTheTextbooksToTheDocumentedPower() {
        assertThat(POWER.gcd(R)).isEqualTo(BigInteger.ONE);
        for (int i = 0; i < 3; i++) {
            G1Affine p = i == 0 ? g : Reference.randomG1(random);
            G2Affine q = i == 0 ? h : Reference.randomG2(random);
            assertThat(TextbookPairing.of(Pairing.pairing(p, q)))
                    .isEqualTo(TextbookPairing.power(TextbookPairing.pairing(p, q), POWER));
        }
    }

    @Test
    void itIsBilinearAndNotDegenerate() {
        Fp12 base = Pairing.pairing(g, h);
        assertThat(base.isOne()).isFalse();
        assertThat(base.pow(R).isOne()).isTrue();
        for (int i = 0; i < 10; i++) {
            Fr a = i == 0 ? Fr.of(-1) : Fr.random(random);
            Fr b = i == 1 ? Fr.of(-1) : Fr.random(random);
            Fp12 value = Pairing.pairing(g.mul(a), h.mul(b));
            assertThat(value).isEqualTo(base.pow(a.mul(b).toBigInteger()));
            assertThat(value).isEqualTo(Pairing.pairing(g.mul(b), h.mul(a)));
            assertThat(value.mul(Pairing.pairing(g.mul(a).neg(), h.mul(b))).isOne())
                    .isTrue();
        }
    }

    @Test
    void infinityOnEitherSideGivesOne() {
        assertThat(Pairing.pairing(G1Affine.INFINITY, h).isOne()).isTrue();
        assertThat(Pairing.pairing(g, G2Affine.INFINITY).isOne()).isTrue();
        assertThat(Pairing.pairing(G1Affine.INFINITY, G2Affine.INFINITY).isOne())
                .isTrue();
        assertThat(Pairing.product(List.of(), List.of()).isOne()).isTrue();
        assertThat(Pairing.check(List.of(), List.of())).isTrue();
        List<G2Prepared> prepared = List.of(G2Prepared.of(G2Affine.INFINITY), G2Prepared.of(h));
        assertThat(Pairing.product(List.of(g, g), prepared)).isEqualTo(Pairing.pairing(g, h));
    }

    @Test
    void aProductIsTheProductOfItsPairings() {
        for (int n = 1; n <= 5; n++) {
            List<G1Affine> p =
                    random.ints(n).mapToObj(i -> Reference.randomG1(random)).toList();
            List<G2Affine> q =
                    random.ints(n).mapToObj(i -> Reference.randomG2(random)).toList();
            Fp12 expected = Fp12.ONE;
            for (int i = 0; i < n; i++) {
                expected = expected.mul(Pairing.pairing(p.get(i), q.get(i)));
            }
            List<G2Prepared> prepared = q.stream().map(G2Prepared::of).toList();
            assertThat(Pairing.product(p, prepared)).isEqualTo(expected);
            assertThat(Pairing.finalExponentiation(Pairing.millerLoop(p, prepared)))
                    .isEqualTo(expected);
            assertThat(prepared.getFirst().point()).isEqualTo(q.getFirst());
        }
    }

    @Test
    void aCheckHoldsOnlyForAProductOfOne() {
        Fr a = Fr.random(random);
        Fr b = Fr.random(random);
        List<G2Prepared> q = List.of(G2Prepared.of(h.mul(a)), G2Prepared.of(h));
        G1Affine product = g.mul(a.mul(b)).neg();
        assertThat(Pairing.check(List.of(g.mul(b), product), q)).isTrue();
        assertThat(Pairing.check(List.of(g.mul(b), product.add(g)), q)).isFalse();
        assertThat(Pairing.check(List.of(g.mul(b), product.neg()), q)).isFalse();
        assertThat(Pairing.check(List.of(g.mul(b), G1Affine.INFINITY), q)).isFalse();
    }

    @Test
    void sizesThatDifferAreNamed() {
        assertThatThrownBy(() -> Pairing.check(List.of(g), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pairing: 1 points of G1 but 0 of G2");
    }

    @Test
    void theLoopCountsSixUPlusTwo() {
        BigInteger sum = BigInteger.ZERO;
        for (int i = G2Prepared.LOOP.length - 1; i >= 0; i--) {
            sum = sum.shiftLeft(1).add(BigInteger.valueOf(G2Prepared.LOOP[i]));
            assertThat(i == 0 || G2Prepared.LOOP[i] == 0 || G2Prepared.LOOP[i - 1] == 0)
                    .isTrue();
        }
        assertThat(sum).isEqualTo(polynomial(6, 2));
        assertThat(G2Prepared.LOOP[G2Prepared.LOOP.length - 1]).isEqualTo((byte) 1);
    }

    @Test
    void theHardPartsExponentIsAMultipleOfTheStandardOne() {
        BigInteger[] lambda = {
            polynomial(12, 12, 6, 1), polynomial(12, 6, 4, 0), polynomial(12, 6, 6, 0), polynomial(12, 6, 4, -1)
        };
        BigInteger sum = BigInteger.ZERO;
        for (int i = lambda.length - 1; i >= 0; i--) {
            sum = sum.multiply(P).add(lambda[i]);
        }
        BigInteger standard = P.pow(4).subtract(P.pow(2)).add(BigInteger.ONE).divide(R);
        assertThat(sum).isEqualTo(POWER.multiply(standard));
    }

    @Test
    void theFinalExponentiationIsThePowerItClaims() {
        Fp12 f = Fp12.of(random.ints(6).mapToObj(i -> Fp2.random(random)).toList());
        BigInteger exponent = P.pow(12).subtract(BigInteger.ONE).divide(R).multiply(POWER);
        assertThat(TextbookPairing.of(Pairing.finalExponentiation(f)))
                .isEqualTo(TextbookPairing.power(TextbookPairing.of(f), exponent));
        Fp12 zero = Fp12.of(Collections.nCopies(6, Fp2.ZERO));
        assertThatThrownBy(() -> Pairing.finalExponentiation(zero)).isInstanceOf(ArithmeticException.class);
    }
}
