package io.snark4j.curve.bn254;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fp;
import io.snark4j.field.simd.FpLanes;
import io.snark4j.field.simd.Lanes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Additions in lanes against single points, and against BigInteger at the ends of every coordinate's range. */
@Tag("lanes")
class LaneAdderContractTest {
    private static final int LANES = Lanes.COUNT;
    private static final int BLOCK = FpLanes.BLOCK;
    private static final int FIELD = G1Jacobian.FIELD;

    /** How a coordinate may lie in a lane: as unpacked, as the negated one of the negative, reduced. */
    private enum Form {
        UNPACKED,
        NEGATED,
        BALANCED
    }

    /** A coordinate pair, which need not be on the curve. */
    private record Pair(Fp x, Fp y, Form form) {
        void write(double[] toX, double[] toY, int index) {
            put(toX, index, x, form == Form.NEGATED ? Form.UNPACKED : form);
            put(toY, index, y, form);
        }
    }

    private static void put(double[] to, int index, Fp value, Form form) {
        long[] limbs = new long[LANES * FIELD];
        (form == Form.NEGATED ? value.neg() : value).write(limbs, 0);
        double[] block = new double[BLOCK];
        long[] signs = new long[LANES];
        signs[0] = form == Form.NEGATED ? Long.MIN_VALUE : 0;
        FpLanes.unpackSigned(block, 0, limbs, 0, FIELD, signs, 0, 1);
        if (form == Form.BALANCED) {
            FpLanes.reduce(block, 0, block, 0, 1);
        }
        G1LaneBuckets.copyLane(to, index, block, 0);
    }

    /** Adds second[i] to first[i], in lanes; the sums' coordinates, x and y in turn. */
    private static List<Fp> add(List<Pair> first, List<Pair> second, int absent, boolean checked) {
        int blocks = Math.ceilDiv(first.size(), LANES);
        double[] x = new double[2 * blocks * BLOCK];
        double[] y = new double[2 * blocks * BLOCK];
        for (int i = 0; i < first.size(); i++) {
            first.get(i).write(x, y, i);
            second.get(i).write(x, y, blocks * LANES + i);
        }
        G1LaneAdder adder = new G1LaneAdder();
        int present = first.size() - absent - (blocks - 1) * LANES;
        adder.add(x, y, 0, blocks, blocks, present, checked);
        adder.finish();
        long[] sums = new long[blocks * LANES * 2 * FIELD];
        FpLanes.pack(sums, 0, 2 * FIELD, x, 0, blocks);
        FpLanes.pack(sums, FIELD, 2 * FIELD, y, 0, blocks);
        List<Fp> coordinates = new ArrayList<>();
        for (int i = 0; i < 2 * first.size(); i++) {
            coordinates.add(Fp.read(sums, i * FIELD));
        }
        return coordinates;
    }

    private static Pair pair(G1Affine point, Form form) {
        long[] limbs = new long[2 * FIELD];
        point.write(limbs, 0);
        return new Pair(Fp.read(limbs, 0), Fp.read(limbs, FIELD), form);
    }

    /** Fills up whole blocks, of which the last lanes then lack summands. */
    private static void compare(List<G1Affine> points, boolean checked) {
        List<Pair> first = new ArrayList<>();
        List<Pair> second = new ArrayList<>();
        List<G1Affine> expected = new ArrayList<>();
        for (G1Affine a : points) {
            for (G1Affine b : points) {
                for (Form of : Form.values()) {
                    for (Form form : Form.values()) {
                        first.add(pair(a, of));
                        second.add(pair(b, form));
                        expected.add(a.add(b));
                    }
                }
            }
        }
        for (int absent = 0; absent < LANES; absent++) {
            while (first.size() % LANES != 0) {
                first.add(first.getFirst());
                second.add(second.getFirst());
                expected.add(expected.getFirst());
            }
            List<Fp> sums = add(first, second, absent, checked);
            for (int i = 0; i < first.size(); i++) {
                Pair kept = first.get(i);
                Pair sum = i < first.size() - absent ? pair(expected.get(i), Form.UNPACKED) : kept;
                assertThat(sums.subList(2 * i, 2 * i + 2))
                        .as("%s + %s, %d absent", kept, second.get(i), absent)
                        .containsExactly(sum.x(), sum.y());
            }
        }
    }

    @Test
    void equalOppositeAndInfinitePointsAddExactlyInEveryForm() {
        Random random = new Random(1);
        G1Affine p = Reference.randomG1(random);
        G1Affine q = Reference.randomG1(random);
        compare(List.of(p, p.neg(), p.twice(), q, q.neg(), G1Affine.INFINITY), true);
    }

    @Test
    void finitePointsNeedNoSearchForInfinity() {
        Random random = new Random(2);
        G1Affine p = Reference.randomG1(random);
        compare(List.of(p, p.neg(), p.twice(), Reference.randomG1(random)), false);
    }

    @Test
    void batchesLargerThanTheRoomAreDoneInParts() {
        Random random = new Random(3);
        G1Affine p = Reference.randomG1(random);
        G1Affine q = Reference.randomG1(random);
        int n = 2048 + 5 * LANES + 1;
        List<Pair> first = new ArrayList<>();
        List<Pair> second = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            first.add(pair(i % 7 == 0 ? q : p, Form.UNPACKED));
            second.add(pair(i % 1000 == 0 ? p.neg() : q, Form.UNPACKED));
        }
        List<Fp> sums = add(first, second, 0, false);
        for (int i = 0; i < n; i++) {
            G1Affine expected = (i % 7 == 0 ? q : p).add(i % 1000 == 0 ? p.neg() : q);
            Pair sum = pair(expected, Form.UNPACKED);
            assertThat(sums.subList(2 * i, 2 * i + 2)).as("%d", i).containsExactly(sum.x(), sum.y());
        }
    }

    @Test
    void chordsAreExactAtTheEndsOfEveryRange() {
        BigInteger p = Fp.MODULUS;
        List<Fp> ends = List.of(
                Fp.ONE,
                Fp.of(p.subtract(BigInteger.ONE)),
                Fp.of(p.shiftRight(1)),
                Fp.of(p.shiftRight(1)).add(Fp.ONE));
        List<Pair> first = new ArrayList<>();
        List<Pair> second = new ArrayList<>();
        for (Fp xa : ends) {
            for (Fp xb : ends) {
                for (int k = 0; k < 16 * 9 && !xa.equals(xb); k++) {
                    first.add(new Pair(xa, ends.get(k & 3), Form.values()[k / 16 % 3]));
                    second.add(new Pair(xb, ends.get(k >> 2 & 3), Form.values()[k / 48]));
                }
            }
        }
        while (first.size() % LANES != 0) {
            first.add(first.getFirst());
            second.add(second.getFirst());
        }
        List<Fp> sums = add(first, second, 0, false);
        for (int i = 0; i < first.size(); i++) {
            Pair a = first.get(i);
            Pair b = second.get(i);
            Fp slope = b.y().sub(a.y()).div(b.x().sub(a.x()));
            Fp x = slope.square().sub(a.x()).sub(b.x());
            Fp y = slope.mul(a.x().sub(x)).sub(a.y());
            assertThat(sums.subList(2 * i, 2 * i + 2)).as("%s, %s", a, b).containsExactly(x, y);
        }
    }
}
