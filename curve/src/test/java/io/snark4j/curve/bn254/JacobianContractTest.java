package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The hot operations: offsets, aliasing, Z other than one, infinity wherever it can stand. */
class JacobianContractTest {
    private static final int OFFSET = 5;
    private final Random random = new Random(7);

    // A Jacobian form of the point with a random Z, or infinity with random X and Y.
    private long[] g1(G1Affine point) {
        long[] limbs = new long[OFFSET + G1Jacobian.LIMBS];
        Fp z = Fp.random(random);
        Fp x = point.isInfinity() ? Fp.random(random) : point.x().mul(z.square());
        Fp y = point.isInfinity()
                ? Fp.random(random)
                : point.y().mul(z.square()).mul(z);
        x.write(limbs, OFFSET);
        y.write(limbs, OFFSET + G1Jacobian.FIELD);
        (point.isInfinity() ? Fp.ZERO : z).write(limbs, OFFSET + 2 * G1Jacobian.FIELD);
        return limbs;
    }

    private long[] g2(G2Affine point) {
        long[] limbs = new long[OFFSET + G2Jacobian.LIMBS];
        Fp2 z = Fp2.random(random);
        Fp2 x = point.isInfinity() ? Fp2.random(random) : point.x().mul(z.square());
        Fp2 y = point.isInfinity()
                ? Fp2.random(random)
                : point.y().mul(z.square()).mul(z);
        x.write(limbs, OFFSET);
        y.write(limbs, OFFSET + G2Jacobian.FIELD);
        (point.isInfinity() ? Fp2.ZERO : z).write(limbs, OFFSET + 2 * G2Jacobian.FIELD);
        return limbs;
    }

    private static G1Affine affine1(long[] jacobian) {
        long[] out = new long[G1Jacobian.AFFINE];
        G1Jacobian.toAffine(out, 0, jacobian, OFFSET, new long[G1Jacobian.SCRATCH], 0);
        return G1Affine.read(out, 0);
    }

    private static G2Affine affine2(long[] jacobian) {
        long[] out = new long[G2Jacobian.AFFINE];
        G2Jacobian.toAffine(out, 0, jacobian, OFFSET, new long[G2Jacobian.SCRATCH], 0);
        return G2Affine.read(out, 0);
    }

    @Test
    void sumsInG1AreExactWhateverTheOperandsAndPlaces() {
        G1Affine p = Reference.randomG1(random);
        List<G1Affine> points = List.of(G1Affine.INFINITY, p, p.neg(), p.twice(), Reference.randomG1(random));
        long[] s = new long[OFFSET + G1Jacobian.SCRATCH];
        for (G1Affine a : points) {
            for (G1Affine b : points) {
                G1Affine sum =
                        Reference.fromBouncyCastle(Reference.toBouncyCastle(a).add(Reference.toBouncyCastle(b)));
                long[] out = new long[OFFSET + G1Jacobian.LIMBS];
                G1Jacobian.add(out, OFFSET, g1(a), OFFSET, g1(b), OFFSET, s, OFFSET);
                assertThat(affine1(out)).as("%s + %s", a, b).isEqualTo(sum);
                long[] left = g1(a);
                G1Jacobian.add(left, OFFSET, left, OFFSET, g1(b), OFFSET, s, OFFSET);
                assertThat(affine1(left)).isEqualTo(sum);
                long[] right = g1(b);
                G1Jacobian.add(right, OFFSET, g1(a), OFFSET, right, OFFSET, s, OFFSET);
                assertThat(affine1(right)).isEqualTo(sum);
                long[] affine = new long[OFFSET + G1Jacobian.AFFINE];
                b.write(affine, OFFSET);
                long[] mixed = g1(a);
                G1Jacobian.addAffine(mixed, OFFSET, mixed, OFFSET, affine, OFFSET, s, OFFSET);
                assertThat(affine1(mixed)).as("%s + affine %s", a, b).isEqualTo(sum);
            }
            long[] doubled = g1(a);
            G1Jacobian.add(doubled, OFFSET, doubled, OFFSET, doubled, OFFSET, s, OFFSET);
            assertThat(affine1(doubled)).isEqualTo(a.twice());
            G1Jacobian.neg(doubled, OFFSET, doubled, OFFSET);
            assertThat(affine1(doubled)).isEqualTo(a.twice().neg());
        }
    }

    @Test
    void sumsInG2AreExactWhateverTheOperandsAndPlaces() {
        G2Affine p = Reference.randomG2(random);
        List<G2Affine> points = List.of(G2Affine.INFINITY, p, p.neg(), p.twice(), Reference.randomOnTwist(random));
        long[] s = new long[OFFSET + G2Jacobian.SCRATCH];
        for (G2Affine a : points) {
            for (G2Affine b : points) {
                G2Affine sum = Reference.Twist.of(a).add(Reference.Twist.of(b)).toG2();
                long[] out = new long[OFFSET + G2Jacobian.LIMBS];
                G2Jacobian.add(out, OFFSET, g2(a), OFFSET, g2(b), OFFSET, s, OFFSET);
                assertThat(affine2(out)).as("%s + %s", a, b).isEqualTo(sum);
                long[] right = g2(b);
                G2Jacobian.add(right, OFFSET, g2(a), OFFSET, right, OFFSET, s, OFFSET);
                assertThat(affine2(right)).isEqualTo(sum);
                long[] affine = new long[OFFSET + G2Jacobian.AFFINE];
                b.write(affine, OFFSET);
                long[] mixed = g2(a);
                G2Jacobian.addAffine(mixed, OFFSET, mixed, OFFSET, affine, OFFSET, s, OFFSET);
                assertThat(affine2(mixed)).as("%s + affine %s", a, b).isEqualTo(sum);
            }
            long[] doubled = g2(a);
            G2Jacobian.twice(doubled, OFFSET, doubled, OFFSET, s, OFFSET);
            assertThat(affine2(doubled)).isEqualTo(a.twice());
        }
    }

    @Test
    void batchesTurnAffineAroundInfinities() {
        List<G1Affine> points = List.of(
                G1Affine.INFINITY,
                Reference.randomG1(random),
                G1Affine.INFINITY,
                Reference.randomG1(random),
                G1Affine.INFINITY);
        long[] jacobian = new long[points.size() * G1Jacobian.LIMBS];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(g1(points.get(i)), OFFSET, jacobian, i * G1Jacobian.LIMBS, G1Jacobian.LIMBS);
        }
        long[] affine = new long[points.size() * G1Jacobian.AFFINE];
        for (int n = 0; n <= points.size(); n++) {
            G1Jacobian.batchToAffine(affine, 0, jacobian, 0, n, new long[G1Jacobian.SCRATCH], 0);
            for (int i = 0; i < n; i++) {
                assertThat(G1Affine.read(affine, i * G1Jacobian.AFFINE)).isEqualTo(points.get(i));
            }
        }
    }
}
