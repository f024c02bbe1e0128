package io.snark4j.field.generator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The two updates of the inversion by division steps, over numbers of 5 signed limbs of 62 bits held in local variables. */
final class UnrolledInverse {
    static final int LIMBS = 5;
    static final int BITS = 62;

    private final List<String> statements = new ArrayList<>();
    private final long[] modulus = new long[LIMBS];
    private final long inverse;

    UnrolledInverse(BigInteger modulus) {
        BigInteger word = BigInteger.ONE.shiftLeft(BITS);
        for (int i = 0; i < LIMBS; i++) {
            this.modulus[i] = modulus.shiftRight(BITS * i).mod(word).longValue();
        }
        inverse = modulus.modInverse(word).longValue();
    }

    List<String> statements() {
        return statements;
    }

    private void line(String format, Object... arguments) {
        statements.add(format.formatted(arguments));
    }

    /** name0..name4 = the modulus. */
    UnrolledInverse loadModulus(String name) {
        for (int i = 0; i < LIMBS; i++) {
            line("long %s%d = %s;", name, i, Unrolled.literal(modulus[i]));
        }
        return this;
    }

    /** (f, g) = (u·f + v·g, q·f + r·g)/2^62, which divides exactly. */
    UnrolledInverse updateFractions() {
        for (String[] row : new String[][] {{"u", "v", "x"}, {"q", "r", "y"}}) {
            line("lo = 0;");
            line("hi = 0;");
            for (int i = 0; i < LIMBS; i++) {
                accumulate(row[0], "f" + i);
                accumulate(row[1], "g" + i);
                shift(i, row[2]);
            }
            line("long %s4 = lo;", row[2]);
        }
        return assign("f", "g");
    }

    /** (d, e) = (u·d + v·e, q·d + r·e)/2^62 mod modulus; takes (-2m, m) to itself. */
    UnrolledInverse updateCofactors() {
        String m0 = Unrolled.literal(modulus[0]);
        for (String[] row : new String[][] {{"u", "v", "x"}, {"q", "r", "y"}}) {
            // A multiple of the modulus that lifts negative inputs, corrected so that the lowest limb of the sum
            // vanishes.
            line("multiple = (%s & (d4 >> 63)) + (%s & (e4 >> 63));", row[0], row[1]);
            line("lo = 0;");
            line("hi = 0;");
            for (int i = 0; i < LIMBS; i++) {
                accumulate(row[0], "d" + i);
                accumulate(row[1], "e" + i);
                if (i == 0) {
                    line("multiple -= (%s * lo + multiple) & MASK;", Unrolled.literal(inverse));
                    accumulate("multiple", m0);
                } else {
                    accumulate("multiple", Unrolled.literal(modulus[i]));
                }
                shift(i, row[2]);
            }
            line("long %s4 = lo;", row[2]);
        }
        return assign("d", "e");
    }

    private UnrolledInverse assign(String first, String second) {
        for (int i = 0; i < LIMBS; i++) {
            line("%s%d = x%d;", first, i, i);
            line("%s%d = y%d;", second, i, i);
        }
        return this;
    }

    private void accumulate(String left, String right) {
        line("product = %s * %s;", left, right);
        line("lo += product;");
        line("hi += Math.multiplyHigh(%s, %s) + (%s);", left, right, Unrolled.below("lo", "product"));
    }

    private void shift(int i, String result) {
        if (i > 0) {
            line("long %s%d = lo & MASK;", result, i - 1);
        }
        line("lo = (hi << 2) | (lo >>> 62);");
        line("hi >>= 62;");
    }

    /** Takes sign·d, sign -1 or 0 as a mask, from (-2m, m) to [0, m). */
    UnrolledInverse normalise() {
        line("addend = d4 >> 63;");
        for (int i = 0; i < LIMBS; i++) {
            line("d%d = ((d%d + (%s & addend)) ^ sign) - sign;", i, i, Unrolled.literal(modulus[i]));
        }
        carry();
        line("addend = d4 >> 63;");
        for (int i = 0; i < LIMBS; i++) {
            line("d%d += %s & addend;", i, Unrolled.literal(modulus[i]));
        }
        carry();
        return this;
    }

    private void carry() {
        for (int i = 0; i < LIMBS - 1; i++) {
            line("d%d += d%d >> 62;", i + 1, i);
            line("d%d &= MASK;", i);
        }
    }
}
