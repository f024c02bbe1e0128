package io.snark4j.circuit.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The derivation once more, over integers alone. */
class RefundGeneratorsContractTest {
    private static final BigInteger R = Fr.MODULUS;
    private static final BigInteger A = BigInteger.valueOf(168700);
    private static final BigInteger D = BigInteger.valueOf(168696);
    private static final Map<String, BabyJubjubPoint> GENERATORS = Map.of(
            "G", RefundGenerators.G,
            "J", RefundGenerators.J,
            "K", RefundGenerators.K,
            "H", RefundGenerators.H);

    private record Affine(BigInteger x, BigInteger y) {
        Affine twice() {
            BigInteger dxxyy = D.multiply(x).multiply(x).multiply(y).multiply(y);
            BigInteger above = x.multiply(y).shiftLeft(1);
            BigInteger right = y.multiply(y).subtract(A.multiply(x).multiply(x));
            return new Affine(
                    above.multiply(BigInteger.ONE.add(dxxyy).modInverse(R)).mod(R),
                    right.multiply(BigInteger.ONE.subtract(dxxyy).modInverse(R)).mod(R));
        }
    }

    private static BigInteger sha256(String label, int counter) throws NoSuchAlgorithmException {
        byte[] preimage = (label + (char) counter).getBytes(StandardCharsets.ISO_8859_1);
        return new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(preimage));
    }

    /** The root is Fr's, checked by squaring it. */
    private static Affine derive(String label) throws NoSuchAlgorithmException {
        for (int counter = 0; ; counter++) {
            BigInteger y = sha256(label, counter).mod(R);
            BigInteger yy = y.multiply(y);
            BigInteger xx = BigInteger.ONE
                    .subtract(yy)
                    .multiply(A.subtract(D.multiply(yy)).modInverse(R))
                    .mod(R);
            BigInteger half = R.shiftRight(1);
            if (xx.modPow(half, R).equals(BigInteger.ONE)) {
                BigInteger root = Fr.of(xx).sqrt().orElseThrow().toBigInteger();
                assertThat(root.multiply(root).mod(R)).isEqualTo(xx);
                BigInteger x = root.min(R.subtract(root));
                assertThat(x).isLessThanOrEqualTo(half);
                return new Affine(x, y).twice().twice().twice();
            }
        }
    }

    @Test
    void generatorsFollowFromTheirLabels() throws NoSuchAlgorithmException {
        for (Map.Entry<String, BabyJubjubPoint> generator : GENERATORS.entrySet()) {
            Affine derived = derive("snark4j.credit.generator." + generator.getKey());
            assertThat(generator.getValue()).isEqualTo(new BabyJubjubPoint(Fr.of(derived.x()), Fr.of(derived.y())));
        }
    }

    @Test
    void generatorsAreDistinctPointsOfTheSubgroup() {
        List<BabyJubjubPoint> all = List.of(
                RefundGenerators.G,
                RefundGenerators.J,
                RefundGenerators.K,
                RefundGenerators.H,
                BabyJubjubPoint.BASE8,
                BabyJubjubPoint.GENERATOR);
        assertThat(all).doesNotHaveDuplicates().doesNotContain(BabyJubjubPoint.IDENTITY);
        assertThat(GENERATORS.values()).allSatisfy(g -> {
            assertThat(g.isInSubgroup()).isTrue();
            assertThat(all).doesNotContain(g.neg());
        });
    }

    /** Circuits and signatures of deployments depend on these: another value is another protocol. */
    @Test
    void coordinatesArePinned() {
        assertThat(RefundGenerators.G)
                .isEqualTo(new BabyJubjubPoint(
                        Fr.parse("13160156452203645642583842788161656049607395701834099244090671493588685946145"),
                        Fr.parse("10352095714796076345851762352939256713093306969573012128653395327106799858698")));
        assertThat(RefundGenerators.J)
                .isEqualTo(new BabyJubjubPoint(
                        Fr.parse("2963715148452550912277054263650924067491294464900769719848135089916065100694"),
                        Fr.parse("5931523841329554427224216399128814629720135764154154599760216221902406088524")));
        assertThat(RefundGenerators.K)
                .isEqualTo(new BabyJubjubPoint(
                        Fr.parse("4102084319513254028524977781054224584172609344401264134358621093310319939076"),
                        Fr.parse("15401248692848771917257504129658340834429763859500573181194416294645195787997")));
        assertThat(RefundGenerators.H)
                .isEqualTo(new BabyJubjubPoint(
                        Fr.parse("6699849502663032403795616252126587426121527577974786545623801176523993069579"),
                        Fr.parse("17254791598818167346828550127133869704016707849121691501551710726892135678376")));
    }
}
