package io.snark4j.field.generator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Vector statements over limbs of 51 bits held in local variables, for one modulus. A column is the sum of the limb products of one weight;
 * what is summed are the raw bits of doubles, as 64-bit integers, and one constant a column takes the exponents off again.
 */
final class UnrolledLanes {
    static final int LIMBS = 5;
    static final int COLUMNS = 2 * LIMBS;
    private static final int BITS = 51;
    private static final int FOLDS = 3;
    private static final int STEPS = 2;

    /** Raw bits of 1.5·2^103, whose unit in the last place is 2^51, and of 1.5·2^52, whose unit is 1. */
    private static final long HIGH_BITS = Double.doubleToRawLongBits(0x1.8p103);

    private static final long LOW_BITS = Double.doubleToRawLongBits(0x1.8p52);

    /** Keeps a column positive, so that a logical shift takes the carry; the carry is 2^(62-51) too large. */
    private static final int POSITIVE = 62;

    private final BigInteger modulus;
    private final List<String> statements = new ArrayList<>();

    UnrolledLanes(BigInteger modulus) {
        this.modulus = modulus;
    }

    // ---- constants ----

    /** Digits of a signed value below 2^255: four in [-2^50, 2^50), the top one as it comes. */
    static long[] balanced(BigInteger value) {
        long[] digits = new long[LIMBS];
        BigInteger rest = value;
        for (int i = 0; i < LIMBS - 1; i++) {
            long digit = rest.longValue() & ((1L << BITS) - 1);
            digits[i] = digit >= 1L << (BITS - 1) ? digit - (1L << BITS) : digit;
            rest = rest.subtract(BigInteger.valueOf(digits[i])).shiftRight(BITS);
        }
        digits[LIMBS - 1] = rest.longValueExact();
        return digits;
    }

    private static String doubles(long[] values) {
        return Arrays.stream(values).mapToObj(v -> v + ".0").collect(Collectors.joining(", "));
    }

