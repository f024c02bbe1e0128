package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value in a circuit, known only once inputs are given: a linear combination of wires. Sums, differences and products with constants
 * are free; {@link #times(Var)} costs one constraint unless an operand is a constant. Immutable. Usable only in the {@code define} call that
 * it came from; what {@link #input} and {@link #array} make is a placeholder, for prototypes only.
 */
public final class Var {
    private final @Nullable ConstraintBuilder builder;
    private final LinearCombination combination;

    Var(ConstraintBuilder builder, LinearCombination combination) {
        this.builder = builder;
        this.combination = combination;
    }

    private Var() {
        builder = null;
        combination = LinearCombination.ZERO;
    }

    /** @return a placeholder for one input of a prototype */
    public static Var input() {
        return new Var();
    }

    /**
     * @param size number of inputs
     * @return placeholders for an array of inputs of a prototype
     */
    public static Var[] array(int size) {
        Var[] array = new Var[size];
        Arrays.setAll(array, i -> input());
        return array;
    }

    /**
     * @param other added
     * @return this + other; free
     */
    public Var plus(Var other) {
        return linear(combination.plus(other.in(builder())));
    }

    /**
     * @param constant added; a negative one is subtracted
     * @return this + constant; free
     */
    public Var plus(long constant) {
        return plus(Fr.of(constant));
    }

    /**
     * @param constant added
     * @return this + constant; free
     */
    public Var plus(Fr constant) {
        return linear(combination.plus(LinearCombination.constant(constant)));
    }

    /**
     * Faster to compile than {@code plus(other.times(factor))} where sums are long.
     *
     * @param other added
     * @param factor multiplies the other
     * @return this + factor · other; free
     */
    public Var plus(Var other, Fr factor) {
        return linear(combination.plus(other.in(builder()), factor));
    }

    /**
     * @param other subtracted
     * @return this − other; free
     */
    public Var minus(Var other) {
        return linear(combination.minus(other.in(builder())));
    }

    /**
     * @param constant subtracted
     * @return this − constant; free
     */
    public Var minus(long constant) {
        return minus(Fr.of(constant));
    }

    /**
     * @param constant subtracted
     * @return this − constant; free
     */
    public Var minus(Fr constant) {
        return linear(combination.minus(LinearCombination.constant(constant)));
    }

    /**
     * @param other factor
     * @return this · other; one constraint, none if one of them is a constant
     */
    public Var times(Var other) {
        return builder().product(combination, other.in(builder()));
    }

    /**
     * @param constant factor
     * @return this · constant; free
     */
    public Var times(long constant) {
        return times(Fr.of(constant));
    }

    /**
     * @param constant factor
     * @return this · constant; free
     */
    public Var times(Fr constant) {
        return linear(combination.times(constant));
    }

    /** @return −this; free */
    public Var neg() {
        return linear(combination.neg());
    }

    /** @return the value if it is the same for all inputs, such as that of {@link Api#constant} */
    public Optional<Fr> constantValue() {
        LinearCombination value = in(builder());
        return value.isConstant() ? Optional.of(value.constantTerm()) : Optional.empty();
    }

    LinearCombination combination() {
        return combination;
    }

    /** The combination, after checking that this variable belongs to that compilation. */
    LinearCombination in(ConstraintBuilder expected) {
        if (builder() != expected) {
            throw new CircuitException(
                    "a variable of another compilation is used: a circuit's variables are those of its own define call");
        }
        return combination;
    }

    private Var linear(LinearCombination result) {
        return new Var(builder(), result);
    }

    private ConstraintBuilder builder() {
        if (builder == null) {
            throw new CircuitException(
                    "a placeholder of a prototype is used: compute only with the components seen inside define");
        }
        return builder;
    }

    /** @return the linear combination, for example {@code 5 + 3·w2} */
    @Override
    public String toString() {
        return builder == null ? "placeholder" : combination.toString();
    }
}
