package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp12;
import io.snark4j.field.Fp12Limbs;
import io.snark4j.field.Fp2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Single pairings in lanes give scalar code's values, limb by limb. */
@Tag("lanes")
class PairingLanesContractTest {
    private final Random random = new Random(12);

    private static long[] scalarLoop(List<G1Affine> p, List<G2Prepared> q) {
        var loop = new MillerLoop(p.size());
        for (int i = 0; i < p.size(); i++) {
            loop.add(p.get(i), q.get(i));
        }
        long[] f = new long[Fp12Limbs.LIMBS];
        loop.runScalar(f);
        return f;
    }

    private static long[] lanesLoop(List<G1Affine> p, List<G2Prepared> q) {
        long[] points = new long[p.size() * G1Jacobian.AFFINE];
        for (int i = 0; i < p.size(); i++) {
            p.get(i).write(points, i * G1Jacobian.AFFINE);
        }
        long[] f = new long[Fp12Limbs.LIMBS];
        new PairingLanes()
                .millerLoop(f, points, q.stream().map(G2Prepared::lanes).toArray(double[][]::new));
        return f;
    }

    private static void exponentiationIsScalar(long[] f) {
        long[] scalar = f.clone();
        FinalExponentiation.applyScalar(scalar);
        long[] lanes = f.clone();
        new PairingLanes().finalExponentiation(lanes);
        assertThat(lanes).isEqualTo(scalar);
    }

    @Test
    void pairingsAreThoseOfScalarCode() {
        for (int pairs = 0; pairs <= 4; pairs++) {
            List<G1Affine> p =
                    random.ints(pairs).mapToObj(i -> Reference.randomG1(random)).toList();
            List<G2Prepared> q = random.ints(pairs)
                    .mapToObj(i -> G2Prepared.of(Reference.randomG2(random)))
                    .toList();
            long[] f = scalarLoop(p, q);
            assertThat(lanesLoop(p, q)).as("%d pairs", pairs).isEqualTo(f);
            exponentiationIsScalar(f);
        }
    }

    private static void linesAreProportional(long[] lines, long[] expected) {
        assertThat(lines).hasSameSizeAs(expected);
        for (int at = 0; at < lines.length; at += G2Prepared.LINE) {
            Fp2 factor = Fp2.read(lines, at).div(Fp2.read(expected, at));
            for (int i = 8; i < G2Prepared.LINE; i += 8) {
                assertThat(Fp2.read(lines, at + i))
                        .isEqualTo(Fp2.read(expected, at + i).mul(factor));
            }
        }
    }

    @Test
    void linesDrawnInLanesGiveTheSamePairing() {
        for (int i = 0; i < 10; i++) {
            G1Affine p = Reference.randomG1(random);
            G2Affine q = i == 0 ? G2Affine.GENERATOR : Reference.randomG2(random);
            long[] affine = new long[G2Jacobian.AFFINE];
            q.write(affine, 0);
            long[] point = new long[G1Jacobian.AFFINE];
            p.write(point, 0);
            double[] run = LineLanes.draw(affine);
            long[] f = new long[Fp12Limbs.LIMBS];
            new PairingLanes().millerLoop(f, point, run);
            new PairingLanes().finalExponentiation(f);
            long[] scalar = scalarLoop(List.of(p), List.of(G2Prepared.of(q)));
            FinalExponentiation.applyScalar(scalar);
            assertThat(f).isEqualTo(scalar);
            linesAreProportional(LineLanes.pack(run), G2Prepared.of(q).lines());
            assertThat(LineLanes.pack(LineLanes.unpack(LineLanes.pack(run)))).isEqualTo(LineLanes.pack(run));
        }
    }

    @Test
    void theGeneratorsPairAsInTheTextbook() {
        G2Prepared q = G2Prepared.of(G2Affine.GENERATOR);
        assertThat(lanesLoop(List.of(G1Affine.GENERATOR), List.of(q)))
                .isEqualTo(scalarLoop(List.of(G1Affine.GENERATOR), List.of(q)));
        long[] f = lanesLoop(List.of(G1Affine.GENERATOR), List.of(q));
        new PairingLanes().finalExponentiation(f);
        assertThat(Fp12.read(f, 0)).isEqualTo(Pairing.pairing(G1Affine.GENERATOR, G2Affine.GENERATOR));
    }

    @Test
    void powersOfExtremeElementsAreThoseOfScalarCode() {
        Fp half = Fp.of(Fp.MODULUS.shiftRight(1));
        List<Fp2> extremes = List.of(
                new Fp2(half, half),
                new Fp2(half.neg(), half),
                new Fp2(Fp.ONE.neg(), Fp.ZERO),
                new Fp2(half, Fp.ONE),
                Fp2.ZERO,
                Fp2.ONE);
        for (int i = 0; i < extremes.size(); i++) {
            List<Fp2> coefficients = new ArrayList<>(extremes);
            Collections.rotate(coefficients, i);
            long[] f = new long[Fp12Limbs.LIMBS];
            Fp12.of(coefficients).write(f, 0);
            exponentiationIsScalar(f);
        }
    }

    @Test
    void manyCallsGoOverToLanesWithoutAnyoneNoticing() {
        Fp12 expected = Pairing.pairing(G1Affine.GENERATOR, G2Affine.GENERATOR);
        Pairing.warmUp();
        for (int i = 0; i < 50; i++) {
            assertThat(Pairing.pairing(G1Affine.GENERATOR, G2Affine.GENERATOR)).isEqualTo(expected);
        }
    }
}
