package io.snark4j.field.generator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Vector statements of NTT butterflies, whose one factor is a constant w. With w_i = w·2^(51(i+s)) mod m made beforehand, x·w is the sum of
 * x_i·w_i, only one limb wider than an element, and s Montgomery steps end it: 25 + 5s limb products against 50 of a general product.
 */
final class UnrolledButterflies {
    private static final int LIMBS = 5;

    /** Raw bits of 1.5·2^103 and of 1.5·2^52: see {@link UnrolledLanes}. */
    private static final long HIGH_BITS = Double.doubleToRawLongBits(0x1.8p103);

    private static final long LOW_BITS = Double.doubleToRawLongBits(0x1.8p52);

    private final BigInteger modulus;
    private final List<String> statements = new ArrayList<>();

    UnrolledButterflies(BigInteger modulus) {
        this.modulus = modulus;
    }

    /** What a template's name stands for, or the line as it is. */
    String constants(String line) {
        return line.replace("@BUTTERFLY_ONE_STEP@", corrections(1)).replace("@BUTTERFLY_TWO_STEPS@", corrections(2));
    }

    /**
     * What each of the 5 + steps columns starts from: minus the exponents of the raw bits that are summed and, by the steps, subtracted;
     * all but the top one 2^50 for balanced digits and 2^62 that keeps them positive for logical shifts; minus the 2^11 by which the carry
     * from below is too large where it is added whole. The top column carries the exponent with which it becomes a double.
     */
    private static String corrections(int steps) {
        int columns = LIMBS + steps;
        long[] result = new long[columns];
        for (int k = 0; k < columns; k++) {
            long low = k < LIMBS ? LIMBS : 0;
            long high = k > 0 && k <= LIMBS ? LIMBS : 0;
            for (int step = 0; step < steps; step++) {
                low -= k >= step && k < step + LIMBS ? 1 : 0;
                high -= k > step && k <= step + LIMBS ? 1 : 0;
            }
            result[k] = -low * LOW_BITS - high * HIGH_BITS;
            result[k] += k < columns - 1 ? (1L << 50) + (1L << 62) : LOW_BITS - (1L << 11);
            result[k] -= k > 0 && k <= steps ? 1L << 11 : 0;
        }
        return Arrays.stream(result).mapToObj(v -> v + "L").collect(Collectors.joining(", "));
    }

    private void line(String format, Object... arguments) {
        statements.add(format.formatted(arguments));
    }

    private static String dbl(String expression) {
        return "((DoubleVector) " + expression + ".reinterpretShape(D, 0))";
    }

    private static String lng(String expression) {
        return "((LongVector) " + expression + ".reinterpretShape(L, 0))";
    }

    private static String at(String offset, int limb) {
        return limb == 0 ? offset : offset + " + " + (limb == 1 ? "N" : limb + " * N");
    }

    private static String load(String offset, int limb) {
        return "DoubleVector.fromArray(D, x, %s)".formatted(at(offset, limb));
    }

    private void multiplyConstants() {
        line("DoubleVector high = DoubleVector.broadcast(D, HIGH);");
        line("DoubleVector both = DoubleVector.broadcast(D, HIGH + LOW);");
    }

