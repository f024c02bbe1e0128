package io.snark4j.field.generator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Straight-line statements over 4 limbs held in local variables, for one modulus. Each method appends to the statements so far. */
final class Unrolled {
    private static final int LIMBS = 4;

    private final long[] modulus;
    private final long inverse;
    private final List<String> statements = new ArrayList<>();

    Unrolled(BigInteger modulus) {
        this.modulus = FieldGenerator.limbs(modulus);
        BigInteger word = BigInteger.ONE.shiftLeft(Long.SIZE);
        inverse = modulus.modInverse(word).negate().mod(word).longValue();
    }

    List<String> statements() {
        return statements;
    }

    Unrolled line(String format, Object... arguments) {
        statements.add(format.formatted(arguments));
        return this;
    }

    /** Loads 4 limbs into name0..name3. */
    Unrolled load(String name, String array, String offset) {
        for (int i = 0; i < LIMBS; i++) {
            line("long %s%d = %s[%s];", name, i, array, at(offset, i));
        }
        return this;
    }

    /** Loads twice an element below 2^254 into name0..name3. */
    Unrolled loadDoubled(String name, String array, String offset) {
        load("x", array, offset);
        line("long %s0 = x0 << 1;", name);
        for (int i = 1; i < LIMBS; i++) {
            line("long %s%d = (x%d << 1) | (x%d >>> 63);", name, i, i, i - 1);
        }
        return this;
    }

    /** Stores the sum of the variables 'from' reduced by one conditional subtraction; takes [0, 2m) to [0, m). */
    Unrolled storeReduced(String from, String array, String offset) {
        difference("r", from, modulusLiterals());
        line("long keep = -borrow;");
        for (int i = 0; i < LIMBS; i++) {
            line("%s[%s] = r%d ^ ((r%d ^ %s%d) & keep);", array, at(offset, i), i, i, from, i);
        }
        return this;
    }

    /**
     * name = left - right; 'borrow' becomes 1 when it would be negative. Both are below 2^255, so the top limb's sign tells. Below it the
     * borrow is the majority of the top bits of ~left, right and the difference: compared with {@link #below} that is free of branches
     * whatever C2 makes of a comparison, and random borrows cannot be predicted.
     */
    Unrolled difference(String name, String left, String[] right) {
        line("long %s0 = %s0 - %s;", name, left, right[0]);
        line("long borrow = %s;", borrow(left + "0", right[0], name + "0"));
        for (int i = 1; i < LIMBS; i++) {
            line("long %s%d = %s%d - %s - borrow;", name, i, left, i, right[i]);
            line(
                    "borrow = %s;",
                    i < LIMBS - 1 ? borrow(left + i, right[i], name + i) : "%s%d >>> 63".formatted(name, i));
        }
        return this;
    }

    /** Stores name + (modulus when borrow is 1), wrapping: the second half of a subtraction. */
    Unrolled storeCorrected(String name, String array, String offset) {
        line("long correction = -borrow;");
        for (int i = 0; i < LIMBS; i++) {
            line("long q%d = correction & %s;", i, literal(modulus[i]));
        }
        sum("w", name, "q");
        for (int i = 0; i < LIMBS; i++) {
            line("%s[%s] = w%d;", array, at(offset, i), i);
        }
        return this;
    }

    /** name = left + right without the carry out of the top limb; carries are majorities of top bits, as in {@link #difference}. */
    Unrolled sum(String name, String left, String right) {
        line("long %s0 = %s0 + %s0;", name, left, right);
        line("long carry%s = %s;", name, carry(left + "0", right + "0", name + "0"));
        for (int i = 1; i < LIMBS - 1; i++) {
            line("long %s%d = %s%d + %s%d + carry%s;", name, i, left, i, right, i, name);
            line("carry%s = %s;", name, carry(left + i, right + i, name + i));
        }
        return line("long %s3 = %s3 + %s3 + carry%s;", name, left, right, name);
    }

    /** t0..t3 = a·b/2^256 plus at most one modulus, by rows. */
    Unrolled product() {
        line("long t0;").line("long t1;").line("long t2;").line("long t3;");
        line("long c;")
                .line("long d;")
                .line("long m;")
                .line("long lo;")
                .line("long hi;")
                .line("long x;");
        for (int i = 0; i < LIMBS; i++) {
            for (int j = 0; j < LIMBS; j++) {
                productStep(i, j);
                reductionStep(j);
            }
            line("t3 = c + d;");
        }
        return this;
    }

    private void productStep(int i, int j) {
        line("lo = a%d * b%d;", j, i).line("hi = Math.unsignedMultiplyHigh(a%d, b%d);", j, i);
        if (i > 0) {
            line("lo += t%d;", j).line("hi += %s;", below("lo", "t" + j));
        }
        if (j == 0) {
            line("t0 = lo;").line("c = hi;");
        } else {
            line("x = lo + c;").line("c = hi + (%s);", below("x", "lo")).line("t%d = x;", j);
        }
    }

    private void reductionStep(int j) {
        String limb = literal(modulus[j]);
        if (j == 0) {
            // The low word of t + m·modulus is 0 by the choice of m, so its carry is 1 unless t0 is 0.
            line("m = t0 * %s;", literal(inverse));
            line("d = Math.unsignedMultiplyHigh(m, %s) + (t0 != 0 ? 1L : 0L);", limb);
            return;
        }
        line("lo = m * %s;", limb).line("hi = Math.unsignedMultiplyHigh(m, %s);", limb);
        line("lo += t%d;", j).line("hi += %s;", below("lo", "t" + j));
        line("x = lo + d;").line("d = hi + (%s);", below("x", "lo")).line("t%d = x;", j - 1);
    }

