package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;

/**
 * Rate-limiting nullifier: a ticket is a line through the secret. One point on it (a share) reveals nothing, two reveal the
 * secret. Formulas of circom-rln. Results are not secret unless said; timing may reveal the inputs.
 */
public final class Rln {
    /** Bits of a ticket index. */
    public static final int INDEX_BITS = 32;

    private Rln() {}

    /**
     * A point on a ticket's line: {@code y = secret + slope·x}.
     *
     * @param x not 0
     * @param y the line's value there
     */
    public record Share(Fr x, Fr y) {}

    /**
     * a = P3(secret, scope, index).
     *
     * @param secret the note's
     * @param scope of the deployment
     * @param index of the ticket, below 2^32
     * @return the slope of that ticket's line, a secret
     * @throws IllegalArgumentException if the index is negative or 2^32 or more
     */
    public static Fr slope(Fr secret, Fr scope, long index) {
        if (index < 0 || index >>> INDEX_BITS != 0) {
            throw new IllegalArgumentException("RLN index: " + index + ", expected 0 to 2^" + INDEX_BITS + " - 1");
        }
        return Poseidon.hash(secret, scope, Fr.of(index));
    }

    /**
     * N = P1(slope): equal for two shares exactly if they lie on one line.
     *
     * @param slope of a ticket's line
     * @return its nullifier
     */
    public static Fr nullifier(Fr slope) {
        return Poseidon.hash(slope);
    }

    /**
     * @param secret the note's
     * @param slope of the ticket's line
     * @param x where on the line
     * @return the share at x
     * @throws IllegalArgumentException if x is 0: that share would be the secret
     */
    public static Share share(Fr secret, Fr slope, Fr x) {
        if (x.isZero()) {
            throw new IllegalArgumentException("RLN share at x = 0 would be the secret itself");
        }
        return new Share(x, secret.add(slope.mul(x)));
    }

    /**
     * (y1·x2 − y2·x1)/(x2 − x1).
     *
     * @param first share of a ticket
     * @param second share of the same ticket
     * @return the secret; any value if the tickets differ
     * @throws IllegalArgumentException if both lie at the same x
     */
    public static Fr recoverSecret(Share first, Share second) {
        if (first.x().equals(second.x())) {
            throw new IllegalArgumentException("RLN: two shares at the same x = " + first.x() + " reveal no secret");
        }
        Fr numerator = first.y().mul(second.x()).sub(second.y().mul(first.x()));
        return numerator.div(second.x().sub(first.x()));
    }
}