    private void modulusConstants() {
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector p%d = DoubleVector.broadcast(D, MODULUS[%d]);", j, j);
        }
    }

    private void reduceConstants() {
        line("DoubleVector low = DoubleVector.broadcast(D, LOW);");
        line("DoubleVector quotient = DoubleVector.broadcast(D, -QUOTIENT);");
        line("DoubleVector shift = DoubleVector.broadcast(D, 0x1p-51);");
    }

    /** Where butterfly n of a layer has its two blocks. */
    private void places(String n) {
        line("int n = %s;", n);
        line("int run = n >>> logRun;");
        line("int oa = o + BLOCK * ((run << (logRun + 1)) + (n & ((1 << logRun) - 1)));");
        line("int ob = oa + (BLOCK << logRun);");
    }

    // ---- first phase ----

    /** Columns of b·w, or of (a - b)·w, for one or two blocks a step; two share the loads of w. */
    List<String> products(boolean difference, int blocks, int steps) {
        multiplyConstants();
        line("for (int i = from; i < to; i += %d) {", blocks);
        places("i");
        line("int ow = wo + TWIDDLE * run;");
        line("int ot = (i - from) * COLUMNS;");
        String corrections = steps == 1 ? "ONE_STEP" : "TWO_STEPS";
        String[] names = blocks == 1 ? new String[] {""} : new String[] {"", "b"};
        for (String name : names) {
            for (int k = 0; k <= LIMBS; k++) {
                line("LongVector z%d%s = LongVector.fromArray(L, %s, %d * N);", k, name, corrections, k);
            }
        }
        line("for (int limb = 0, end = limbs; limb < end; limb++) {");
        for (int block = 0; block < blocks; block++) {
            String at = (block == 0 ? "" : " + BLOCK") + " + limb * N";
            line(
                    "DoubleVector x%s = DoubleVector.fromArray(D, x, %s%s)%s;",
                    "" + block,
                    difference ? "oa" : "ob",
                    at,
                    difference ? ".sub(DoubleVector.fromArray(D, x, ob" + at + "))" : "");
        }
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector w%d = DoubleVector.broadcast(D, w[ow + 5 * limb%s]);", j, j == 0 ? "" : " + " + j);
            for (int block = 0; block < blocks; block++) {
                accumulate(names[block], "x" + block, j);
            }
        }
        line("}");
        for (int block = 0; block < blocks; block++) {
            for (int k = 0; k <= LIMBS; k++) {
                line("z%d%s.intoArray(t, ot%s);", k, names[block], plus(block * 6 + k));
            }
        }
        line("}");
        return statements;
    }

    private static String plus(int vectors) {
        return vectors == 0 ? "" : " + " + vectors + " * N";
    }

    private void accumulate(String name, String factor, int j) {
        line("DoubleVector h%d%s = %s.fma(w%d, high);", j, name, factor, j);
        line(
                "z%1$d%2$s = z%1$d%2$s.add(%3$s);",
                j, name, lng("%s.fma(w%d, both.sub(h%d%s))".formatted(factor, j, j, name)));
        line("z%1$d%2$s = z%1$d%2$s.add(%3$s);", j + 1, name, lng("h" + j + name));
    }

    // ---- second phase ----

    /** Montgomery steps, carries, and the butterfly itself. */
    List<String> finish(boolean inverse, boolean reduced) {
        int steps = inverse ? 2 : 1;
        multiplyConstants();
        line("LongVector mask = LongVector.broadcast(L, MASK);");
        line("LongVector exponent = LongVector.broadcast(L, EXPONENT);");
        line("DoubleVector plain = DoubleVector.broadcast(D, BASE + HALF);");
        line("DoubleVector carried = DoubleVector.broadcast(D, BASE + HALF + CARRY);");
        line("DoubleVector balancedInverse = DoubleVector.broadcast(D, BALANCED_INVERSE);");
        modulusConstants();
        if (reduced) {
            reduceConstants();
        } else {
            line("DoubleVector low = DoubleVector.broadcast(D, LOW);");
        }
        line("for (int i = from; i < to; i++) {");
        places("i");
        line("int ot = (i - from) * COLUMNS;");
        for (int k = 0; k <= LIMBS; k++) {
            line("LongVector z%d = LongVector.fromArray(L, t, ot%s);", k, plus(k));
        }
        steps(steps);
        digits();
        if (inverse) {
            inverseOutputs(reduced);
        } else {
            forwardOutputs(reduced);
        }
        line("}");
        return statements;
    }

    private void steps(int steps) {
        if (steps > 1) {
            line("LongVector z6 = LongVector.fromArray(L, TWO_STEPS, 6 * N);");
            line("for (int step = 0, end = steps; step < end; step++) {");
        }
        line("DoubleVector digit = %s.sub(plain);", dbl("z0.and(mask).or(exponent)"));
        line("DoubleVector q = digit.fma(balancedInverse, high.sub(digit.fma(balancedInverse, high)));");
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector h%d = q.fma(p%d, high);", j, j);
            line("z%1$d = z%1$d.sub(%2$s);", j, lng("q.fma(p%d, both.sub(h%d))".formatted(j, j)));
            line("z%1$d = z%1$d.sub(%2$s);", j + 1, lng("h" + j));
        }
        line("z0 = z1.add(z0.lanewise(VectorOperators.LSHR, 51));");
        line("z1 = z2; z2 = z3; z3 = z4; z4 = z5;");
        if (steps > 1) {
            line("z5 = z6;");
            line("}");
        }
    }

    private void digits() {
        line("DoubleVector s0 = %s.sub(plain);", dbl("z0.and(mask).or(exponent)"));
        for (int k = 1; k < LIMBS - 1; k++) {
            line(
                    "DoubleVector s%d = %s.sub(carried);",
                    k,
                    dbl("z%d.and(mask).or(exponent).add(z%d.lanewise(VectorOperators.LSHR, 51))".formatted(k, k - 1)));
        }
        line("DoubleVector s4 = %s.sub(low);", dbl("z4.add(z3.lanewise(VectorOperators.LSHR, 51))"));
    }

    private void forwardOutputs(boolean reduced) {
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector a%d = %s;", j, load("oa", j));
            line("DoubleVector d%1$d = a%1$d.sub(s%1$d);", j);
            line("a%1$d = a%1$d.add(s%1$d);", j);
        }
        outputs("a", "oa", reduced);
        outputs("d", "ob", reduced);
    }

    private void inverseOutputs(boolean reduced) {
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector a%d = %s.add(%s);", j, load("oa", j), load("ob", j));
            line("s%d.intoArray(x, %s);", j, at("ob", j));
        }
        outputs("a", "oa", reduced);
    }

    /** w = 1: nothing to multiply. */
    List<String> sumAndDifference(boolean reduced) {
        if (reduced) {
            line("DoubleVector high = DoubleVector.broadcast(D, HIGH);");
            modulusConstants();
            reduceConstants();
        }
        line("for (int i = 0; i < count; i++) {");
        places("i");
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector a%d = %s;", j, load("oa", j));
            line("DoubleVector b%d = %s;", j, load("ob", j));
            line("DoubleVector d%1$d = a%1$d.sub(b%1$d);", j);
            line("a%1$d = a%1$d.add(b%1$d);", j);
        }
        outputs("a", "oa", reduced);
        outputs("d", "ob", reduced);
        line("}");
        return statements;
    }

    /** Limbs to memory; reduced: the quotient from the top limb, then all carries at once, so digits end within 2^50 + 4. */
    private void outputs(String v, String offset, boolean reduced) {
        if (reduced) {
            line("DoubleVector q%1$s = %1$s4.fma(quotient, low).sub(low);", v);
            for (int j = 0; j < LIMBS; j++) {
                line("%1$s%2$d = q%1$s.fma(p%2$d, %1$s%2$d);", v, j);
            }
            for (int j = 0; j < LIMBS - 1; j++) {
                line("DoubleVector c%1$s%2$d = %1$s%2$d.add(high).sub(high);", v, j);
            }
            line("%1$s0 = %1$s0.sub(c%1$s0);", v);
            for (int j = 1; j < LIMBS; j++) {
                String rest = j < LIMBS - 1 ? "%1$s%2$d.sub(c%1$s%2$d)".formatted(v, j) : v + j;
                line("%1$s%2$d = c%1$s%3$d.fma(shift, %4$s);", v, j, j - 1, rest);
            }
        }
        for (int j = 0; j < LIMBS; j++) {
            line("%s%d.intoArray(x, %s);", v, j, at(offset, j));
        }
    }

    // ---- transposition ----

    /**
     * Transposes a square of blocks, limb by limb; row i is read from or written to the place that i with its bits reversed names.
     *
     * @param width 4 or 8
     * @param reading whether the rows are read, or written
     */
    List<String> transpose(int width, boolean reading) {
        line("for (int limb = 0; limb < BLOCK; limb += N) {");
        for (int i = 0; i < width; i++) {
            String place = reading ? "a, ao + limb" + rows(i, width) : "a, ao + limb + " + i + " * BLOCK";
            line("DoubleVector r0%d = DoubleVector.fromArray(D, %s);", i, place);
        }
        int stages = Integer.numberOfTrailingZeros(width);
        for (int stage = 0; stage < stages; stage++) {
            int distance = width >> (stage + 1);
            for (int i = 0; i < width; i++) {
                if ((i & distance) == 0) {
                    exchange(stage, i, i + distance, distance);
                }
            }
        }
        for (int i = 0; i < width; i++) {
            String place = reading ? "out, o + limb + " + i + " * BLOCK" : "out, o + limb" + rows(i, width);
            line("r%d%d.intoArray(%s);", stages, i, place);
        }
        line("}");
        return statements;
    }

    private static String rows(int i, int width) {
        int reversed = Integer.reverse(i) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(width));
        return reversed == 0 ? "" : " + " + reversed + " * stride";
    }

    private void exchange(int stage, int i, int j, int distance) {
        line(
                "DoubleVector r%1$d%2$d = r%3$d%2$d.blend(r%3$d%4$d.rearrange(SWAP_%5$d), UPPER_%5$d);",
                stage + 1, i, stage, j, distance);
        line(
                "DoubleVector r%1$d%4$d = r%3$d%2$d.rearrange(SWAP_%5$d).blend(r%3$d%4$d, UPPER_%5$d);",
                stage + 1, i, stage, j, distance);
    }
}
