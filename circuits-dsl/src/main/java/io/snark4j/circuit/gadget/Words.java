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
 * <p>Exclusive or and majority of three bits follow from their sum s in {0, 1, 2, 3} alone: s = 2·majority + parity, so one constraint that
 * holds for the right one of the four pairs only is enough. The conics through the four points (s, parity) include one without parity²,
 * s·(s − 2 − 2·parity) = −3·parity, that is parity = s·(s − 2)/(2s − 3), whose denominator is never zero.
 */
final class Words {
    private static final Fr THREE = Fr.of(3);

    private Words() {}

    /** Of each sum of three bits whether it is odd. */
    enum SumHint implements Hint {
        PARITY {
            @Override
            boolean of(Fr sum) {
                return sum.isOne() || sum.equals(THREE);
            }
        },
        MAJORITY {
            @Override
            boolean of(Fr sum) {
                return sum.equals(Fr.TWO) || sum.equals(THREE);
            }
        };

        abstract boolean of(Fr sum);

        @Override
        public Fr[] compute(Fr[] sums) {
            return Arrays.stream(sums).map(sum -> of(sum) ? Fr.ONE : Fr.ZERO).toArray(Fr[]::new);
        }

        /** Every bit turned over, and sums that are taken for the other function's. */
        @Override
        public List<Fr[]> aliases(Fr[] sums, Fr[] outputs) {
            Fr[] turned = Arrays.stream(outputs).map(Fr.ONE::sub).toArray(Fr[]::new);
            SumHint other = this == PARITY ? MAJORITY : PARITY;
            return List.of(turned, other.compute(sums));
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
        ThreeBits open = new ThreeBits(api, a, b, c);
        for (int i = 0; i < result.length; i++) {
            if (!open.take(i)) {
                result[i] = xor(api, xor(api, a[i], b[i]), c[i]);
            }
        }
        open.solve(
                SumHint.PARITY,
                result,
                (sum, parity) -> api.assertProduct(sum, sum.minus(2).minus(parity.times(2)), parity.times(-3)));
        return result;
    }

    /** With m for (s − parity)/2 in the constraint of the parity: s·(4m − s + 1) = 6m. */
    static Var[] majority(Api api, Var[] a, Var[] b, Var[] c) {
        Var[] result = new Var[a.length];
        ThreeBits open = new ThreeBits(api, a, b, c);
        for (int i = 0; i < result.length; i++) {
            if (!open.take(i)) {
                Var both = api.mul(a[i], b[i]);
                Var either = api.sum(a[i], b[i], both.times(-2));
                result[i] = api.mulAdd(c[i], either, both);
            }
        }
        open.solve(
                SumHint.MAJORITY,
                result,
                (sum, majority) ->
                        api.assertProduct(sum, majority.times(4).minus(sum).plus(1), majority.times(6)));
        return result;
    }

    /** Of each bit whenTrue if the condition is 1, otherwise whenFalse. */
    static Var[] choice(Api api, Var[] condition, Var[] whenTrue, Var[] whenFalse) {
        Var[] result = new Var[condition.length];
        Arrays.setAll(result, i -> api.mulAdd(condition[i], whenTrue[i].minus(whenFalse[i]), whenFalse[i]));
        return result;
    }

    /** States how the result for one sum of bits follows from it. */
    @FunctionalInterface
    private interface SumConstraint {
        void state(Var sum, Var result);
    }

    /** The places where all three operands are variable, solved by one hint together. */
    private static final class ThreeBits {
        private final Api api;
        private final Var[][] operands;
        private final List<Integer> places = new ArrayList<>();
        private final List<Var> sums = new ArrayList<>();

        ThreeBits(Api api, Var[]... operands) {
            this.api = api;
            this.operands = operands;
        }

        boolean take(int place) {
            for (Var[] operand : operands) {
                if (operand[place].constantValue().isPresent()) {
                    return false;
                }
            }
            places.add(place);
            sums.add(api.sum(operands[0][place], operands[1][place], operands[2][place]));
            return true;
        }

        void solve(SumHint hint, Var[] result, SumConstraint constraint) {
            if (places.isEmpty()) {
                return;
            }
            Var[] solved = api.hint(
                    hint == SumHint.PARITY ? "exclusive or" : "majority",
                    hint,
                    places.size(),
                    sums.toArray(Var[]::new));
            for (int i = 0; i < solved.length; i++) {
                constraint.state(sums.get(i), solved[i]);
                result[places.get(i)] = solved[i];
            }
        }
    }
}
