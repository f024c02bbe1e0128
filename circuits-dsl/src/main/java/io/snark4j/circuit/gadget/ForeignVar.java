package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An element of a {@link ForeignField} in a circuit: limbs, of which the constraints imply that they lie in intervals that are remembered, negative
 * numbers included. So sums and differences are free, and a value may be any number that equals the element modulo p. Immutable; made by {@link
 * ForeignFieldGadget}, whose assertions and products reduce where the intervals grow too wide. Usable only in the {@code define} call that it comes
 * from.
 */
public final class ForeignVar {
    private final ForeignField field;
    private final List<Var> limbs;
    private final List<Interval> bounds;

    /** Of the number itself, the lowest first, if the limbs were made of them; otherwise empty. */
    private final List<Var> bits;

    ForeignVar(ForeignField field, List<Var> limbs, List<Interval> bounds, List<Var> bits) {
        this.field = field;
        this.limbs = List.copyOf(limbs);
        this.bounds = List.copyOf(bounds);
        this.bits = List.copyOf(bits);
    }

    ForeignVar(ForeignField field, List<Var> limbs, List<Interval> bounds) {
        this(field, limbs, bounds, List.of());
    }

    /** Of limbs that their makers keep in the ranges of numbers below 2^(bits of p). */
    static ForeignVar ofLimbs(ForeignField field, List<Var> limbs) {
        return new ForeignVar(field, limbs, reducedBounds(field));
    }

    /** Of the limbs of numbers below 2^(bits of p). */
    static List<Interval> reducedBounds(ForeignField field) {
        return IntStream.range(0, field.limbs())
                .mapToObj(i -> Interval.ofBits(field.width(i)))
                .toList();
    }

    /** @return the field */
    public ForeignField field() {
        return field;
    }

    /**
     * @param other added, of the same field
     * @return this + other; free
     */
    public ForeignVar plus(ForeignVar other) {
        requireSameField(other);
        List<Var> sums = new ArrayList<>();
        List<Interval> intervals = new ArrayList<>();
        for (int i = 0; i < limbs.size(); i++) {
            sums.add(limbs.get(i).plus(other.limbs.get(i)));
            intervals.add(bounds.get(i).plus(other.bounds.get(i)));
        }
        return new ForeignVar(field, sums, intervals);
    }

    /**
     * @param other subtracted, of the same field
     * @return this − other; free
     */
    public ForeignVar minus(ForeignVar other) {
        return plus(other.neg());
    }

    /** @return −this; free */
    public ForeignVar neg() {
        return times(-1);
    }

    /**
     * @param factor small: the limbs grow by it
     * @return this · factor; free
     */
    public ForeignVar times(long factor) {
        List<Var> products = limbs.stream().map(limb -> limb.times(factor)).toList();
        BigInteger exact = BigInteger.valueOf(factor);
        return new ForeignVar(
                field,
                products,
                bounds.stream().map(interval -> interval.times(exact)).toList());
    }

    List<Var> limbs() {
        return limbs;
    }

    List<Interval> bounds() {
        return bounds;
    }

    List<Var> bits() {
        return bits;
    }

    /** Whether every limb is known to lie in the interval of its place in numbers below 2^(bits of p). */
    boolean isReduced() {
        List<Interval> reduced = reducedBounds(field);
        return IntStream.range(0, limbs.size()).allMatch(i -> bounds.get(i).isWithin(reduced.get(i)));
    }

    /** Σ limb_i·2^(w·i) of the lowest limbs, modulo r. */
    Var low(Api api, int count) {
        Var[] terms = new Var[count];
        Fr base = Fr.reduce(BigInteger.ONE.shiftLeft(field.limbBits()));
        Fr weight = Fr.ONE;
        for (int i = 0; i < count; i++) {
            terms[i] = limbs.get(i).times(weight);
            weight = weight.mul(base);
        }
        return api.sum(terms);
    }

    /** In what interval the integer {@link #low} lies, before its reduction modulo r. */
    static Interval low(ForeignField field, List<Interval> bounds, int count) {
        Interval sum = Interval.ZERO;
        for (int i = 0; i < count; i++) {
            sum = sum.plus(bounds.get(i).times(BigInteger.ONE.shiftLeft(field.limbBits() * i)));
        }
        return sum;
    }

    /** Σ limb_i·t^i. */
    Var at(Api api, Fr t) {
        Var[] terms = new Var[limbs.size()];
        Fr weight = Fr.ONE;
        for (int i = 0; i < terms.length; i++) {
            terms[i] = limbs.get(i).times(weight);
            weight = weight.mul(t);
        }
        return api.sum(terms);
    }

    void requireSameField(ForeignVar other) {
        if (!field.equals(other.field)) {
            throw new IllegalArgumentException("element of the " + other.field + " among those of the " + field);
        }
    }
}
