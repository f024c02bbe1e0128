package io.snark4j.circuit.credit;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The four bases to which a refund state is committed. They lie in the subgroup of order l, and nobody knows a relation
 * between them: each is hashed from its label {@code snark4j.credit.generator.G}, {@code .J}, {@code .K}, {@code .H}.
 *
 * <p>For a counter of one byte 0, 1, 2, ... let y be SHA-256(ASCII label || counter), big-endian, mod r. The first y at which
 * x² = (1 - y²)/(a - d·y²) has a root gives the point (x, y) with the root x in [0, (r - 1)/2]; the generator is 8 times that
 * point, and the next counter is tried if that is neutral.
 */
public final class RefundGenerators {
    /** Base of R, the total refunded. */
    public static final BabyJubjubPoint G = ofLabel("snark4j.credit.generator.G");
    /** Base of m, the requests settled. */
    public static final BabyJubjubPoint J = ofLabel("snark4j.credit.generator.J");
    /** Base of c, the identity commitment. */
    public static final BabyJubjubPoint K = ofLabel("snark4j.credit.generator.K");
    /** Base of s, the blinding. */
    public static final BabyJubjubPoint H = ofLabel("snark4j.credit.generator.H");

    private static final int COUNTERS = 256;

    private RefundGenerators() {}

    static BabyJubjubPoint ofLabel(String label) {
        byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
        for (int counter = 0; counter < COUNTERS; counter++) {
            MessageDigest sha256 = sha256();
            sha256.update(bytes);
            Fr y = Fr.reduce(new BigInteger(1, sha256.digest(new byte[] {(byte) counter})));
            Optional<BabyJubjubPoint> point =
                    atOrdinate(y).map(p -> p.twice().twice().twice()).filter(p -> !p.isIdentity());
            if (point.isPresent()) {
                return point.get();
            }
        }
        // Each counter succeeds with probability 1/2.
        throw new IllegalArgumentException("generator \"" + label + "\": no point for any counter below " + COUNTERS);
    }

    private static Optional<BabyJubjubPoint> atOrdinate(Fr y) {
        Fr yy = y.square();
        // a - d·y² is never zero: a/d is not a square.
        Fr xx = Fr.ONE.sub(yy).div(BabyJubjubPoint.A.sub(BabyJubjubPoint.D.mul(yy)));
        return xx.sqrt().map(x -> new BabyJubjubPoint(x.compareTo(x.neg()) <= 0 ? x : x.neg(), y));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
