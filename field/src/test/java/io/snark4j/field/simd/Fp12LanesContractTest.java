package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fp;
import io.snark4j.field.Fp12;
import io.snark4j.field.Fp2;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One element's coefficients in lanes against scalar code, balanced values at their edges included. */
@Tag("lanes")
class Fp12LanesContractTest {
    private static final int SIZE = Fp12Lanes.SIZE;

    private final Random random = new Random(4);
    private final Fp12Lanes lanes = new Fp12Lanes();

    /** ±p/2 are the largest balanced values; products of those and small ones come between. */
    private Fp component() {
        Fp half = Fp.of(Fp.MODULUS.shiftRight(1));
        return switch (random.nextInt(6)) {
            case 0 -> half;
            case 1 -> half.neg();
            case 2 -> Fp.of(random.nextInt(5) - 2);
            default -> Fp.random(random);
        };
    }

    private Fp2 coefficient() {
        return new Fp2(component(), component());
    }

    private Fp12 element() {
        return Fp12.of(Stream.generate(this::coefficient).limit(6).toList());
    }

    private double[] unpack(Fp12... elements) {
        double[] unpacked = new double[(elements.length + 1) * SIZE];
        long[] rest = new long[49];
        for (int i = 0; i < elements.length; i++) {
            elements[i].write(rest, 1);
            lanes.unpack(unpacked, i * SIZE, rest, 1);
        }
        return unpacked;
    }

    private Fp12 pack(double[] a, int ao) {
        long[] rest = new long[50];
        lanes.pack(rest, 2, a, ao);
        return Fp12.read(rest, 2);
    }

    @Test
    void productsAndSquaresAreThoseOfScalarCode() {
        for (int i = 0; i < 100; i++) {
            Fp12 a = element();
            Fp12 b = element();
            double[] x = unpack(a, b);
            assertThat(pack(x, SIZE)).isEqualTo(b);
            lanes.mul(x, 2 * SIZE, x, 0, x, SIZE);
            assertThat(pack(x, 2 * SIZE)).isEqualTo(a.mul(b));
            lanes.mul(x, 0, x, 0, x, 0);
            assertThat(pack(x, 0)).isEqualTo(a.square());
            lanes.mul(x, SIZE, x, 0, x, SIZE);
            assertThat(pack(x, SIZE)).isEqualTo(a.square().mul(b));
        }
    }

    @Test
    void productsByLinesAreThoseOfScalarCode() {
        int lines = 9;
        for (int i = 0; i < 20; i++) {
            List<Fp2> coefficients =
                    Stream.generate(this::coefficient).limit(3 * lines).toList();
            int blocks = Math.ceilDiv(6 * lines, Lanes.COUNT);
            long[] rest = new long[blocks * Lanes.COUNT * 4];
            for (int k = 0; k < coefficients.size(); k++) {
                coefficients.get(k).write(rest, 8 * k);
            }
            double[] run = new double[blocks * FpLanes.BLOCK];
            FpLanes.unpack(run, 0, rest, 0, 4, blocks);
            FpLanes.reduce(run, 0, run, 0, blocks);
            Fp12 expected = element();
            double[] x = unpack(expected);
            for (int line = 0; line < lines; line++) {
                lanes.mulByLine(x, 0, x, 0, run, 6 * line);
                List<Fp2> l = coefficients.subList(3 * line, 3 * line + 3);
                expected = expected.mul(Fp12.of(List.of(l.get(0), Fp2.ZERO, Fp2.ZERO, l.get(1), l.get(2), Fp2.ZERO)));
                assertThat(pack(x, 0)).isEqualTo(expected);
            }
        }
    }

    /** a^((p⁶ − 1)(p² + 1)) lies in the cyclotomic subgroup; squares of its powers stay there. */
    @Test
    void cyclotomicSquaresAreThoseOfScalarCode() {
        BigInteger square = Fp.MODULUS.pow(2).add(BigInteger.ONE);
        for (int i = 0; i < 5; i++) {
            Fp12 a = i == 0 ? Fp12.ONE : element();
            a = a.conjugate().mul(a.inverse()).pow(square);
            double[] x = unpack(a);
            for (int k = 0; k < 20; k++) {
                lanes.cyclotomicSquare(x, (k + 1) % 2 * SIZE, x, k % 2 * SIZE);
                a = a.square();
                assertThat(pack(x, (k + 1) % 2 * SIZE)).isEqualTo(a);
            }
            lanes.cyclotomicSquare(x, 0, x, 0);
            assertThat(pack(x, 0)).isEqualTo(a.square());
        }
    }

    @Test
    void conjugatesAreThoseOfScalarCode() {
        Fp12 a = element();
        double[] x = unpack(a);
        Fp12Lanes.conjugate(x, SIZE, x, 0);
        assertThat(pack(x, SIZE)).isEqualTo(a.conjugate());
    }
}