    /** What a template's name stands for, or the line as it is. */
    String constants(String line) {
        if (!line.contains("@LANE_")) {
            return line;
        }
        long[] inverse = balanced(modulus.modInverse(BigInteger.ONE.shiftLeft(BITS)));
        long[] digits = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            digits[i] = modulus.shiftRight(BITS * i).longValue() & ((1L << BITS) - 1);
        }
        return line.replace("@LANE_MODULUS@", doubles(balanced(modulus)))
                .replace("@LANE_PLAIN_MODULUS@", longs(digits))
                .replace("@LANE_INVERSE@", inverse[0] + ".0")
                .replace("@LANE_FOLDS@", folds())
                .replace("@LANE_CORRECTIONS@", longs(corrections(1)))
                .replace("@LANE_PAIR_CORRECTIONS@", longs(corrections(2)))
                .replace(
                        "@LANE_QUOTIENT@",
                        Double.toString(BigInteger.ONE.shiftLeft(204).doubleValue() / modulus.doubleValue()));
    }

    private static String longs(long[] values) {
        return Arrays.stream(values).mapToObj(v -> v + "L").collect(Collectors.joining(", "));
    }

    /** Rows of -2^(-51(3-k)) mod m, k = 0, 1, 2: what a unit of column k is in units of column 3, negated. */
    private String folds() {
        return IntStream.range(0, FOLDS)
                .mapToObj(k -> BigInteger.ONE.shiftLeft(BITS * (FOLDS - k)).modInverse(modulus))
                .map(unit -> doubles(balanced(centred(unit).negate())))
                .collect(Collectors.joining(", "));
    }

    private BigInteger centred(BigInteger value) {
        return value.shiftLeft(1).compareTo(modulus) > 0 ? value.subtract(modulus) : value;
    }

    /**
     * What to add to each column of a sum of products so that, after the folds and steps to come have subtracted their raw bits, it holds
     * the true value plus the biases of {@link #POSITIVE} and of balanced digits.
     */
    static long[] corrections(int products) {
        long[] result = new long[COLUMNS];
        for (int k = 0; k < COLUMNS; k++) {
            long low = (long) products * Math.max(0, Math.min(k + 1, 9 - k));
            long high = (long) products * Math.max(0, Math.min(k, 10 - k));
            for (int fold = 0; fold < FOLDS; fold++) {
                low -= within(k, FOLDS);
                high -= within(k, FOLDS + 1);
            }
            for (int step = 0; step < STEPS; step++) {
                low -= within(k, FOLDS + step);
                high -= within(k, FOLDS + 1 + step);
            }
            long exponents = low * LOW_BITS + high * HIGH_BITS;
            long bias = k < COLUMNS - 1 ? (1L << (BITS - 1)) + (1L << POSITIVE) : 0;
            boolean takesCarryWhole = k >= FOLDS && k <= FOLDS + STEPS || k == COLUMNS - 1;
            long carried = takesCarryWhole ? 1L << (POSITIVE - BITS) : 0;
            result[k] = bias - carried - exponents;
        }
        return result;
    }

    private static int within(int column, int first) {
        return column >= first && column < first + LIMBS ? 1 : 0;
    }

    // ---- statements ----

    private void line(String format, Object... arguments) {
        statements.add(format.formatted(arguments));
    }

    private static String dbl(String expression) {
        return "((DoubleVector) " + expression + ".reinterpretShape(D, 0))";
    }

    private static String lng(String expression) {
        return "((LongVector) " + expression + ".reinterpretShape(L, 0))";
    }

    private void load(String name, String array, String offset) {
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector %s%d = DoubleVector.fromArray(D, %s, %s);", name, j, array, at(offset, j));
        }
    }

    /** The offset of a limb's vector in a block, or of any vector that many from an offset. */
    static String at(String offset, int limb) {
        String limbs = limb == 1 ? "N" : limb + " * N";
        return limb == 0 ? offset : offset.equals("0") ? limbs : offset + " + " + limbs;
    }

    /** From memory: C2 takes a broadcast constant for cheap and loads it again at each use, which costs more than the register. */
    private void multiplyConstants() {
        line("DoubleVector high = DoubleVector.fromArray(D, ROUNDING, 0);");
        line("DoubleVector both = DoubleVector.fromArray(D, ROUNDING, N);");
    }

    private void digitConstants() {
        line("LongVector mask = LongVector.broadcast(L, MASK);");
        line("LongVector exponent = LongVector.broadcast(L, EXPONENT);");
    }

    /** Columns of a·b, a row for each limb of a. */
    List<String> product() {
        multiplyConstants();
        line("for (int block = 0; block < blocks; block++) {");
        line("int oa = ao + block * BLOCK; int ob = bo + block * BLOCK; int ot = block * COLUMNS;");
        line("LongVector z0 = LongVector.zero(L);");
        for (int j = 1; j < LIMBS; j++) {
            line("LongVector z%d = z0;", j);
        }
        line("for (int i = 0, end = limbs; i < end; i++) {");
        line("DoubleVector x = DoubleVector.fromArray(D, a, oa + i * N);");
        line("x.intoArray(fence, i * N);");
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector y%d = DoubleVector.fromArray(D, b, %s);", j, at("ob", j));
            line("DoubleVector h%d = x.fma(y%d, high);", j, j);
            line("z%d = z%d.add(%s);", j, j, lng("x.fma(y%d, both.sub(h%d))".formatted(j, j)));
            if (j < LIMBS - 1) {
                line("z%d = z%d.add(%s);", j + 1, j + 1, lng("h" + j));
            }
        }
        line("z0.intoArray(t, ot + i * N);");
        line("z0 = z1; z1 = z2; z2 = z3; z3 = z4; z4 = %s;", lng("h4"));
        line("}");
        for (int j = 0; j < LIMBS; j++) {
            line("z%d.intoArray(t, ot + %d * N);", j, LIMBS + j);
        }
        line("}");
        return statements;
    }

    /** Columns of a²: the mixed products of a column are doubled by a shift, so the exponents are those of a·a. */
    List<String> square() {
        multiplyConstants();
        line("for (int block = 0; block < blocks; block++) {");
        line("int oa = ao + block * BLOCK; int ot = block * COLUMNS;");
        load("a", "a", "oa");
        for (int k = 0; k < COLUMNS; k++) {
            List<String> mixed = new ArrayList<>();
            List<String> squares = new ArrayList<>();
            for (int i = 0; i < LIMBS; i++) {
                int j = k - i;
                if (j >= i && j < LIMBS) {
                    line("DoubleVector h%d%d = a%d.fma(a%d, high);", i, j, i, j);
                    (i == j ? squares : mixed).add(lng("a%d.fma(a%d, both.sub(h%d%d))".formatted(i, j, i, j)));
                }
                int above = k - 1 - i;
                if (above >= i && above < LIMBS) {
                    (i == above ? squares : mixed).add(lng("h%d%d".formatted(i, above)));
                }
            }
            line("(%s).intoArray(t, ot + %d * N);", doubledSum(mixed, squares), k);
        }
        line("}");
        return statements;
    }

    private static String doubledSum(List<String> mixed, List<String> squares) {
        String sum = mixed.isEmpty() ? "" : sum(mixed);
        if (!mixed.isEmpty()) {
            sum = "(" + sum + ").lanewise(VectorOperators.LSHL, 1)";
        }
        if (squares.isEmpty()) {
            return sum;
        }
        return mixed.isEmpty()
                ? sum(squares)
                : sum + squares.stream().map(".add(%s)"::formatted).collect(Collectors.joining());
    }

    private static String sum(List<String> terms) {
        return terms.getFirst()
                + terms.stream().skip(1).map(".add(%s)"::formatted).collect(Collectors.joining());
    }

    /** Subtracts a multiple of a row of five digits, in memory from an offset, from the columns s0..s5. */
    private void subtractMultiple(String factor, String array, String offset, String suffix) {
        for (int j = 0; j < LIMBS; j++) {
            String names = suffix + j;
            line("DoubleVector c%s = DoubleVector.fromArray(D, %s, %s);", names, array, at(offset, j));
            line("DoubleVector h%s = %s.fma(c%s, high);", names, factor, names);
            line("s%d = s%d.sub(%s);", j, j, lng("%s.fma(c%s, both.sub(h%s))".formatted(factor, names, names)));
            line("s%d = s%d.sub(%s);", j + 1, j + 1, lng("h" + names));
        }
    }

    private void loadColumns(String offset) {
        for (int k = 0; k <= LIMBS; k++) {
            line("LongVector s%d = LongVector.fromArray(L, t, %s);", k, at(offset, k));
        }
    }

    /** The digits of columns 0, 1, 2, as doubles in their place; what they carry goes to column 3. */
    List<String> lowDigits() {
        digitConstants();
        line("DoubleVector carried = DoubleVector.broadcast(D, BASE + HALF + CARRY);");
        line("LongVector noCarry = LongVector.broadcast(L, (long) CARRY);");
        for (int k = 0; k < FOLDS; k++) {
            line("LongVector correction%d = LongVector.fromArray(L, corrections, %s);", k, at("0", k));
        }
        line("for (int block = 0; block < blocks; block++) {");
        line("int ot = block * COLUMNS;");
        line("LongVector carry = noCarry;");
        for (int k = 0; k < FOLDS; k++) {
            line("LongVector s%d = LongVector.fromArray(L, t, %s).add(correction%d);", k, at("ot", k), k);
            line(
                    "%s.intoArray(t, %s);",
                    lng(dbl("s%d.and(mask).or(exponent).add(carry)".formatted(k)) + ".sub(carried)"), at("ot", k));
            line("carry = s%d.lanewise(VectorOperators.LSHR, 51);", k);
        }
        line("LongVector.fromArray(L, t, %s).add(carry).intoArray(t, %s);", at("ot", 3), at("ot", 3));
        line("}");
        return statements;
    }

    /**
     * Three digits times what a unit of their columns is worth in column 3, off columns 3 to 8. The store after each keeps C2 from starting
     * all three at once, with more vectors alive than there are registers.
     */
    List<String> fold() {
        multiplyConstants();
        line("for (int block = 0; block < blocks; block++) {");
        line("int ot = block * COLUMNS; int o3 = ot + 3 * N;");
        for (int k = 0; k <= LIMBS; k++) {
            line(
                    "LongVector s%d = LongVector.fromArray(L, t, %s).add(LongVector.fromArray(L, corrections, %s));",
                    k, at("o3", k), at("3 * N", k));
        }
        line("for (int k = 0, end = folds; k < end; k++) {");
        line("DoubleVector digit = %s;", dbl("LongVector.fromArray(L, t, ot + k * N)"));
        line("int row = k * BLOCK;");
        subtractMultiple("digit", "FOLD", "row", "");
        line("}");
        line("s0.intoArray(t, o3);");
        for (int k = 1; k <= LIMBS; k++) {
            line("s%d.intoArray(t, %s);", k, at("o3", k));
        }
        line("}");
        return statements;
    }

    /** What multiple of the modulus clears the low digit of a column, to column 0; apart, because its latency is long. */
    List<String> quotients() {
        digitConstants();
        line("DoubleVector high = DoubleVector.broadcast(D, HIGH);");
        line("DoubleVector plain = DoubleVector.broadcast(D, BASE + HALF);");
        line("DoubleVector inverse = DoubleVector.broadcast(D, INVERSE);");
        line("for (int block = 0; block < blocks; block++) {");
        line("int ot = block * COLUMNS;");
        line("LongVector s = LongVector.fromArray(L, t, ot + column * N);");
        line("DoubleVector digit = %s.sub(plain);", dbl("s.and(mask).or(exponent)"));
        line("%s.intoArray(t, ot);", lng("digit.fma(inverse, high.sub(digit.fma(inverse, high)))"));
        line("}");
        return statements;
    }

    /** A Montgomery step on columns 3 to 8. */
    List<String> step() {
        multiplyConstants();
        line("for (int block = 0; block < blocks; block++) {");
        line("int ot = block * COLUMNS; int o3 = ot + 3 * N;");
        line("DoubleVector q = %s;", dbl("LongVector.fromArray(L, t, ot)"));
        loadColumns("o3");
        subtractMultiple("q", "SPREAD_MODULUS", "0", "");
        line("s1 = s1.add(s0.lanewise(VectorOperators.LSHR, 51));");
        for (int k = 1; k <= LIMBS; k++) {
            line("s%d.intoArray(t, %s);", k, at("o3", k));
        }
        line("}");
        return statements;
    }

    /** The Montgomery step on columns 4 to 9, and the digits. */
    List<String> lastStep() {
        multiplyConstants();
        digitConstants();
        line("DoubleVector plain = DoubleVector.broadcast(D, BASE + HALF);");
        line("DoubleVector carried = DoubleVector.broadcast(D, BASE + HALF + CARRY);");
        line("DoubleVector top = DoubleVector.broadcast(D, LOW);");
        line("LongVector signed = LongVector.fromArray(L, corrections, 9 * N).add(LongVector.broadcast(L, SIGNED));");
        line("for (int block = 0; block < blocks; block++) {");
        line("int ro = o + block * BLOCK; int ot = block * COLUMNS; int o4 = ot + 4 * N;");
        line("DoubleVector q = %s;", dbl("LongVector.fromArray(L, t, ot)"));
        loadColumns("o4");
        subtractMultiple("q", "SPREAD_MODULUS", "0", "");
        line("s1 = s1.add(s0.lanewise(VectorOperators.LSHR, 51));");
        line("%s.sub(plain).intoArray(out, ro);", dbl("s1.and(mask).or(exponent)"));
        for (int k = 1; k < LIMBS - 1; k++) {
            line(
                    "%s.sub(carried).intoArray(out, %s);",
                    dbl("s%d.and(mask).or(exponent).add(s%d.lanewise(VectorOperators.LSHR, 51))".formatted(k + 1, k)),
                    at("ro", k));
        }
        line(
                "%s.sub(top).intoArray(out, %s);",
                dbl("s5.add(signed).add(s4.lanewise(VectorOperators.LSHR, 51))"), at("ro", 4));
        line("}");
        return statements;
    }
}
