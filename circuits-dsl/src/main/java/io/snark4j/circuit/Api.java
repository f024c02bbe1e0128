package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * States constraints during {@link Circuit#define}. {@code assertX} constrains; {@code isX} returns a boolean variable. Each method says what it
 * costs; with constant operands everything is folded and free, and a constant that breaks the rule is a {@link CircuitException} at
 * once. What the constraints so far imply about a value's size is remembered: asserting it again is free, and a method that needs a
 * boolean or a value of so many bits asserts it unless it is known. Not thread-safe.
 */
public final class Api {
    private final ConstraintBuilder builder;
    private final Bits bits;
    private final Comparisons comparisons;

    Api(ConstraintBuilder builder) {
        this.builder = builder;
        bits = new Bits(builder);
        comparisons = new Comparisons(builder, bits);
    }

    /**
     * @param value any element
     * @return a variable of that value
     */
    public Var constant(Fr value) {
        return builder.constant(value);
    }

    /**
     * @param value a negative one is subtracted from r
     * @return a variable of that value
     */
    public Var constant(long value) {
        return constant(Fr.of(value));
    }

    /**
     * @param terms added up
     * @return their sum; free, and faster to compile than adding one by one
     */
    public Var sum(Var... terms) {
        LinearCombination.Builder sum = LinearCombination.builder();
        for (Var term : terms) {
            sum.add(term.in(builder), Fr.ONE);
        }
        return new Var(builder, sum.build());
    }

    /**
     * @param terms added up
     * @param weights factors of the terms, as many
     * @return Σ weights[i]·terms[i]; free, and fastest to compile if the terms come in the order in which they were stated
     * @throws IllegalArgumentException if there are not as many terms as weights
     */
    public Var weightedSum(Var[] terms, Fr[] weights) {
        if (terms.length != weights.length) {
            throw new IllegalArgumentException(
                    "weighted sum: " + terms.length + " terms, " + weights.length + " weights");
        }
        LinearCombination.Builder sum = LinearCombination.builder();
        for (int i = 0; i < terms.length; i++) {
            sum.add(terms[i].in(builder), weights[i]);
        }
        return new Var(builder, sum.build());
    }

    /**
     * @param a factor
     * @param b factor
     * @return a·b; 1 constraint
     */
    public Var mul(Var a, Var b) {
        return builder.product(a.in(builder), b.in(builder));
    }

    /**
     * Worth its while where a sum is long or used often: what {@code a.times(b).plus(addend)} would repeat in every later constraint stands
     * once in this one, and in its product, which costs a prover nothing.
     *
     * @param a factor
     * @param b factor
     * @param addend any sum
     * @return a·b + addend as a wire of its own; 1 constraint
     */
    public Var mulAdd(Var a, Var b, Var addend) {
        return builder.productPlus(a.in(builder), b.in(builder), addend.in(builder));
    }

    /**
     * @param a any value
     * @return a²; 1 constraint
     */
    public Var square(Var a) {
        return mul(a, a);
    }

    /**
     * @param a constrained to be non-zero
     * @return 1/a; 1 constraint
     */
    public Var inverse(Var a) {
        LinearCombination value = a.in(builder);
        if (value.isConstant()) {
            requireNonZero(value.constantTerm());
            return constant(value.constantTerm().inverse());
        }
        Var inverse = builder.hint("inverse", Hints.INVERSE_OR_ZERO, 1, List.of(value))[0];
        builder.constrain(value, inverse.combination(), ConstraintBuilder.ONE);
        return inverse;
    }

    /**
     * @param a dividend
     * @param b divisor, constrained to be non-zero
     * @return a/b; 2 constraints: without the second, 0/0 would be anything
     */
    public Var div(Var a, Var b) {
        return mul(a, inverse(b));
    }

    /**
     * States a = b: 1 constraint, or none if a wire that is a product and nothing else can take the other side's value, as in {@code
     * assertEqual(y, a.times(b))}, which is the one constraint a·b = y.
     *
     * @param a any value
     * @param b any value
     */
    public void assertEqual(Var a, Var b) {
        builder.constrainEqual(a.in(builder), b.in(builder));
    }

    /**
     * States a·b = c: 1 constraint.
     *
     * @param a left factor
     * @param b right factor
     * @param c product
     */
    public void assertProduct(Var a, Var b, Var c) {
        builder.constrain(a.in(builder), b.in(builder), c.in(builder));
    }

    /**
     * States a ≠ 0: 1 constraint, a·(1/a) = 1.
     *
     * @param a any value
     */
    public void assertNotZero(Var a) {
        inverse(a);
    }

    /**
     * States a ≠ b: 1 constraint.
     *
     * @param a any value
     * @param b any value
     */
    public void assertDifferent(Var a, Var b) {
        assertNotZero(a.minus(b));
    }

    /**
     * States that a is 0 or 1: 1 constraint, none if it is known.
     *
     * @param a any value
     */
    public void assertBoolean(Var a) {
        bits.assertBoolean(a.in(builder));
    }

    /**
     * With m the inverse of a, or 0: a·m = 1 − out and a·out = 0. If a is zero the first makes out one; otherwise the second makes it zero.
     *
     * @param a any value
     * @return 1 if a is zero, otherwise 0; 2 constraints, none if a is known to be boolean. The hint is free if a is zero: nothing depends
     *     on it then
     */
    public Var isZero(Var a) {
        LinearCombination value = a.in(builder);
        if (value.isConstant()) {
            return constant(value.size() == 0 ? Fr.ONE : Fr.ZERO);
        }
        if (builder.bounds().isBoolean(value)) {
            return not(a);
        }
        Var inverse = builder.hint("inverse or zero", Hints.INVERSE_OR_ZERO, 1, List.of(value))[0];
        Var nonZero = mul(a, inverse);
        Var zero = constant(1).minus(nonZero);
        assertProduct(a, zero, constant(0));
        builder.bounds().record(nonZero.combination(), BigInteger.ONE);
        return zero;
    }

    /**
     * @param a any value
     * @param b any value
     * @return 1 if a = b, otherwise 0; 2 constraints
     */
    public Var isEqual(Var a, Var b) {
        return isZero(a.minus(b));
    }

    /**
     * @param a boolean, asserted unless known
     * @return 1 − a; free
     */
    public Var not(Var a) {
        assertBoolean(a);
        return constant(1).minus(a);
    }

    /**
     * @param condition boolean, asserted unless known
     * @param whenTrue value for 1
     * @param whenFalse value for 0
     * @return one of them; 1 constraint
     */
    public Var select(Var condition, Var whenTrue, Var whenFalse) {
        assertBoolean(condition);
        return whenFalse.plus(mul(condition, whenTrue.minus(whenFalse)));
    }

    /**
     * The lowest bit first. n constraints: n − 1 bits are hints, each constrained to be boolean, and the top bit is what remains of a after
     * them, (a − Σ 2^i·bit_i) / 2^(n−1), also constrained to be boolean. Then a = Σ 2^i·bit_i holds by itself; n ≤ 253 bits stay below 2^253
     * &lt; r, so no other choice of bits gives the same a.
     *
     * @param a constrained to be below 2^n
     * @param n number of bits, in [1, 253]; for all of Fr use {@link #toBitsStrict}
     * @return n booleans
     */
    public Var[] toBits(Var a, int n) {
        return bits.toBits(a, n);
    }

    /**
     * The 254 bits of the integer in [0, r), the lowest first: the bits of a + r are refused. 254 constraints for the bits and one for each 1 in the
     * binary form of r − 1 but the first, 353 in all.
     *
     * @param a any value
     * @return 254 booleans
     */
    public Var[] toBitsStrict(Var a) {
        return bits.toBitsBelow(a, Fr.MODULUS);
    }

    /**
     * The bits of a value below any bound, the lowest first: as many constraints as bound − 1 has bits, and one for each 1 in its binary form but the first and
     * those that end it.
     *
     * @param a constrained to be below the bound
     * @param bound in [2, r]
     * @return as many booleans as bound − 1 has bits; no other bits pass, for bound = r as for smaller ones
     */
    public Var[] toBitsBelow(Var a, BigInteger bound) {
        return bits.toBitsBelow(a, bound);
    }

    /**
     * @param bits the lowest first, at most 253; each boolean, asserted unless known
     * @return Σ 2^i·bits[i]; free
     */
    public Var fromBits(Var... bits) {
        return this.bits.fromBits(bits);
    }

    /**
     * States a &lt; 2^n: n constraints, none if it is known.
     *
     * @param a any value
     * @param n number of bits, in [1, 253]
     */
    public void assertRange(Var a, int n) {
        bits.assertRange(a, n);
    }

    /**
     * States a ≤ b for integers that are both below 2^252, asserted to n bits unless known: n constraints for b − a, which is below 2^n only if
     * it does not wrap.
     *
     * @param a smaller or equal
     * @param b larger or equal, and at most a + 2^n − 1
     * @param n number of bits of the difference, in [1, 252]
     */
    public void assertLessOrEqual(Var a, Var b, int n) {
        comparisons.assertLessOrEqual(a, b, n);
    }

    /**
     * @param a below 2^n, asserted unless known
     * @param b below 2^n, asserted unless known
     * @param n number of bits, in [1, 252]
     * @return 1 if a &lt; b as integers, otherwise 0; n + 1 constraints
     */
    public Var isLess(Var a, Var b, int n) {
        return comparisons.isLess(a, b, n);
    }

    /**
     * Values that the prover computes outside the constraints; the caller must constrain them so that only the right ones pass.
     *
     * @param name a few words for messages and soundness reports
     * @param hint a pure function
     * @param outputs number of its outputs
     * @param inputs of the function
     * @return its outputs, not constrained in any way
     */
    public Var[] hint(String name, Hint hint, int outputs, Var... inputs) {
        return builder.hint(
                name,
                hint,
                outputs,
                Arrays.stream(inputs).map(input -> input.in(builder)).toList());
    }

    /**
     * States what the body states, as one thing: it stands at this call's place in messages and profiles, and when a witness is computed
     * the twin is asked for all of its products at once. For gadgets with a faster way to their values than row by row, and for large circuits, which
     * compile faster so. A twin inside of another's body is not asked.
     *
     * @param <T> of the body's result
     * @param twin computes the products of the body and the outputs of its hints
     * @param inputs of the twin
     * @param body states constraints; as many products, in the same order, for any inputs
     * @return the body's result
     */
    public <T> T withTwin(NativeTwin twin, Var[] inputs, Supplier<T> body) {
        return builder.withTwin(
                twin, Arrays.stream(inputs).map(input -> input.in(builder)).toList(), body);
    }

    /**
     * Everything stated by the body carries this label, which stands in the message if it does not hold. Labels nest: {@code membership / level 3}.
     *
     * @param label what the constraints mean, such as {@code balance ≥ price}
     * @param body states constraints
     */
    public void label(String label, Runnable body) {
        label(label, () -> {
            body.run();
            return true;
        });
    }

    /**
     * As {@link #label(String, Runnable)}, for a body with a result.
     *
     * @param <T> of the result
     * @param label what the constraints mean
     * @param body states constraints
     * @return the body's result
     */
    public <T> T label(String label, Supplier<T> body) {
        SourceLocations locations = builder.locations();
        String outer = locations.label();
        locations.relabel(outer.isEmpty() ? label : outer + " / " + label);
        try {
            return body.get();
        } finally {
            locations.relabel(outer);
        }
    }

    private void requireNonZero(Fr constant) {
        if (constant.isZero()) {
            throw new CircuitException("the constant 0 has no inverse, at "
                    + builder.locations().description(builder.locations().here()));
        }
    }
}
