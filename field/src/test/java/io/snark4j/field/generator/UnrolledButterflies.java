package io.snark4j.field.generator;

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

    /** Behind the columns of a block: the quotient of the next Montgomery step. */
    private static final int QUOTIENT = 6;

    /** Raw bits of 1.5·2^103 and of 1.5·2^52: see {@link UnrolledLanes}. */
    private static final long HIGH_BITS = Double.doubleToRawLongBits(0x1.8p103);

    private static final long LOW_BITS = Double.doubleToRawLongBits(0x1.8p52);

    private final List<String> statements = new ArrayList<>();

    /** What a template's name stands for, or the line as it is. */
    String constants(String line) {
        return line.replace("@BUTTERFLY_ONE_STEP@", corrections(1)).replace("@BUTTERFLY_TWO_STEPS@", corrections(2));
    }

    /**
     * What each of the 5 + steps columns starts from: minus the exponents of the raw bits that are summed and, by the steps, subtracted;
     * 2^62 that keeps them positive for logical shifts, all but the top one 2^50 for balanced digits; minus the 2^11 by which the carry
     * from below is too large where it is added whole.
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
            result[k] += (1L << 62) + (k < columns - 1 ? 1L << 50 : 0);
            result[k] -= k > 0 && k <= steps || k == columns - 1 ? 1L << 11 : 0;
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

    /** Where butterfly n of a layer has its two blocks. */
    private void places(String n) {
        line("int n = %s;", n);
        line("int run = n >>> logRun;");
        line("int oa = o + BLOCK * ((run << (logRun + 1)) + (n & ((1 << logRun) - 1)));");
        line("int ob = oa + (BLOCK << logRun);");
    }

    // ---- first phase ----

    /** Columns of b·w for one or two blocks a step; two share the loads of w. */
    List<String> products(int blocks) {
        multiplyConstants();
        line("for (int i = from; i < to; i += %d) {", blocks);
        places("i");
        line("int ow = wo + TWIDDLE * run;");
        line("int ot = (i - from) * COLUMNS;");
        String[] names = blocks == 1 ? new String[] {""} : new String[] {"", "b"};
        for (String name : names) {
            for (int k = 0; k <= LIMBS; k++) {
                line("LongVector z%d%s = LongVector.fromArray(L, corrections, %d * N);", k, name, k);
            }
        }
        line("for (int limb = 0, end = limbs; limb < end; limb++) {");
        for (int block = 0; block < blocks; block++) {
            String place = block == 0 ? "ob + limb * N" : "ob + BLOCK + limb * N";
            line("DoubleVector x%d = DoubleVector.fromArray(D, x, %s);", block, place);
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
                line("z%d%s.intoArray(t, ot%s);", k, names[block], plus(block * (QUOTIENT + 1) + k));
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

    // ---- the phases after it ----

    /** The multiple of the modulus that clears the low digit of a column, apart because its latency is long. */
    List<String> quotients() {
        line("LongVector mask = LongVector.broadcast(L, MASK);");
        line("LongVector exponent = LongVector.broadcast(L, EXPONENT);");
        line("DoubleVector plain = DoubleVector.broadcast(D, BASE + HALF);");
        line("DoubleVector high = DoubleVector.broadcast(D, HIGH);");
        line("DoubleVector inverse = DoubleVector.broadcast(D, INVERSE);");
        line("for (int block = 0; block < blocks; block++) {");
        line("int ot = block * COLUMNS;");
        line("LongVector z = LongVector.fromArray(L, t, ot + column * N);");
        line("DoubleVector digit = %s.sub(plain);", dbl("z.and(mask).or(exponent)"));
        line("%s.intoArray(t, ot%s);", lng("digit.fma(inverse, high.sub(digit.fma(inverse, high)))"), plus(QUOTIENT));
        line("}");
        return statements;
    }

    /** A first Montgomery step. */
    List<String> firstStep() {
        stepConstants();
        line("for (int block = 0; block < blocks; block++) {");
        line("int ot = block * COLUMNS;");
        columns(0, LIMBS);
        step(0);
        for (int k = 1; k <= LIMBS; k++) {
            line("z%d.intoArray(t, ot%s);", k, plus(k));
        }
        line("}");
        return statements;
    }

    /** The one Montgomery step, carries, and the butterfly itself. */
    List<String> finishForward(boolean reduced) {
        stepConstants();
        digitConstants();
        if (reduced) {
            reduceConstants();
        }
        line("for (int i = from; i < to; i++) {");
        places("i");
        line("int ot = (i - from) * COLUMNS;");
        columns(0, LIMBS);
        step(0);
        digits(1, reduced);
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector a%d = %s;", j, load("oa", j));
            line("DoubleVector d%1$d = a%1$d.sub(s%1$d);", j);
            line("a%1$d = a%1$d.add(s%1$d);", j);
        }
        outputs("a", "oa", reduced);
        outputs("d", "ob", reduced);
        line("}");
        return statements;
    }

    /** The second Montgomery step and carries: the product takes the place of what was multiplied. */
    List<String> finishInverse() {
        stepConstants();
        digitConstants();
        line("LongVector last = LongVector.fromArray(L, TWO_STEPS, 6 * N);");
        line("for (int i = from; i < to; i++) {");
        places("i");
        line("int ot = (i - from) * COLUMNS;");
        columns(1, LIMBS);
        line("LongVector z6 = last;");
        step(1);
        digits(2, false);
        outputs("s", "ob", false);
        line("}");
        return statements;
    }

    private void columns(int first, int last) {
        for (int k = first; k <= last; k++) {
            line("LongVector z%d = LongVector.fromArray(L, t, ot%s);", k, plus(k));
        }
        line("DoubleVector q = %s;", dbl("LongVector.fromArray(L, t, ot%s)".formatted(plus(QUOTIENT))));
    }

    /** From memory: C2 takes a broadcast constant for cheap and loads it again at each use, which costs more than the register. */
    private void stepConstants() {
        line("DoubleVector high = DoubleVector.fromArray(D, ROUNDING, 0);");
        line("DoubleVector both = DoubleVector.fromArray(D, ROUNDING, N);");
    }

    private void digitConstants() {
        line("LongVector mask = LongVector.broadcast(L, MASK);");
        line("LongVector exponent = LongVector.broadcast(L, EXPONENT);");
        line("DoubleVector plain = DoubleVector.broadcast(D, BASE + HALF);");
        line("DoubleVector carried = DoubleVector.broadcast(D, BASE + HALF + CARRY);");
        line("DoubleVector low = DoubleVector.broadcast(D, LOW);");
    }

    private void reduceConstants() {
        line("DoubleVector quotient = DoubleVector.broadcast(D, -QUOTIENT);");
        line("DoubleVector shift = DoubleVector.broadcast(D, 0x1p-51);");
    }

    /** Makes column k divisible by 2^51 and carries what is above to the next. */
    private void step(int k) {
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector p%d = DoubleVector.fromArray(D, MODULUS, %d * N);", j, j);
            line("DoubleVector h%1$d = q.fma(p%1$d, high);", j);
            line("z%1$d = z%1$d.sub(%2$s);", k + j, lng("q.fma(p%1$d, both.sub(h%1$d))".formatted(j)));
            line("z%1$d = z%1$d.sub(%2$s);", k + j + 1, lng("h" + j));
        }
        line("z%1$d = z%1$d.add(z%2$d.lanewise(VectorOperators.LSHR, 51));", k + 1, k);
    }

    /**
     * The five columns from the first as digits, the top one within ±2^51, or if it may be larger, out of its lower 51 bits and the rest, which
     * is what HIGH has a unit of.
     */
    private void digits(int first, boolean larger) {
        line("DoubleVector s0 = %s.sub(plain);", dbl("z%d.and(mask).or(exponent)".formatted(first)));
        for (int k = 1; k < LIMBS - 1; k++) {
            String column = "z%d.and(mask).or(exponent).add(z%d.lanewise(VectorOperators.LSHR, 51))";
            line("DoubleVector s%d = %s.sub(carried);", k, dbl(column.formatted(first + k, first + k - 1)));
        }
        line("LongVector top = z%d.add(z%d.lanewise(VectorOperators.LSHR, 51));", first + 4, first + 3);
        if (larger) {
            line("LongVector unit = LongVector.broadcast(L, UNIT_51);");
            line("DoubleVector rest = %s;", dbl("top.lanewise(VectorOperators.LSHR, 51).or(unit)"));
            line("DoubleVector offset = DoubleVector.broadcast(D, OFFSET_51);");
            line("DoubleVector s4 = %s.add(rest.sub(offset));", dbl("top.and(mask).or(exponent)"));
        } else {
            line("LongVector signed = LongVector.broadcast(L, SIGNED - (1L << 62));");
            line("DoubleVector s4 = %s.sub(low);", dbl("top.add(signed)"));
        }
    }

    /** (a + b, a - b): all there is for w = 1, and what comes before the products of an inverse. */
    List<String> sumAndDifference(boolean sumReduced, boolean differenceReduced) {
        if (sumReduced) {
            line("DoubleVector high = DoubleVector.broadcast(D, HIGH);");
            line("DoubleVector low = DoubleVector.broadcast(D, LOW);");
            reduceConstants();
        }
        line("for (int i = from; i < to; i++) {");
        places("i");
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector a%d = %s;", j, load("oa", j));
            line("DoubleVector b%d = %s;", j, load("ob", j));
            line("DoubleVector d%1$d = a%1$d.sub(b%1$d);", j);
            line("a%1$d = a%1$d.add(b%1$d);", j);
        }
        outputs("a", "oa", sumReduced);
        outputs("d", "ob", differenceReduced);
        line("}");
        return statements;
    }

    /** Limbs to memory; reduced: the quotient from the top limb, then all carries at once, so digits end within 2^50 + 4. */
    private void outputs(String v, String offset, boolean reduced) {
        if (reduced) {
            line("DoubleVector q%1$s = %1$s4.fma(quotient, low).sub(low);", v);
            for (int j = 0; j < LIMBS; j++) {
                line("%1$s%2$d = q%1$s.fma(DoubleVector.fromArray(D, MODULUS, %2$d * N), %1$s%2$d);", v, j);
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
