package io.snark4j.field.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Vector statements that change the form of a value: from lazy limbs, or a sum of them, to balanced ones, and between blocks of lanes and
 * elements at rest.
 */
final class UnrolledForms {
    private static final int LIMBS = UnrolledLanes.LIMBS;

    private final List<String> statements = new ArrayList<>();

    private void line(String format, Object... arguments) {
        statements.add(format.formatted(arguments));
    }

    private void reduceConstants() {
        line("DoubleVector low = DoubleVector.broadcast(D, LOW);");
        line("DoubleVector high = DoubleVector.broadcast(D, HIGH);");
        line("DoubleVector quotient = DoubleVector.broadcast(D, QUOTIENT);");
        line("DoubleVector shift = DoubleVector.broadcast(D, 0x1p-51);");
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector p%d = DoubleVector.broadcast(D, -MODULUS[%d]);", j, j);
        }
    }

    private void subtractQuotient() {
        line("DoubleVector q = v4.fma(quotient, low).sub(low);");
        for (int j = 0; j < LIMBS; j++) {
            line("v%d = q.fma(p%d, v%d);", j, j, j);
        }
    }

    /** v0..v4 reduced, each digit given to the sink as soon as it is final. */
    private void reduced(BiFunction<Integer, String, String> sink) {
        subtractQuotient();
        for (int j = 0; j < LIMBS - 1; j++) {
            line("DoubleVector c%d = v%d.add(high).sub(high);", j, j);
            line("%s", sink.apply(j, "v%d.sub(c%d)".formatted(j, j)));
            line("v%d = c%d.fma(shift, v%d);", j + 1, j, j + 1);
        }
        line("%s", sink.apply(4, "v4"));
    }

    private static String store(int limb, String value) {
        return "%s.intoArray(out, %s);".formatted(value, UnrolledLanes.at("ro", limb));
    }

    /** out = a balanced, or the sum or difference of a and b that the named method of vectors gives. */
    List<String> linear(String operation) {
        reduceConstants();
        line("for (int block = 0; block < blocks; block++) {");
        line("int ro = o + block * BLOCK; int oa = ao + block * BLOCK;");
        if (!operation.isEmpty()) {
            line("int ob = bo + block * BLOCK;");
        }
        for (int j = 0; j < LIMBS; j++) {
            line(
                    "DoubleVector v%d = DoubleVector.fromArray(D, a, %s)%s;",
                    j,
                    UnrolledLanes.at("oa", j),
                    operation.isEmpty()
                            ? ""
                            : ".%s(DoubleVector.fromArray(D, b, %s))".formatted(operation, UnrolledLanes.at("ob", j)));
        }
        reduced(UnrolledForms::store);
        line("}");
        return statements;
    }

    /** x3 = l² - x1 - x2 over x1, and x1 - x3. */
    List<String> chord() {
        reduceConstants();
        line("for (int block = 0; block < blocks; block++) {");
        line("int at = block * BLOCK; int o1 = x1 + at; int o2 = x2 + at; int ol = lo + at; int od = d + at;");
        for (int j = 0; j < LIMBS; j++) {
            line(
                    "DoubleVector v%d = DoubleVector.fromArray(D, l2, %s).sub(DoubleVector.fromArray(D, x, %s)).sub(DoubleVector.fromArray(D, x, %s));",
                    j, UnrolledLanes.at("ol", j), UnrolledLanes.at("o1", j), UnrolledLanes.at("o2", j));
        }
        reduced((j, value) -> ("DoubleVector r%d = %s; DoubleVector.fromArray(D, x, %s).sub(r%d).intoArray(diff, %s); "
                        + "r%d.intoArray(x, %s);")
                .formatted(
                        j,
                        value,
                        UnrolledLanes.at("o1", j),
                        j,
                        UnrolledLanes.at("od", j),
                        j,
                        UnrolledLanes.at("o1", j)));
        line("}");
        return statements;
    }

    // ---- between the forms: always 4 elements at a time, one a vector of 4 limbs ----

    private static String quad(String kind, String expression) {
        return "((%sVector) %s.reinterpretShape(%s, 0))".formatted(kind, expression, kind.equals("Long") ? "L4" : "D4");
    }

    private void shuffles() {
        line("VectorShuffle<Long> swapOne = SWAP_ONE; VectorShuffle<Long> swapTwo = SWAP_TWO;");
        line("VectorMask<Long> odd = ODD; VectorMask<Long> upper = UPPER;");
    }

    /** from0..3 transposed into to0..3. */
    private void transpose(String from, String to) {
        for (int i = 0; i < 4; i += 2) {
            line("LongVector t%d = %s%d.blend(%s%d.rearrange(swapOne), odd);", i, from, i, from, i + 1);
            line("LongVector t%d = %s%d.rearrange(swapOne).blend(%s%d, odd);", i + 1, from, i, from, i + 1);
        }
        for (int i = 0; i < 2; i++) {
            line("LongVector %s%d = t%d.blend(t%d.rearrange(swapTwo), upper);", to, i, i, i + 2);
            line("LongVector %s%d = t%d.rearrange(swapTwo).blend(t%d, upper);", to, i + 2, i, i + 2);
        }
    }

    /** From elements at a stride, or from those that entries name: twice an index, plus 1 to negate. */
    List<String> unpack(boolean signed, boolean gathered) {
        shuffles();
        line("LongVector mask = LongVector.broadcast(L4, MASK);");
        line("LongVector exponent = LongVector.broadcast(L4, EXPONENT);");
        line("LongVector half = LongVector.broadcast(L4, (long) HALF);");
        line("DoubleVector plain = DoubleVector.broadcast(D4, BASE + HALF);");
        line("DoubleVector base = DoubleVector.broadcast(D4, BASE);");
        line("int quads = blocks * (N / 4);");
        line("for (int quad = 0; quad < quads; quad++) {");
        line("int ro = o + (quad / (N / 4)) * step + 4 * (quad %% (N / 4));");
        line(gathered ? "int oe = eo + 4 * quad;" : "int oa = ao + 4 * quad * stride;");
        for (int i = 0; i < 4; i++) {
            String at = gathered
                    ? "ao + (entries[oe%s] >>> 1) * stride".formatted(i == 0 ? "" : " + " + i)
                    : "oa" + (i == 0 ? "" : i == 1 ? " + stride" : " + " + i + " * stride");
            line("LongVector e%d = LongVector.fromArray(L4, a, %s);", i, at);
        }
        transpose("e", "w");
        if (signed && gathered) {
            line("LongVector sign = ((LongVector) IntVector.fromArray(I4, entries, oe)"
                    + ".convertShape(VectorOperators.I2L, L4, 0)).lanewise(VectorOperators.LSHL, 63);");
        } else if (signed) {
            line("LongVector sign = LongVector.fromArray(L4, signs, so + 4 * quad);");
        }
        line("LongVector x0 = w0.and(mask).add(half);");
        int[][] shifts = {{51, 13}, {38, 26}, {25, 39}};
        for (int j = 1; j < 4; j++) {
            line(
                    "LongVector x%d = w%d.lanewise(VectorOperators.LSHR, %d).or(w%d.lanewise(VectorOperators.LSHL, %d)).and(mask).add(half)"
                            + ".add(x%d.lanewise(VectorOperators.LSHR, 51));",
                    j, j - 1, shifts[j - 1][0], j, shifts[j - 1][1], j - 1);
        }
        line("LongVector x4 = w3.lanewise(VectorOperators.LSHR, 12).add(x3.lanewise(VectorOperators.LSHR, 51));");
        for (int j = 0; j < LIMBS; j++) {
            String value = j < 4
                    ? quad("Double", "x%d.and(mask).or(exponent)".formatted(j)) + ".sub(plain)"
                    : quad("Double", "x4.or(exponent)") + ".sub(base)";
            String stored =
                    signed ? quad("Double", quad("Long", value) + ".lanewise(VectorOperators.XOR, sign)") : value;
            line("%s.intoArray(out, %s);", stored, UnrolledLanes.at("ro", j));
        }
        line("}");
        return statements;
    }

    List<String> pack() {
        shuffles();
        line("DoubleVector low = DoubleVector.broadcast(D4, LOW);");
        line("DoubleVector high = DoubleVector.broadcast(D4, HIGH);");
        line("DoubleVector quotient = DoubleVector.broadcast(D4, QUOTIENT);");
        line("DoubleVector shift = DoubleVector.broadcast(D4, 0x1p-51);");
        line("LongVector mask = LongVector.broadcast(L4, MASK);");
        line("LongVector carriedExponent = LongVector.broadcast(L4, SIGNED >>> 51);");
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector p%d = DoubleVector.broadcast(D4, -MODULUS[%d]);", j, j);
            line("LongVector m%d = LongVector.broadcast(L4, PLAIN_MODULUS[%d]);", j, j);
        }
        line("int quads = blocks * (N / 4);");
        line("for (int quad = 0; quad < quads; quad++) {");
        line("int ro = o + 4 * quad * stride; int oa = ao + (quad / (N / 4)) * step + 4 * (quad %% (N / 4));");
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector v%d = DoubleVector.fromArray(D4, a, %s);", j, UnrolledLanes.at("oa", j));
        }
        reduced((j, value) -> "LongVector z%d = %s%s;"
                .formatted(
                        j,
                        quad("Long", "%s.add(low)".formatted(value)),
                        j == 0
                                ? ""
                                : ".sub(carriedExponent).add(z%d.lanewise(VectorOperators.LSHR, 51))"
                                        .formatted(j - 1)));
        line("LongVector x4 = z4.sub(SIGNED);");
        line("LongVector negative = x4.add(1L << 62).lanewise(VectorOperators.LSHR, 62).sub(1L);");
        line("LongVector x0 = z0.and(mask).add(m0.and(negative));");
        for (int j = 1; j < LIMBS; j++) {
            line(
                    "%sx%d = %s.add(m%d.and(negative)).add(x%d.lanewise(VectorOperators.LSHR, 51));",
                    j < 4 ? "LongVector " : "", j, j < 4 ? "z%d.and(mask)".formatted(j) : "x4", j, j - 1);
        }
        line("LongVector w0 = x0.and(mask).or(x1.lanewise(VectorOperators.LSHL, 51));");
        line(
                "LongVector w1 = x1.and(mask).lanewise(VectorOperators.LSHR, 13).or(x2.lanewise(VectorOperators.LSHL, 38));");
        line(
                "LongVector w2 = x2.and(mask).lanewise(VectorOperators.LSHR, 26).or(x3.lanewise(VectorOperators.LSHL, 25));");
        line(
                "LongVector w3 = x3.and(mask).lanewise(VectorOperators.LSHR, 39).or(x4.lanewise(VectorOperators.LSHL, 12));");
        transpose("w", "e");
        for (int i = 0; i < 4; i++) {
            line("e%d.intoArray(out, ro%s);", i, i == 0 ? "" : i == 1 ? " + stride" : " + " + i + " * stride");
        }
        line("}");
        return statements;
    }
}
