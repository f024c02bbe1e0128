package io.snark4j.field.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Vector statements for Fp2 = Fp[u]/(u² + 1): raw column sums of two products of limbs each, which are then reduced as one. A block of Fp2
 * gives the columns of its real part and after them those of its imaginary part.
 */
final class UnrolledPairs {
    private static final int LIMBS = UnrolledLanes.LIMBS;
    private static final String RE = "a, oa + i * N";
    private static final String IM = "a, oa + FP + i * N";

    private final List<String> statements = new ArrayList<>();

    private void line(String format, Object... arguments) {
        statements.add(format.formatted(arguments));
    }

    private static String lng(String expression) {
        return "((LongVector) (" + expression + ").reinterpretShape(L, 0))";
    }

    private static String load(String from) {
        return "DoubleVector.fromArray(D, " + from + ")";
    }

    private void load(String name, String array, String offset) {
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector %s%d = %s;", name, j, load("%s, %s + %d * N".formatted(array, offset, j)));
        }
    }

    private void begin(String offsets) {
        line("DoubleVector high = DoubleVector.broadcast(D, HIGH);");
        line("DoubleVector both = DoubleVector.broadcast(D, HIGH + LOW);");
        line("for (int block = 0; block < blocks; block++) {");
        line("int oa = ao + block * BLOCK; %s", offsets);
    }

    private List<String> end() {
        line("}");
        return statements;
    }

    /** Columns of Σ factor·row, where a factor is one limb in the loop and a row five variables. */
    private void columns(String at, String stored, List<String> factors, List<String> rows) {
        line("{");
        line("LongVector z0 = LongVector.zero(L);");
        for (int j = 1; j < LIMBS; j++) {
            line("LongVector z%d = z0;", j);
        }
        line("for (int i = 0, end = limbs; i < end; i++) {");
        for (int f = 0; f < factors.size(); f++) {
            line("DoubleVector x%d = %s;", f, factors.get(f));
        }
        line("LongVector z5 = LongVector.zero(L);");
        for (int f = 0; f < factors.size(); f++) {
            for (int j = 0; j < LIMBS; j++) {
                String row = rows.get(f) + j;
                line("DoubleVector h%d%d = x%d.fma(%s, high);", f, j, f, row);
                line("z%d = z%d.add(%s);", j, j, lng("x%d.fma(%s, both.sub(h%d%d))".formatted(f, row, f, j)));
                line("z%d = z%d.add(%s);", j + 1, j + 1, lng("h%d%d".formatted(f, j)));
            }
        }
        line("z0%s.intoArray(t, %s + i * N);", stored, at);
        line("z0 = z1; z1 = z2; z2 = z3; z3 = z4; z4 = z5;");
        line("}");
        for (int j = 0; j < LIMBS; j++) {
            line("z%d%s.intoArray(t, %s + %d * N);", j, stored, at, LIMBS + j);
        }
        line("}");
    }

    /** a·b = (re·re' - im·im') + (re·im' + im·re')·u, or a·conjugate(b): the signs of a's limbs change, so that sums stay sums. */
    List<String> product(boolean conjugate) {
        begin("int ob = bo + block * BLOCK; int ot = 2 * block * COLUMNS;");
        load("r", "b", "ob");
        load("m", "b", "ob + FP");
        columns("ot", "", List.of(load(RE), load(IM) + (conjugate ? "" : ".neg()")), List.of("r", "m"));
        columns("ot + COLUMNS", "", List.of(load(RE) + (conjugate ? ".neg()" : ""), load(IM)), List.of("m", "r"));
        return end();
    }

    /** a·c for c in Fp. */
    List<String> scaled() {
        begin("int oc = co + block * FP; int ot = 2 * block * COLUMNS;");
        load("c", "c", "oc");
        columns("ot", "", List.of(load(RE)), List.of("c"));
        columns("ot + COLUMNS", "", List.of(load(IM)), List.of("c"));
        return end();
    }

    /** The imaginary part of a², 2·re·im: one product whose columns are doubled. */
    List<String> squareImaginary() {
        begin("int ot = 2 * block * COLUMNS + COLUMNS;");
        load("m", "a", "oa + FP");
        columns("ot", ".lanewise(VectorOperators.LSHL, 1)", List.of(load(RE)), List.of("m"));
        return end();
    }

    /** re² - im², the real part of a², or re² + im². */
    List<String> squares(boolean difference) {
        begin("int ot = block * %sCOLUMNS;".formatted(difference ? "2 * " : ""));
        load("r", "a", "oa");
        load("m", "a", "oa + FP");
        for (int j = 0; j < LIMBS; j++) {
            line("DoubleVector n%d = m%d%s;", j, j, difference ? ".neg()" : "");
        }
        for (int k = 0; k < UnrolledLanes.COLUMNS; k++) {
            List<String> mixed = new ArrayList<>();
            List<String> squares = new ArrayList<>();
            for (int i = 0; i < LIMBS; i++) {
                addLow(i, k - i, i == k - i ? squares : mixed);
                addHigh(i, k - 1 - i, i == k - 1 - i ? squares : mixed);
            }
            line("(%s).intoArray(t, ot + %d * N);", doubled(mixed, squares), k);
        }
        return end();
    }

    private void addLow(int i, int j, List<String> terms) {
        if (j < i || j >= LIMBS) {
            return;
        }
        line("DoubleVector h%d%d = r%d.fma(r%d, high);", i, j, i, j);
        line("DoubleVector g%d%d = m%d.fma(n%d, high);", i, j, i, j);
        terms.add(lng("r%d.fma(r%d, both.sub(h%d%d))".formatted(i, j, i, j)));
        terms.add(lng("m%d.fma(n%d, both.sub(g%d%d))".formatted(i, j, i, j)));
    }

    private static void addHigh(int i, int j, List<String> terms) {
        if (j >= i && j < LIMBS) {
            terms.add(lng("h%d%d".formatted(i, j)));
            terms.add(lng("g%d%d".formatted(i, j)));
        }
    }

    private static String doubled(List<String> mixed, List<String> squares) {
        String twice = mixed.isEmpty() ? "" : "(" + sum(mixed) + ").lanewise(VectorOperators.LSHL, 1)";
        if (squares.isEmpty() || mixed.isEmpty()) {
            return twice + (squares.isEmpty() ? "" : sum(squares));
        }
        return twice + squares.stream().map(".add(%s)"::formatted).collect(Collectors.joining());
    }

    private static String sum(List<String> terms) {
        return terms.getFirst()
                + terms.stream().skip(1).map(".add(%s)"::formatted).collect(Collectors.joining());
    }
}
