package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import java.math.BigInteger;
import java.util.List;

/**
 * Compares bits with a constant by its runs. From the top, {@code equal} says whether all bits so far are the constant's, and the condition holds.
 * Where that has zeros, either it is 0 or they are all 0: one product, whatever their number. Through a run of ones it goes on as a product with
 * each bit, or, for more than three, with whether they are all 1. The ones that end the constant permit anything.
 */
final class BitsBelow {
    /** Up to here products are no dearer than 3 constraints. */
    private static final int SHORT_RUN = 3;

    private BitsBelow() {}

    /**
     * States Σ 2^i·bits[i] &lt; bound for booleans, at least as many as bound − 1 has, if a boolean condition is 1; at most 1 constraint for a run
     * of zeros and 3 for one of ones in bound − 1. The hint "inverse or zero" is free where all bits of a run of more than three ones are 1: nothing
     * depends on it then.
     */
    static void state(Api api, Var condition, List<Var> bits, BigInteger bound) {
        BigInteger largest = bound.subtract(BigInteger.ONE);
        int end = largest.not().getLowestSetBit();
        Var equal = condition;
        for (int top = bits.size() - 1; top >= end; ) {
            boolean ones = largest.testBit(top);
            int below = top;
            while (below >= end && largest.testBit(below) == ones) {
                below--;
            }
            List<Var> run = bits.subList(below + 1, top + 1);
            if (ones) {
                equal = stillEqual(api, equal, run);
            } else {
                api.assertProduct(equal, api.sum(run.toArray(Var[]::new)), api.constant(0));
            }
            top = below;
        }
    }

    private static Var stillEqual(Api api, Var equal, List<Var> run) {
        if (run.size() <= SHORT_RUN) {
            Var product = equal;
            for (Var bit : run) {
                product = api.mul(product, bit);
            }
            return product;
        }
        Var zeros = api.constant(run.size()).minus(api.sum(run.toArray(Var[]::new)));
        return api.mul(equal, api.isZero(zeros));
    }
}
