package io.snark4j.curve.bn254;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.List;
import java.util.Random;

/** Terms of a sum whose points have known logarithms, so that the sum is one multiple of the generator. */
record MsmInput(FrVector logarithms, FrVector scalars, Fr expected) {
    /** Inputs that a bucket method may stumble over; i counts the terms. */
    enum Kind {
        RANDOM,
        EQUAL_POINTS,
        EQUAL_POINTS_AND_SCALARS,
        OPPOSITE_PAIRS,
        OPPOSITE_PAIRS_EQUAL_SCALARS,
        INFINITY,
        SOME_INFINITY,
        ZEROS,
        ONES,
        MINUS_ONES,
        EQUAL_SCALARS,
        SMALL,
        SMALL_NEGATIVE,
        WITNESS,
        POWERS_OF_TWO,
        ONE_LARGE,
        ALTERNATING_SIGNS,
        AROUND_HALF_THE_ORDER,
        ALL_BITS,
        FEW_POINTS_MANY_TIMES,
        FEW_POINTS_FEW_SCALARS,
        SIGNS_OF_ONE_POINT_EQUAL_SCALARS,
        EDGES,
        LONG_OF_32_BITS,
        RUNNING_MULTIPLES;

        Fr logarithm(int i, Random random) {
            return switch (this) {
                case EQUAL_POINTS, EQUAL_POINTS_AND_SCALARS -> Fr.of(7);
                case OPPOSITE_PAIRS, OPPOSITE_PAIRS_EQUAL_SCALARS -> Fr.of(i % 2 == 0 ? i + 3 : -i - 2);
                case INFINITY -> Fr.ZERO;
                case SOME_INFINITY -> i % 3 == 0 ? Fr.ZERO : Fr.random(random);
                case FEW_POINTS_MANY_TIMES -> Fr.of(i % 5);
                case FEW_POINTS_FEW_SCALARS -> Fr.of(random.nextBoolean() ? 3 + i % 8 : -3 - i % 8);
                case SIGNS_OF_ONE_POINT_EQUAL_SCALARS -> Fr.of(random.nextBoolean() ? 11 : -11);
                case RUNNING_MULTIPLES -> Fr.of(i);
                default -> Fr.random(random);
            };
        }

        Fr scalar(int i, Random random) {
            return switch (this) {
                case ZEROS -> Fr.ZERO;
                case ONES -> Fr.ONE;
                case MINUS_ONES -> Fr.of(-1);
                case EQUAL_POINTS_AND_SCALARS,
                        OPPOSITE_PAIRS_EQUAL_SCALARS,
                        EQUAL_SCALARS,
                        SIGNS_OF_ONE_POINT_EQUAL_SCALARS ->
                    Fr.parse("1234567890123456789012345678901234567890123456789012345678901234567890");
                case SMALL -> Fr.of(random.nextInt(1000));
                case SMALL_NEGATIVE -> Fr.of(-random.nextInt(1000));
                case WITNESS ->
                    switch (random.nextInt(10)) {
                        case 0, 1, 2, 3 -> Fr.ZERO;
                        case 4, 5, 6, 7 -> Fr.ONE;
                        case 8 -> Fr.of(random.nextInt());
                        default -> Fr.random(random);
                    };
                case POWERS_OF_TWO -> Fr.TWO.pow(i % 254);
                case ONE_LARGE -> i == 2 ? Fr.random(random) : Fr.of(random.nextInt(4));
                case ALTERNATING_SIGNS -> Fr.of(i % 2 == 0 ? 5 : -5);
                case AROUND_HALF_THE_ORDER -> Fr.TWO.inverse().add(Fr.of(i % 8 - 4));
                case ALL_BITS -> Fr.TWO.pow(i % 253 + 1).sub(Fr.ONE);
                case FEW_POINTS_FEW_SCALARS -> Fr.of(7 + random.nextInt(4)).inverse();
                case EDGES ->
                    List.of(Fr.of(-1), Fr.TWO.inverse(), Fr.ONE, Fr.ZERO).get(i % 4);
                case LONG_OF_32_BITS -> Fr.of(random.nextInt() & 0xffffffffL);
                case RUNNING_MULTIPLES -> Fr.of(i * 16 + 1);
                default -> Fr.random(random);
            };
        }
    }

    static MsmInput of(Kind kind, int n) {
        Random random = new Random(31L * n + kind.ordinal());
        FrVector logarithms = new FrVector(n);
        FrVector scalars = new FrVector(n);
        Fr expected = Fr.ZERO;
        for (int i = 0; i < n; i++) {
            logarithms.set(i, kind.logarithm(i, random));
            scalars.set(i, kind.scalar(i, random));
            expected = expected.add(logarithms.get(i).mul(scalars.get(i)));
        }
        return new MsmInput(logarithms, scalars, expected);
    }

    G1Points g1() {
        return G1FixedBase.of(G1Affine.GENERATOR).mul(logarithms, Work.ofThreads(1));
    }

    G2Points g2() {
        return G2FixedBase.of(G2Affine.GENERATOR).mul(logarithms, Work.ofThreads(1));
    }

    /** A multiple of the generator. */
    static G1Affine multiple(Fr scalar) {
        return Reference.fromBouncyCastle(
                Reference.toBouncyCastle(G1Affine.GENERATOR).multiply(scalar.toBigInteger()));
    }
}
