package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import io.snark4j.field.FrLimbs;
import java.util.Arrays;

/**
 * The sums of the partial rounds as {@link PoseidonGadget} states them, worked out once a width: row k has what is added to corner·x⁵ to make
 * the next S-box input, rows from R_P on are elements 1 to t − 1 of the state after the rounds. A row has the constant, then the weights of
 * elements 1 to t − 1 before the rounds, then those of the S-box inputs of round 1 and on, k of them in row k.
 */
final class PoseidonPartialSums {
    private final int rounds;
    private final Fr[][] rows;

    private PoseidonPartialSums(int rounds, Fr[][] rows) {
        this.rounds = rounds;
        this.rows = rows;
    }

    /** R_P²·t products for t elements. */
    static PoseidonPartialSums of(PoseidonRounds constants) {
        int others = constants.constants().width() - 1;
        int rounds = constants.constants().partialRounds();
        Fr cornerInverse = Fr.read(constants.constants().mds(), 0).inverse();
        Fr[][] state = new Fr[others][];
        for (int i = 0; i < others; i++) {
            state[i] = unit(1 + others + rounds, 1 + i);
        }
        Fr[][] rows = new Fr[rounds + others][];
        for (int k = 0; k < rounds; k++) {
            int weights = 2 * others * k;
            Fr[] sum = unit(1 + others + rounds, 0);
            sum[0] = k + 1 < rounds
                    ? element(constants.partialConstants(), k + 1)
                    : element(constants.lastConstants(), 0);
            for (int i = 0; i < others; i++) {
                addMultiple(sum, state[i], element(constants.sparse(), weights + i));
            }
            rows[k] = Arrays.copyOf(sum, 1 + others + k);
            // x⁵ is (next S-box input − sum)/corner.
            Fr[] power = unit(1 + others + rounds, 1 + others + k);
            addMultiple(power, sum, Fr.ONE.neg());
            for (int i = 0; i < others; i++) {
                addMultiple(
                        state[i],
                        power,
                        element(constants.sparse(), weights + others + i).mul(cornerInverse));
            }
        }
        for (int i = 0; i < others; i++) {
            state[i][0] = state[i][0].add(element(constants.lastConstants(), 1 + i));
            rows[rounds + i] = state[i];
        }
        return new PoseidonPartialSums(rounds, rows);
    }

    private static Fr[] unit(int length, int at) {
        Fr[] unit = new Fr[length];
        Arrays.fill(unit, Fr.ZERO);
        unit[at] = Fr.ONE;
        return unit;
    }

    private static void addMultiple(Fr[] sum, Fr[] terms, Fr factor) {
        for (int i = 0; i < sum.length; i++) {
            if (!terms[i].isZero()) {
                sum[i] = sum[i].add(terms[i].mul(factor));
            }
        }
    }

    private static Fr element(long[] limbs, int index) {
        return Fr.read(limbs, FrLimbs.LIMBS * index);
    }

    /** What is added in round k, in [0, R_P). */
    Fr[] ofRound(int k) {
        return rows[k];
    }

    /** Element i of the state after the rounds, in [1, t). */
    Fr[] ofElement(int i) {
        return rows[rounds + i - 1];
    }
}
