package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Hint;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Words as arrays of bits, the lowest first. Every bit given is boolean, which the caller has asserted; the results are then boolean without a
 * constraint of their own. At most one constraint a bit, none where fewer than two operands are variable.
 *
 * <p>Some functions of three bits need one constraint A·B = C whose A, B and C hold the bits and the result, if for each of the eight inputs it is
 * linear in the result and holds for the right one. Exclusive or and majority follow from the sum s in {0, 1, 2, 3} of the bits, s =
 * 2·majority + parity: of the conics through the four points (s, parity), s·(s − 2 − 2·parity) = −3·parity has no parity², and parity = s·(s −
 * 2)/(2s − 3) has no zero below. Keccak's a ⊕ (¬b ∧ c) is the result of (4a + b + c − 3)·(result + 3a − b − c) = 4a + 2b, whose first
 * factor is never zero.
 */
final class Words {
    private Words() {}

    /**
     * A function of three bits as one of a sum of them.
     *
     * @param title for messages
     * @param ones the sums for which the result is 1
     */
    private record SumHint(String title, List<Fr> ones) implements Hint {
        /** Of a + b + c. */
        static final SumHint EXCLUSIVE_OR = of("exclusive or", 1, 3);
        /** Of a + b + c. */
        static final SumHint MAJORITY = of("majority", 2, 3);
        /** a ⊕ (¬b ∧ c), of 4a + 2b + c. */
        static final SumHint CHI = of("chi", 1, 4, 6, 7);

        private static SumHint of(String title, long... ones) {
            return new SumHint(title, Arrays.stream(ones).mapToObj(Fr::of).toList());
        }

        @Override
        public Fr[] compute(Fr[] sums) {
            return Arrays.stream(sums)
                    .map(sum -> ones.contains(sum) ? Fr.ONE : Fr.ZERO)
                    .toArray(Fr[]::new);
        }

        /** Every bit turned over, and sums that are taken for another function's. */
        @Override
        public List<Fr[]> aliases(Fr[] sums, Fr[] outputs) {
            List<Fr[]> aliases = new ArrayList<>();
            aliases.add(Arrays.stream(outputs).map(Fr.ONE::sub).toArray(Fr[]::new));
            for (SumHint other : List.of(EXCLUSIVE_OR, MAJORITY, CHI)) {
                aliases.add(other.compute(sums));
            }
            return aliases;
        }
    }

    static Var[] constant(Api api, long value, int width) {
        Var[] word = new Var[width];
        Arrays.setAll(word, i -> api.constant(value >>> i & 1));
        return word;
    }

    /** Σ 2^i·word[i]; free. */
    static Var value(Api api, Var[] word) {
        Var[] terms = new Var[word.length];
        Fr weight = Fr.ONE;
        for (int i = 0; i < word.length; i++) {
            terms[i] = word[i].times(weight);
            weight = weight.twice();
        }
        return api.sum(terms);
    }

    static Var[] rotateRight(Var[] word, int distance) {
        Var[] rotated = new Var[word.length];
        Arrays.setAll(rotated, i -> word[Math.floorMod(i + distance, word.length)]);
        return rotated;
    }

    static Var[] rotateLeft(Var[] word, int distance) {
        return rotateRight(word, -distance);
    }

    static Var[] shiftRight(Api api, Var[] word, int distance) {
        Var[] shifted = new Var[word.length];
        Arrays.setAll(shifted, i -> i + distance < word.length ? word[i + distance] : api.constant(0));
        return shifted;
    }

    static Var xor(Api api, Var a, Var b) {
        return api.sum(a, b, api.mul(a, b).times(-2));
    }

    static Var[] xor(Api api, Var[] a, Var[] b, Var[] c) {
        Var[] result = new Var[a.length];
        ThreeBits open = new ThreeBits(api, 1, 1, a, b, c);
        for (int i = 0; i < result.length; i++) {
            if (!open.take(i)) {
                result[i] = xor(api, xor(api, a[i], b[i]), c[i]);
            }
        }
        open.solve(SumHint.EXCLUSIVE_OR, result, (i, parity) -> {
            Var sum = api.sum(a[i], b[i], c[i]);
            api.assertProduct(sum, sum.minus(2).minus(parity.times(2)), parity.times(-3));
        });
        return result;
    }

