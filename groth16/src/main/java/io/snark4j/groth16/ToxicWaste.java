package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The four secrets of a setup, as limbs so that they can be wiped; whoever knows them proves anything. gamma is one, as
 * in snarkjs' keys (the scheme needs only the ratio of the two).
 */
final class ToxicWaste implements AutoCloseable {
    static final int TAU = 0;
    static final int ALPHA = 1;
    static final int BETA = 2;
    static final int DELTA = 3;
    private static final int COUNT = 4;

    private final FrVector secrets;

    private ToxicWaste(FrVector secrets) {
        this.secrets = secrets;
    }

    /** Uniform over what keeps the key sound: tau outside every domain, none zero, no coincidence that forges. */
    static ToxicWaste draw(RandomGenerator random) {
        var waste = new ToxicWaste(new FrVector(COUNT));
        do {
            for (int i = 0; i < COUNT; i++) {
                FrRandom.draw(waste.secrets.limbs(), 4 * i, random);
            }
        } while (waste.isUnusable());
        return waste;
    }

    /** For tests with known secrets. */
    static ToxicWaste of(Fr tau, Fr alpha, Fr beta, Fr delta) {
        return new ToxicWaste(FrVector.of(tau, alpha, beta, delta));
    }

    /** All four at the index constants: the vector itself, wiped by {@link #close}. */
    FrVector secrets() {
        return secrets;
    }

    private boolean isUnusable() {
        long[] s = secrets.limbs();
        long[] t = new long[3 * 4];
        boolean unusable = false;
        for (int i = 0; i < COUNT; i++) {
            unusable |= FrLimbs.isZero(s, 4 * i);
        }
        // A root of unity of order 2^28 or less would make a Lagrange denominator zero.
        FrLimbs.copy(t, 0, s, 4 * TAU);
        for (int i = 0; i < 28; i++) {
            FrLimbs.square(t, 0, t, 0);
        }
        FrLimbs.setOne(t, 4);
        unusable |= FrLimbs.equal(t, 0, t, 4);
        unusable |= isPlusMinus(s, 4 * BETA, t, 4, t)
                || isPlusMinus(s, 4 * DELTA, t, 4, t)
                || isPlusMinus(s, 4 * BETA, s, 4 * DELTA, t);
        Arrays.fill(t, 0);
        return unusable;
    }

    private static boolean isPlusMinus(long[] a, int ao, long[] b, int bo, long[] scratch) {
        FrLimbs.neg(scratch, 8, b, bo);
        return FrLimbs.equal(a, ao, b, bo) || FrLimbs.equal(a, ao, scratch, 8);
    }

    /** Overwrites the secrets with zeros. */
    @Override
    public void close() {
        secrets.clear();
    }

    @Override
    public String toString() {
        return "ToxicWaste[secret]";
    }
}
