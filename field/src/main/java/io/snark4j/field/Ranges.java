package io.snark4j.field;

import java.util.Objects;

/** The checks that a bulk operation makes once, so that nothing is checked an element. A range is n elements of 4 longs from an offset. */
final class Ranges {
    private Ranges() {}

    static void check(int n, long[] a, int ao) {
        if (n < 0 || n > Integer.MAX_VALUE / 4) {
            throw new IndexOutOfBoundsException(n + " elements in an array of " + a.length + " longs");
        }
        Objects.checkFromIndexSize(ao, 4 * n, a.length);
    }

    static void check(int n, long[] a, int ao, long[] b, int bo) {
        check(n, a, ao);
        check(n, b, bo);
    }

    static void check(int n, long[] a, int ao, long[] b, int bo, long[] c, int co) {
        check(n, a, ao, b, bo);
        check(n, c, co);
    }
}
