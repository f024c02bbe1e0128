package io.snark4j.r1cs;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.security.auth.Destroyable;

/**
 * The witnesses w(t) = origin + t·direction for every t of the field, all of which satisfy one constraint system: what a prover knows of a statement
 * whose last value is still to come, if no wire depends on that value but linearly.
 *
 * <p>That all of them do is checked when the line is made, at three places: row by row, a(t)·b(t) − c(t) is a polynomial of degree at most 2 in t, and
 * one with three zeros is zero.
 *
 * <p>Holds secrets as {@link Witness} does, and more: a line may go through witnesses of statements that are never to be made. Not thread-safe
 * against destroy; otherwise read-only.
 *
 * {@snippet :
 * WitnessLine line = WitnessLine.through(circuit, Fr.ONE, circuit.solve(atOne), Fr.TWO, circuit.solve(atTwo));
 * }
 */
public final class WitnessLine implements Destroyable {
    private static final int LIMBS = FrVector.LIMBS;
    private static final List<Fr> PLACES = List.of(Fr.ZERO, Fr.ONE, Fr.ONE.neg());

    private final FrVector origin;
    private final FrVector direction;
    private final int publicCount;
    private boolean destroyed;

    private WitnessLine(FrVector origin, FrVector direction, int publicCount) {
        this.origin = origin;
        this.direction = direction;
        this.publicCount = publicCount;
    }

    /**
     * The line through two witnesses. Costs three checks of the system.
     *
     * @param system that all of the line is to satisfy
     * @param t0 where the first is
     * @param first w(t0); stays the caller's
     * @param t1 where the second is, another place
     * @param second w(t1); stays the caller's
     * @return the line
     * @throws IllegalArgumentException if both are at one place, a witness is not as long as the system, one has more public wires than the other, or some w(t) violates a constraint, which the
     *     message names with values of that witness: it is as secret as they are
     */
    public static WitnessLine through(ConstraintSystem system, Fr t0, Witness first, Fr t1, Witness second) {
        if (t0.equals(t1)) {
            throw new IllegalArgumentException("witness line: both witnesses are at t = " + t0);
        }
        if (first.size() != system.wires() || second.size() != system.wires()) {
            throw new IllegalArgumentException("witness line: witnesses of " + first.size() + " and " + second.size()
                    + " wires for a system of " + system.wires());
        }
        if (first.publicCount() != second.publicCount()) {
            throw new IllegalArgumentException("witness line: witnesses of " + first.publicCount() + " and "
                    + second.publicCount() + " public wires");
        }
        FrVector direction =
                scaledDifference(second.values(), first.values(), t1.sub(t0).inverse());
        FrVector origin = moved(first.values(), direction, t0.neg());
        WitnessLine line = new WitnessLine(origin, direction, first.publicCount());
        line.requireSatisfies(system);
        return line;
    }

    /** (left − right)·factor. */
    private static FrVector scaledDifference(FrVector left, FrVector right, Fr factor) {
        FrVector out = new FrVector(left.size());
        long[] scale = new long[LIMBS];
        factor.write(scale, 0);
        for (int i = 0; i < LIMBS * out.size(); i += LIMBS) {
            FrLimbs.sub(out.limbs(), i, left.limbs(), i, right.limbs(), i);
            // Few wires move, on lines that are worth having.
            if (!FrLimbs.isZero(out.limbs(), i)) {
                FrLimbs.mul(out.limbs(), i, out.limbs(), i, scale, 0);
            }
        }
        return out;
    }

    /** from + t·direction. */
    private static FrVector moved(FrVector from, FrVector direction, Fr t) {
        FrVector out = new FrVector(from.size());
        long[] scratch = new long[2 * LIMBS];
        t.write(scratch, 0);
        for (int i = 0; i < LIMBS * out.size(); i += LIMBS) {
            if (FrLimbs.isZero(direction.limbs(), i)) {
                FrLimbs.copy(out.limbs(), i, from.limbs(), i);
            } else {
                FrLimbs.mul(scratch, LIMBS, direction.limbs(), i, scratch, 0);
                FrLimbs.add(out.limbs(), i, from.limbs(), i, scratch, LIMBS);
            }
        }
        return out;
    }

    private void requireSatisfies(ConstraintSystem system) {
        for (Fr t : PLACES) {
            Witness witness = at(t);
            try {
                Optional<UnsatisfiedConstraint> violated = Satisfaction.check(system, witness, Work.ofThreads(1));
                if (violated.isPresent()) {
                    destroy();
                    throw new IllegalArgumentException(
                            "witness line: at t = " + t + " " + violated.get().message());
                }
            } finally {
                witness.destroy();
            }
        }
    }

    /** @return number of wires, the constant one included */
    public int size() {
        return origin.size();
    }

    /**
     * @param t any
     * @return w(t), the caller's to destroy
     * @throws IllegalStateException if destroyed
     */
    public Witness at(Fr t) {
        return new Witness(moved(origin(), direction, t), publicCount);
    }

    /**
     * @return w(0): the vector itself, for hot code; not to be written to
     * @throws IllegalStateException if destroyed
     */
    public FrVector origin() {
        requireThere();
        return origin;
    }

    /**
     * @return w(1) − w(0), as {@link #origin}; zero at the wires that do not depend on t
     * @throws IllegalStateException if destroyed
     */
    public FrVector direction() {
        requireThere();
        return direction;
    }

    /**
     * @return the wires that depend on t, ascending
     * @throws IllegalStateException if destroyed
     */
    public List<Integer> movingWires() {
        FrVector moving = direction();
        return IntStream.range(0, moving.size())
                .filter(wire -> !FrLimbs.isZero(moving.limbs(), LIMBS * wire))
                .boxed()
                .toList();
    }

    /** @return number of public wires, without the constant one */
    public int publicCount() {
        return publicCount;
    }

    private void requireThere() {
        if (destroyed) {
            throw new IllegalStateException("the witness line was destroyed");
        }
    }

    /** Overwrites all values with zeros. */
    @Override
    public void destroy() {
        origin.clear();
        direction.clear();
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    /** @return the size only */
    @Override
    public String toString() {
        return "WitnessLine of " + origin.size() + " wires";
    }
}
