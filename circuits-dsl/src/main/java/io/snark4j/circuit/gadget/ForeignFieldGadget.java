package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.CircuitException;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Constrains what {@link ForeignField} computes: arithmetic modulo a p that is not r. Sums, differences and small multiples are {@link ForeignVar}'s
 * own. Products are left unreduced: they cost 2n − 1 constraints for n limbs, 15 for 256 bits, and sums of them are reduced, or asserted to be zero,
 * once. To reduce costs the bits of p and those by which the number is longer than p, twice: 337 to 388 for one product of 256 bits.
 *
 * <p>What a prover may choose: of an element that was reduced, the representative, which is below 2^(bits of p) but may be one of x and x + p where
 * both are. {@link #canonicalBits} and {@link #assertCanonical} leave no choice. Why nothing else is free is said in {@link LimbProduct} and
 * {@link MultipleCheck} and docs/adr/0015-foreign-fields.md.
 */
public final class ForeignFieldGadget {
    /** Products are narrow enough to be added up so many times, to 2^8, before they are reduced. */
    private static final long SUMS = 1 << 8;

    /** Of p, that a difference may be before reducing is cheaper. */
    private static final BigInteger MOST_MULTIPLES = BigInteger.valueOf(8);

    private static final String REMAINDER = "foreign remainder";

    private ForeignFieldGadget() {}

    /**
     * @param api of the circuit
     * @param field of the element
     * @param value any integer
     * @return it as a constant; free
     */
    public static ForeignVar constant(Api api, ForeignField field, BigInteger value) {
        List<BigInteger> limbs = field.split(field.reduce(value));
        return new ForeignVar(
                field,
                limbs.stream().map(limb -> api.constant(Fr.of(limb))).toList(),
                limbs.stream().map(Interval::constant).toList());
    }

    /**
     * The element Σ 2^i·bits[i] mod p; free where the bits are known to be boolean.
     *
     * @param api of the circuit
     * @param field of the element
     * @param bits the lowest first, at most as many as p has; each boolean, asserted unless known
     * @return the element; its number need not be below p, see {@link #assertCanonical}
     * @throws IllegalArgumentException if there are more bits
     */
    public static ForeignVar fromBits(Api api, ForeignField field, List<Var> bits) {
        if (bits.size() > field.bits()) {
            throw new IllegalArgumentException(bits.size() + " bits for one of the " + field);
        }
        List<Var> all = new ArrayList<>(bits);
        all.addAll(Collections.nCopies(field.bits() - bits.size(), api.constant(0)));
        List<Var> limbs = new ArrayList<>();
        List<Interval> bounds = new ArrayList<>();
        for (int i = 0; i < field.limbs(); i++) {
            int from = field.limbBits() * i;
            limbs.add(api.fromBits(all.subList(from, from + field.width(i)).toArray(Var[]::new)));
            bounds.add(Interval.ofBits(Math.clamp(bits.size() - from, 0, field.width(i))));
        }
        return new ForeignVar(field, limbs, bounds, all);
    }

    /**
     * @param api of the circuit
     * @param a any
     * @param b any, of the same field
     * @return a·b; 2n − 1 constraints for n limbs, none if one is a constant, and those of {@link #reduce} for a factor that is too wide: a product of
     *     products, or a sum of very many
     */
    public static ForeignVar mul(Api api, ForeignVar a, ForeignVar b) {
        return mulAdd(api, a, b, constant(api, a.field(), BigInteger.ZERO));
    }

    /**
     * As {@code mul(a, b).plus(addend)}, in a shorter combination of wires where the addend's is long.
     *
     * @param api of the circuit
     * @param a any
     * @param b any, of the same field
     * @param addend any, of the same field
     * @return a·b + addend; constraints as {@link #mul}
     */
    public static ForeignVar mulAdd(Api api, ForeignVar a, ForeignVar b, ForeignVar addend) {
        a.requireSameField(b);
        a.requireSameField(addend);
        LimbProduct product = a.field().product();
        List<Interval> bounds = product.bounds(a.bounds(), b.bounds());
        if (!fitsInSums(a.field(), bounds)) {
            if (a.isReduced() && b.isReduced()) {
                throw new CircuitException(
                        "limbs of " + a.field().limbBits() + " bits are too wide for the " + a.field());
            }
            boolean first = b.isReduced() || (!a.isReduced() && width(a).compareTo(width(b)) > 0);
            return first ? mulAdd(api, reduce(api, a), b, addend) : mulAdd(api, a, reduce(api, b), addend);
        }
        Var[] values = new Var[product.points().size()];
        Arrays.setAll(values, j -> {
            Fr t = product.points().get(j);
            return api.mulAdd(a.at(api, t), b.at(api, t), addend.at(api, t));
        });
        List<Var> limbs = new ArrayList<>();
        List<Interval> sums = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            List<Fr> weights = product.limbFromValues().get(i);
            Var[] terms = new Var[values.length];
            Arrays.setAll(terms, j -> values[j].times(weights.get(j)));
            limbs.add(api.sum(terms));
            sums.add(bounds.get(i).plus(addend.bounds().get(i)));
        }
        return new ForeignVar(a.field(), limbs, sums);
    }

    /**
     * @param api of the circuit
     * @param a any
     * @return a², constraints as {@link #mul}
     */
    public static ForeignVar square(Api api, ForeignVar a) {
        return mul(api, a, a);
    }

    /**
     * @param api of the circuit
     * @param a constrained to be coprime to p
     * @return 1/a mod p, reduced; 352 to 403 constraints for 256 bits
     */
    public static ForeignVar inverse(Api api, ForeignVar a) {
        return quotient(api, "foreign inverse", constant(api, a.field(), BigInteger.ONE), a);
    }

    /**
     * @param api of the circuit
     * @param a dividend
     * @param b divisor of the same field, constrained to be coprime to p
     * @return a/b mod p; an inverse and a product
     */
    public static ForeignVar div(Api api, ForeignVar a, ForeignVar b) {
        return mul(api, a, inverse(api, b));
    }

    /**
     * A reduced c with c·b = a mod p. Where both are zero it is anything: the caller says why b is not.
     */
    static ForeignVar quotient(Api api, String name, ForeignVar a, ForeignVar b) {
        a.requireSameField(b);
        Var[] inputs = new Var[2 * a.limbs().size()];
        Arrays.setAll(
                inputs,
                i -> i < a.limbs().size()
                        ? a.limbs().get(i)
                        : b.limbs().get(i - a.limbs().size()));
        ForeignVar quotient = hinted(api, name, new ForeignHint(a.field(), true), inputs);
        assertZero(api, mulAdd(api, quotient, b, a.neg()));
        return quotient;
    }

    /**
     * The same element as a number below 2^(bits of p); free if it is known to be one. A constraint for each bit of p, and as many as {@link #assertEqual}.
     *
     * @param api of the circuit
     * @param a any
     * @return the element, with limbs in their ranges
     */
    public static ForeignVar reduce(Api api, ForeignVar a) {
        return a.isReduced() ? a : remainder(api, a);
    }

    private static ForeignVar remainder(Api api, ForeignVar a) {
        ForeignVar remainder = hinted(
                api, REMAINDER, new ForeignHint(a.field(), false), a.limbs().toArray(Var[]::new));
        assertZero(api, a.minus(remainder));
        return remainder;
    }

    private static ForeignVar hinted(Api api, String name, ForeignHint hint, Var[] inputs) {
        ForeignField field = hint.field();
        return ranged(api, field, List.of(api.hint(name, hint, field.limbs(), inputs)));
    }

    /** Of limbs that are asserted to have their widths: a constraint for each bit of p. */
    static ForeignVar ranged(Api api, ForeignField field, List<Var> limbs) {
        List<Var> bits = new ArrayList<>();
        for (int i = 0; i < limbs.size(); i++) {
            bits.addAll(List.of(api.toBits(limbs.get(i), field.width(i))));
        }
        return new ForeignVar(field, limbs, ForeignVar.reducedBounds(field), bits);
    }

    /**
     * States a = 0 mod p; about twice as many constraints as a may be longer than p, in bits.
     *
     * @param api of the circuit
     * @param a any
     * @throws CircuitException if a is the sum of too many products, or can never be zero
     */
    public static void assertZero(Api api, ForeignVar a) {
        MultipleCheck.of(a.field(), a.bounds())
                .orElseThrow(() -> new CircuitException("a foreign element with limbs in " + a.bounds()
                        + " cannot be compared with zero: reduce what it is the sum of, if it can be zero at all"))
                .state(api, a);
    }

    /**
     * States a = b mod p; constraints as {@link #assertZero} of their difference: 4 for two reduced ones of 256 bits.
     *
     * @param api of the circuit
     * @param a any
     * @param b any, of the same field
     */
    public static void assertEqual(Api api, ForeignVar a, ForeignVar b) {
        assertZero(api, a.minus(b));
    }

    /**
     * States a ≠ b mod p: a constraint for each multiple of p that a − b may be by its intervals, 3 for reduced ones; above 8 both are reduced. a −
     * b is refused where it equals one of these modulo r, as some other integers do: for numbers of 256 bits that a prover does not choose with a
     * probability of some 2^-250.
     */
    static void assertDifferent(Api api, ForeignVar a, ForeignVar b) {
        ForeignVar difference = a.minus(b);
        BigInteger p = a.field().modulus();
        Interval multiples = ForeignVar.low(
                        a.field(), difference.bounds(), difference.limbs().size())
                .divided(p);
        if (multiples.high().subtract(multiples.low()).compareTo(MOST_MULTIPLES) >= 0) {
            assertDifferent(api, reduce(api, a), reduce(api, b));
            return;
        }
        Var value = difference.low(api, difference.limbs().size());
        Var product = api.constant(1);
        for (BigInteger k = multiples.low(); k.compareTo(multiples.high()) <= 0; k = k.add(BigInteger.ONE)) {
            product = api.mul(product, value.minus(Fr.reduce(k.multiply(p))));
        }
        api.assertNotZero(product);
    }

    /**
     * @param api of the circuit
     * @param condition boolean, asserted unless known
     * @param whenTrue element for 1
     * @param whenFalse element for 0, of the same field
     * @return one of them; a constraint for each limb
     */
    public static ForeignVar select(Api api, Var condition, ForeignVar whenTrue, ForeignVar whenFalse) {
        api.assertBoolean(condition);
        return select(api, new Var[] {condition}, whenFalse, whenTrue);
    }

    /** The element at an index of n bits, which are boolean, of 2^n; 2^n − 1 constraints for each limb. */
    static ForeignVar select(Api api, Var[] index, ForeignVar... elements) {
        ForeignField field = elements[0].field();
        List<Var> limbs = new ArrayList<>();
        List<Interval> bounds = new ArrayList<>();
        for (int i = 0; i < field.limbs(); i++) {
            Var[] candidates = new Var[elements.length];
            Interval bound = elements[0].bounds().get(i);
            for (int j = 0; j < elements.length; j++) {
                elements[0].requireSameField(elements[j]);
                candidates[j] = elements[j].limbs().get(i);
                bound = bound.union(elements[j].bounds().get(i));
            }
            limbs.add(TableGadget.chosen(api, index, candidates));
            bounds.add(bound);
        }
        return new ForeignVar(field, limbs, bounds);
    }

    /**
     * States that the number which represents a is below p itself; for the cost see {@link BitsBelow}.
     *
     * @param api of the circuit
     * @param a an element made of bits: by {@link #fromBits}, or the result of {@link #inverse} or of {@link #reduce} where that had to reduce. A
     *     prover may choose such a result so that this holds
     * @throws IllegalArgumentException if a was not made of bits
     */
    public static void assertCanonical(Api api, ForeignVar a) {
        if (a.bits().isEmpty()) {
            throw new IllegalArgumentException("an element that was not made of bits: reduce it first");
        }
        BitsBelow.state(api, api.constant(1), a.bits(), a.field().modulus());
    }

    /**
     * The bits of the one number in [0, p) that equals a: what {@link #reduce} costs and a few for each run of ones or zeros in p − 1, for p = 2^256
     * − 2^32 − 977 that is 13.
     *
     * @param api of the circuit
     * @param a any
     * @return as many booleans as p has bits, the lowest first
     */
    public static List<Var> canonicalBits(Api api, ForeignVar a) {
        ForeignVar remainder = remainder(api, a);
        assertCanonical(api, remainder);
        return remainder.bits();
    }

    private static boolean fitsInSums(ForeignField field, List<Interval> bounds) {
        BigInteger sums = BigInteger.valueOf(SUMS);
        return MultipleCheck.of(
                        field,
                        bounds.stream()
                                .map(limb -> limb.times(sums).union(limb.times(sums.negate())))
                                .toList())
                .isPresent();
    }

    private static BigInteger width(ForeignVar a) {
        return ForeignVar.low(a.field(), a.bounds(), a.limbs().size()).magnitude();
    }
}
