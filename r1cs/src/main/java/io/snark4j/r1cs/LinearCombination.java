package io.snark4j.r1cs;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import io.snark4j.field.FrVector;
import java.util.Arrays;

/**
 * A sum of coefficients times wires, wire 0 being the constant one. Canonical: wires ascend strictly and no coefficient is zero, so two
 * combinations are equal exactly if they are the same function of the wires. Immutable.
 */
public final class LinearCombination {
    /** The empty sum. */
    public static final LinearCombination ZERO = new LinearCombination(new int[0], new long[0]);

    private static final int LIMBS = FrVector.LIMBS;
    private static final Fr MINUS_ONE = Fr.ONE.neg();

    private final int[] wires;
    private final long[] limbs;

    private LinearCombination(int[] wires, long[] limbs) {
        this.wires = wires;
        this.limbs = limbs;
    }

    /**
     * @param wire index of a wire, at least 0
     * @param coefficient of that wire
     * @return coefficient · wire
     * @throws IllegalArgumentException if the wire is negative
     */
    public static LinearCombination of(int wire, Fr coefficient) {
        if (wire < 0) {
            throw new IllegalArgumentException("wire " + wire + " is negative");
        }
        if (coefficient.isZero()) {
            return ZERO;
        }
        long[] limbs = new long[LIMBS];
        coefficient.write(limbs, 0);
        return new LinearCombination(new int[] {wire}, limbs);
    }

    /**
     * @param value any element
     * @return value · wire 0
     */
    public static LinearCombination constant(Fr value) {
        return of(0, value);
    }

    /** @return an empty sum to add terms to */
    public static Builder builder() {
        return new Builder();
    }

    /** @return number of terms */
    public int size() {
        return wires.length;
    }

    /**
     * @param i term, in [0, size)
     * @return its wire; ascending in i
     */
    public int wire(int i) {
        return wires[i];
    }

    /**
     * @param i term, in [0, size)
     * @return its coefficient, never zero
     */
    public Fr coefficient(int i) {
        return Fr.read(limbs, LIMBS * i);
    }

    /** The coefficients, Montgomery form, 4 limbs a term; not to be written to. */
    long[] limbs() {
        return limbs;
    }

    /** @return whether the value is the same for every witness: no wire but the constant one occurs */
    public boolean isConstant() {
        return wires.length == 0 || (wires.length == 1 && wires[0] == 0);
    }

    /** @return the term of wire 0, zero if it is absent */
    public Fr constantTerm() {
        return wires.length > 0 && wires[0] == 0 ? coefficient(0) : Fr.ZERO;
    }

    /** @return the largest wire that occurs, −1 in the empty sum */
    public int highestWire() {
        return wires.length == 0 ? -1 : wires[wires.length - 1];
    }

    /**
     * @param other added
     * @return this + other; cost linear in both sizes
     */
    public LinearCombination plus(LinearCombination other) {
        return plus(other, Fr.ONE);
    }

    /**
     * @param other subtracted
     * @return this − other; cost linear in both sizes
     */
    public LinearCombination minus(LinearCombination other) {
        return plus(other, MINUS_ONE);
    }

    /**
     * Cheaper than {@code plus(other.times(factor))}.
     *
     * @param other added
     * @param factor multiplies the other
     * @return this + factor · other; cost linear in both sizes, and a multiplication a term of the other
     */
    public LinearCombination plus(LinearCombination other, Fr factor) {
        if (other.wires.length == 0 || factor.isZero()) {
            return this;
        }
        return wires.length == 0 ? other.times(factor) : merge(other, factor);
    }

    /**
     * @param factor multiplies every coefficient
     * @return factor · this
     */
    public LinearCombination times(Fr factor) {
        if (factor.isZero() || wires.length == 0) {
            return ZERO;
        }
        if (factor.isOne()) {
            return this;
        }
        long[] product = new long[limbs.length];
        long[] multiplier = new long[LIMBS];
        factor.write(multiplier, 0);
        for (int i = 0; i < limbs.length; i += LIMBS) {
            FrLimbs.mul(product, i, limbs, i, multiplier, 0);
        }
        return new LinearCombination(wires, product);
    }

    /** @return −this */
    public LinearCombination neg() {
        long[] negated = new long[limbs.length];
        for (int i = 0; i < limbs.length; i += LIMBS) {
            FrLimbs.neg(negated, i, limbs, i);
        }
        return new LinearCombination(wires, negated);
    }

    /**
     * @param values of all wires
     * @return this combination's value
     * @throws IndexOutOfBoundsException if a wire has no value
     */
    public Fr evaluate(FrVector values) {
        long[] sum = new long[2 * LIMBS];
        for (int i = 0; i < wires.length; i++) {
            FrLimbs.mul(sum, LIMBS, limbs, LIMBS * i, values.limbs(), LIMBS * wires[i]);
            FrLimbs.add(sum, 0, sum, 0, sum, LIMBS);
        }
        return Fr.read(sum, 0);
    }

