package io.snark4j.r1cs;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether a witness satisfies a constraint system. */
public final class Satisfaction {
    private static final int LIMBS = FrVector.LIMBS;
    private static final int MINIMUM_CHUNK = 1 << 12;

    /** Longs of scratch that {@link #holds} takes. */
    public static final int SCRATCH = 5 * LIMBS;

    private Satisfaction() {}

    /**
     * @param system the constraints
     * @param witness value of every wire
     * @return the violated constraint of lowest index, empty if all hold
     * @throws IllegalArgumentException if the witness has another number of wires
     */
    public static Optional<UnsatisfiedConstraint> check(ConstraintSystem system, Witness witness) {
        return check(system, witness, Work.DEFAULT);
    }

    /**
     * As {@link #check(ConstraintSystem, Witness)}; constant memory, cost one multiplication an entry of the matrices.
     *
     * @param system the constraints
     * @param witness value of every wire
     * @param work threads, progress and cancellation
     * @return the violated constraint of lowest index, empty if all hold
     * @throws IllegalArgumentException if the witness has another number of wires
     */
    public static Optional<UnsatisfiedConstraint> check(ConstraintSystem system, Witness witness, Work work) {
        if (witness.size() != system.wires()) {
            throw new IllegalArgumentException(
                    "satisfaction: " + system.wires() + " wires but " + witness.size() + " values");
        }
        AtomicInteger first = new AtomicInteger(Integer.MAX_VALUE);
        work.forEachRange(system.constraints(), MINIMUM_CHUNK, (from, to) -> {
            long[] scratch = new long[SCRATCH];
            // A violation in an earlier range makes the rest of this one irrelevant.
            for (int i = from; i < to && i < first.get(); i++) {
                if (!holds(system, witness.values(), i, scratch)) {
                    first.accumulateAndGet(i, Math::min);
                }
            }
        });
        int index = first.get();
        return index == Integer.MAX_VALUE ? Optional.empty() : Optional.of(describe(system, witness.values(), index));
    }

    /**
     * One constraint, without allocating.
     *
     * @param system the constraints
     * @param values of all wires
     * @param constraint in [0, constraints)
     * @param scratch at least {@link #SCRATCH} longs
     * @return whether it holds
     * @throws IndexOutOfBoundsException if there is no such constraint or a wire has no value
     */
    public static boolean holds(ConstraintSystem system, FrVector values, int constraint, long[] scratch) {
        long[] w = values.limbs();
        system.a().multiplyRow(scratch, 0, w, constraint, scratch, 3 * LIMBS);
        system.b().multiplyRow(scratch, LIMBS, w, constraint, scratch, 3 * LIMBS);
        system.c().multiplyRow(scratch, 2 * LIMBS, w, constraint, scratch, 3 * LIMBS);
        FrLimbs.mul(scratch, 0, scratch, 0, scratch, LIMBS);
        return FrLimbs.equal(scratch, 0, scratch, 2 * LIMBS);
    }

    /**
     * @param system the constraints
     * @param values of all wires
     * @param constraint in [0, constraints)
     * @return that constraint with its operands' values, whether it holds or not
     */
    public static UnsatisfiedConstraint describe(ConstraintSystem system, FrVector values, int constraint) {
        Fr a = system.a().row(constraint).evaluate(values);
        Fr b = system.b().row(constraint).evaluate(values);
        Fr c = system.c().row(constraint).evaluate(values);
        return new UnsatisfiedConstraint(constraint, system.describe(constraint), a, b, c);
    }
}