    /** With m for (s − parity)/2 in the constraint of the parity: s·(4m − s + 1) = 6m. */
    static Var[] majority(Api api, Var[] a, Var[] b, Var[] c) {
        Var[] result = new Var[a.length];
        ThreeBits open = new ThreeBits(api, 1, 1, a, b, c);
        for (int i = 0; i < result.length; i++) {
            if (!open.take(i)) {
                Var both = api.mul(a[i], b[i]);
                Var either = api.sum(a[i], b[i], both.times(-2));
                result[i] = api.mulAdd(c[i], either, both);
            }
        }
        open.solve(SumHint.MAJORITY, result, (i, majority) -> {
            Var sum = api.sum(a[i], b[i], c[i]);
            api.assertProduct(sum, majority.times(4).minus(sum).plus(1), majority.times(6));
        });
        return result;
    }

    /** Of each bit whenTrue if the condition is 1, otherwise whenFalse. */
    static Var[] choice(Api api, Var[] condition, Var[] whenTrue, Var[] whenFalse) {
        Var[] result = new Var[condition.length];
        Arrays.setAll(result, i -> api.mulAdd(condition[i], whenTrue[i].minus(whenFalse[i]), whenFalse[i]));
        return result;
    }

    /** a ⊕ (¬b ∧ c), Keccak's step that is not linear. */
    static Var[] chi(Api api, Var[] a, Var[] b, Var[] c) {
        Var[] result = new Var[a.length];
        ThreeBits open = new ThreeBits(api, 4, 2, a, b, c);
        for (int i = 0; i < result.length; i++) {
            if (!open.take(i)) {
                result[i] = xor(api, a[i], api.mul(b[i].neg().plus(1), c[i]));
            }
        }
        open.solve(SumHint.CHI, result, (i, chi) -> {
            Var others = b[i].plus(c[i]);
            Var factor = api.sum(a[i].times(4), others).minus(3);
            Var cofactor = api.sum(chi, a[i].times(3), others.neg());
            api.assertProduct(factor, cofactor, a[i].times(4).plus(b[i].times(2)));
        });
        return result;
    }

    /** States what the result at a place is. */
    @FunctionalInterface
    private interface BitConstraint {
        void state(int place, Var result);
    }

    /** The places where all three operands are variable, solved by one hint together. */
    private static final class ThreeBits {
        private final Api api;
        private final int weightOfA;
        private final int weightOfB;
        private final Var[] a;
        private final Var[] b;
        private final Var[] c;
        private final List<Integer> places = new ArrayList<>();
        private final List<Var> sums = new ArrayList<>();

        /** The hint's sums are weightOfA·a + weightOfB·b + c. */
        ThreeBits(Api api, int weightOfA, int weightOfB, Var[] a, Var[] b, Var[] c) {
            this.api = api;
            this.weightOfA = weightOfA;
            this.weightOfB = weightOfB;
            this.a = a;
            this.b = b;
            this.c = c;
        }

        boolean take(int place) {
            if (isConstant(a[place]) || isConstant(b[place]) || isConstant(c[place])) {
                return false;
            }
            places.add(place);
            sums.add(api.sum(a[place].times(weightOfA), b[place].times(weightOfB), c[place]));
            return true;
        }

        private static boolean isConstant(Var bit) {
            return bit.constantValue().isPresent();
        }

        void solve(SumHint hint, Var[] result, BitConstraint constraint) {
            if (places.isEmpty()) {
                return;
            }
            Var[] solved = api.hint(hint.title, hint, places.size(), sums.toArray(Var[]::new));
            for (int i = 0; i < solved.length; i++) {
                constraint.state(places.get(i), solved[i]);
                result[places.get(i)] = solved[i];
            }
        }
    }
}