    /** p0..p7 = a·b, by rows. */
    private Unrolled wideProduct() {
        line("long c;").line("long lo;").line("long hi;").line("long x;");
        for (int i = 0; i < 2 * LIMBS; i++) {
            line("long p%d;", i);
        }
        for (int i = 0; i < LIMBS; i++) {
            for (int j = 0; j < LIMBS; j++) {
                String target = "p" + (i + j);
                line("lo = a%d * b%d;", j, i).line("hi = Math.unsignedMultiplyHigh(a%d, b%d);", j, i);
                if (i > 0) {
                    line("lo += %s;", target).line("hi += %s;", below("lo", target));
                }
                if (j == 0) {
                    line("%s = lo;", target).line("c = hi;");
                } else {
                    line("x = lo + c;").line("c = hi + (%s);", below("x", "lo")).line("%s = x;", target);
                }
            }
            line("p%d = c;", i + LIMBS);
        }
        return this;
    }

    /** acc += a·b, less modulus·2^256 if that is not negative. */
    Unrolled accumulation() {
        wideProduct();
        line("long carry = 0;");
        for (int i = 0; i < 2 * LIMBS; i++) {
            line("long s%d = acc[%s];", i, at("o", i));
            line("long w%d = s%d + p%d + carry;", i, i, i);
            if (i < 2 * LIMBS - 1) {
                line("carry = %s;", carry("s" + i, "p" + i, "w" + i));
            }
        }
        for (int i = 0; i < LIMBS; i++) {
            line("acc[%s] = w%d;", at("o", i), i);
            line("long t%d = w%d;", i, i + LIMBS);
        }
        return storeReduced("t", "acc", "o + 4");
    }

    /** out = a/2^256 for 8 limbs of a below modulus·2^256: a multiple of the modulus makes each low limb 0 in turn. */
    Unrolled wideReduction() {
        for (int i = 0; i < 2 * LIMBS; i++) {
            line("long w%d = a[%s];", i, at("ao", i));
        }
        line("long d;")
                .line("long m;")
                .line("long lo;")
                .line("long hi;")
                .line("long x;")
                .line("long over = 0;");
        for (int i = 0; i < LIMBS; i++) {
            line("m = w%d * %s;", i, literal(inverse));
            line("d = Math.unsignedMultiplyHigh(m, %s) + (w%d != 0 ? 1L : 0L);", literal(modulus[0]), i);
            for (int j = 1; j < LIMBS; j++) {
                line("lo = m * %s;", literal(modulus[j]))
                        .line("hi = Math.unsignedMultiplyHigh(m, %s);", literal(modulus[j]));
                line("lo += w%d;", i + j).line("hi += %s;", below("lo", "w" + (i + j)));
                line("x = lo + d;").line("d = hi + (%s);", below("x", "lo")).line("w%d = x;", i + j);
            }
            if (i == LIMBS - 1) {
                line("w%d += d + over;", i + LIMBS);
            } else {
                // What the limb above takes; its own carry goes one further, to the next row's last limb.
                line("x = w%d + d;", i + LIMBS).line("hi = %s;", below("x", "d"));
                line("lo = x + over;")
                        .line("over = hi + (%s);", below("lo", "x"))
                        .line("w%d = lo;", i + LIMBS);
            }
        }
        for (int i = 0; i < LIMBS; i++) {
            line("long t%d = w%d;", i, i + LIMBS);
        }
        return storeReduced("t", "out", "o");
    }

    /** out = modulus - a, or 0 for 0. */
    Unrolled negation() {
        load("b", "a", "ao");
        line("long nonzero = (b0 | b1 | b2 | b3) != 0 ? -1L : 0L;");
        for (int i = 0; i < LIMBS; i++) {
            line("long m%d = %s & nonzero;", i, literal(modulus[i]));
        }
        difference("r", "m", new String[] {"b0", "b1", "b2", "b3"});
        statements.removeLast();
        for (int i = 0; i < LIMBS; i++) {
            line("out[%s] = r%d;", at("o", i), i);
        }
        return this;
    }

    /** out = a/2, an odd a made even by adding the modulus, which is below 2^254. */
    Unrolled half() {
        load("a", "a", "ao");
        line("long odd = -(a0 & 1);");
        for (int i = 0; i < LIMBS; i++) {
            line("long q%d = %s & odd;", i, literal(modulus[i]));
        }
        sum("w", "a", "q");
        for (int i = 0; i < LIMBS - 1; i++) {
            line("out[%s] = (w%d >>> 1) | (w%d << 63);", at("o", i), i, i + 1);
        }
        return line("out[o + 3] = w3 >>> 1;");
    }

    static String at(String offset, int i) {
        return i == 0 ? offset : offset + " + " + i;
    }

    static String literal(long value) {
        return "0x%016xL".formatted(value);
    }

    /** 1 if x &lt; y as unsigned words, else 0. */
    static String below(String x, String y) {
        return "Long.compareUnsigned(%s, %s) < 0 ? 1L : 0L".formatted(x, y);
    }

    /** The carry out of sum = x + y + carry in. */
    private static String carry(String x, String y, String sum) {
        return "((%1$s & %2$s) | ((%1$s | %2$s) & ~%3$s)) >>> 63".formatted(x, y, sum);
    }

    /** The borrow out of difference = x - y - borrow in. */
    private static String borrow(String x, String y, String difference) {
        return "((~%1$s & %2$s) | ((~%1$s | %2$s) & %3$s)) >>> 63".formatted(x, y, difference);
    }

    private String[] modulusLiterals() {
        String[] result = new String[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            result[i] = literal(modulus[i]);
        }
        return result;
    }
}