    /** this + factor · other, for a factor that is not zero. */
    private LinearCombination merge(LinearCombination other, Fr factor) {
        boolean add = factor.isOne();
        boolean subtract = !add && factor.neg().isOne();
        long[] multiplied = new long[2 * LIMBS];
        factor.write(multiplied, LIMBS);
        int[] mergedWires = new int[wires.length + other.wires.length];
        long[] merged = new long[LIMBS * mergedWires.length];
        int i = 0;
        int j = 0;
        int n = 0;
        while (i < wires.length || j < other.wires.length) {
            int left = i < wires.length ? wires[i] : Integer.MAX_VALUE;
            int right = j < other.wires.length ? other.wires[j] : Integer.MAX_VALUE;
            mergedWires[n] = Math.min(left, right);
            if (left <= right) {
                FrLimbs.copy(merged, LIMBS * n, limbs, LIMBS * i++);
            } else {
                FrLimbs.setZero(merged, LIMBS * n);
            }
            if (right <= left) {
                int term = LIMBS * j++;
                if (add) {
                    FrLimbs.add(merged, LIMBS * n, merged, LIMBS * n, other.limbs, term);
                } else if (subtract) {
                    FrLimbs.sub(merged, LIMBS * n, merged, LIMBS * n, other.limbs, term);
                } else {
                    FrLimbs.mul(multiplied, 0, other.limbs, term, multiplied, LIMBS);
                    FrLimbs.add(merged, LIMBS * n, merged, LIMBS * n, multiplied, 0);
                }
            }
            n += FrLimbs.isZero(merged, LIMBS * n) ? 0 : 1;
        }
        return trimmed(mergedWires, merged, n);
    }

    private static LinearCombination trimmed(int[] wires, long[] limbs, int n) {
        return n == 0
                ? ZERO
                : n == wires.length
                        ? new LinearCombination(wires, limbs)
                        : new LinearCombination(Arrays.copyOf(wires, n), Arrays.copyOf(limbs, LIMBS * n));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearCombination that
                && Arrays.equals(wires, that.wires)
                && Arrays.equals(limbs, that.limbs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(wires) + Arrays.hashCode(limbs);
    }

    /** @return for example {@code 5 + 3·w2} */
    @Override
    public String toString() {
        if (wires.length == 0) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < wires.length; i++) {
            text.append(i == 0 ? "" : " + ").append(coefficient(i)).append(wires[i] == 0 ? "" : "·w" + wires[i]);
        }
        return text.toString();
    }

    /** Collects terms in any order; wires may repeat. Cost of n terms: O(n log n), linear if they arrive sorted. Not thread-safe. */
    public static final class Builder {
        private int[] wires = new int[8];
        private long[] limbs = new long[LIMBS * 8];
        private int size;

        private Builder() {}

        /**
         * @param wire index of a wire, at least 0
         * @param coefficient added to that wire's
         * @return this
         * @throws IllegalArgumentException if the wire is negative
         */
        public Builder add(int wire, Fr coefficient) {
            if (wire < 0) {
                throw new IllegalArgumentException("wire " + wire + " is negative");
            }
            reserve(1);
            wires[size] = wire;
            coefficient.write(limbs, LIMBS * size++);
            return this;
        }

        /**
         * @param terms added
         * @param factor multiplies each of them
         * @return this
         */
        public Builder add(LinearCombination terms, Fr factor) {
            int n = terms.wires.length;
            reserve(n);
            System.arraycopy(terms.wires, 0, wires, size, n);
            if (n == 1 && terms.coefficient(0).isOne()) {
                factor.write(limbs, LIMBS * size);
            } else if (factor.isOne()) {
                System.arraycopy(terms.limbs, 0, limbs, LIMBS * size, LIMBS * n);
            } else {
                long[] multiplier = new long[LIMBS];
                factor.write(multiplier, 0);
                for (int i = 0; i < n; i++) {
                    FrLimbs.mul(limbs, LIMBS * (size + i), terms.limbs, LIMBS * i, multiplier, 0);
                }
            }
            size += n;
            return this;
        }

        private void reserve(int n) {
            if (size + n > wires.length) {
                int capacity = Math.max(2 * wires.length, size + n);
                wires = Arrays.copyOf(wires, capacity);
                limbs = Arrays.copyOf(limbs, LIMBS * capacity);
            }
        }

        /** @return the sum of all terms added so far */
        public LinearCombination build() {
            return canonical(wires, limbs, size);
        }
    }

    private static boolean isCanonical(int[] wires, long[] limbs, int n) {
        for (int i = 0; i < n; i++) {
            if ((i > 0 && wires[i - 1] >= wires[i]) || FrLimbs.isZero(limbs, LIMBS * i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The combination of n terms in any order, wires possibly repeated and coefficients possibly zero.
     *
     * @param wires at least n
     * @param limbs at least 4n: Montgomery form, in [0, r)
     */
    static LinearCombination canonical(int[] wires, long[] limbs, int n) {
        if (isCanonical(wires, limbs, n)) {
            return n == 0 ? ZERO : new LinearCombination(Arrays.copyOf(wires, n), Arrays.copyOf(limbs, LIMBS * n));
        }
        long[] order = new long[n];
        for (int i = 0; i < n; i++) {
            order[i] = (long) wires[i] << 32 | i;
        }
        Arrays.sort(order);
        int[] mergedWires = new int[n];
        long[] merged = new long[LIMBS * n];
        int m = 0;
        for (int i = 0; i < n; ) {
            int wire = (int) (order[i] >>> 32);
            int at = LIMBS * m;
            for (; i < n && (int) (order[i] >>> 32) == wire; i++) {
                FrLimbs.add(merged, at, merged, at, limbs, LIMBS * (int) order[i]);
            }
            mergedWires[m] = wire;
            if (!FrLimbs.isZero(merged, at)) {
                m++;
            }
        }
        return trimmed(mergedWires, merged, m);
    }
}
