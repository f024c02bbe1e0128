package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.BabyJubjubCircuits.bits;
import static io.snark4j.circuit.gadget.BabyJubjubCircuits.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gadgets on points accept what {@link BabyJubjubPoint} computes, and nothing else. */
class BabyJubjubGadgetContractTest {
    private static final BabyJubjubPoint BASE = BabyJubjubPoint.BASE8;
    private static final BabyJubjubPoint ORDER_TWO = new BabyJubjubPoint(Fr.ZERO, Fr.ONE.neg());

    private static BabyJubjubPoint random(Random random) {
        return BabyJubjubPoint.GENERATOR.mul(new BigInteger(253, random));
    }

    private static void assertRefused(CompiledCircuit circuit, Map<String, ?> inputs) {
        assertThatThrownBy(() -> circuit.solve(inputs)).isInstanceOf(UnsatisfiedConstraintException.class);
    }

    /** Accepted with the right result, refused with each coordinate of it changed. */
    private static void check(CompiledCircuit circuit, String name, BabyJubjubPoint result, Map<String, ?> others) {
        Map<String, Object> inputs = new java.util.HashMap<>(others);
        inputs.put(name, point(result));
        assertThat(circuit.solve(inputs).publicValues()).startsWith(result.x(), result.y());
        for (Map<String, Fr> wrong : List.of(
                point(result.x().add(Fr.ONE), result.y()),
                point(result.x(), result.y().neg()))) {
            inputs.put(name, wrong);
            assertRefused(circuit, inputs);
        }
    }

    static Stream<BabyJubjubPoint> points() {
        Random random = new Random(5);
        // All eight points whose order divides 8, the ends of the subgroup, and others.
        BabyJubjubPoint small = BabyJubjubPoint.GENERATOR.mul(BabyJubjubPoint.ORDER);
        List<BabyJubjubPoint> points = new ArrayList<>(List.of(BASE, BASE.neg(), BabyJubjubPoint.GENERATOR));
        for (int i = 0; i < BabyJubjubPoint.COFACTOR; i++) {
            points.add(small.mul(BigInteger.valueOf(i)));
        }
        for (int i = 0; i < 3; i++) {
            points.add(random(random));
        }
        return points.stream();
    }

    @Test
    void theSmallPointsAreThere() {
        assertThat(points().toList()).contains(BabyJubjubPoint.IDENTITY, ORDER_TWO);
    }

    @Test
    void sumsOfAllPairs() {
        CompiledCircuit circuit = CircuitCompiler.compile(
                new BabyJubjubCircuits.Sum(BabyJubjubVar.input(), BabyJubjubVar.input(), BabyJubjubVar.input()));
        for (BabyJubjubPoint p : points().toList()) {
            for (BabyJubjubPoint q : points().toList()) {
                BabyJubjubPoint sum = p.add(q);
                Map<String, Object> inputs = Map.of("sum", point(sum), "p", point(p), "q", point(q));
                assertThat(circuit.solve(inputs).publicValues()).containsExactly(sum.x(), sum.y());
            }
        }
        check(circuit, "sum", BASE.twice(), Map.of("p", point(BASE), "q", point(BASE)));
    }

    @ParameterizedTest
    @MethodSource("points")
    void doubles(BabyJubjubPoint p) {
        CompiledCircuit circuit =
                CircuitCompiler.compile(new BabyJubjubCircuits.Twice(BabyJubjubVar.input(), BabyJubjubVar.input()));
        BabyJubjubPoint sum = p.twice();
        assertThat(circuit.solve(Map.of("sum", point(sum), "p", point(p))).publicValues())
                .containsExactly(sum.x(), sum.y());
        assertRefused(circuit, Map.of("sum", point(sum.x().add(Fr.ONE), sum.y()), "p", point(p)));
    }

    @ParameterizedTest
    @MethodSource("points")
    void pointsAndThoseOfTheSubgroup(BabyJubjubPoint p) {
        CompiledCircuit onCurve = CircuitCompiler.compile(new BabyJubjubCircuits.OnCurve(BabyJubjubVar.input()));
        assertThat(onCurve.solve(Map.of("p", point(p))).publicValues()).containsExactly(p.x(), p.y());
        assertRefused(onCurve, Map.of("p", point(p.x(), p.y().add(Fr.ONE))));
        CompiledCircuit inSubgroup = CircuitCompiler.compile(new BabyJubjubCircuits.InSubgroup(BabyJubjubVar.input()));
        if (p.isInSubgroup()) {
            assertThat(inSubgroup.solve(Map.of("p", point(p))).publicValues()).containsExactly(p.x(), p.y());
        } else {
            assertRefused(inSubgroup, Map.of("p", point(p)));
        }
        assertRefused(inSubgroup, Map.of("p", point(p.x().add(Fr.ONE), p.y())));
    }

    /** All scalars of few bits; longer ones at the ends of their ranges, where the windows' sums come closest to each other and to l. */
    static Stream<BigInteger> scalars(int bits) {
        if (bits <= 5) {
            return Stream.iterate(BigInteger.ZERO, BigInteger.ONE::add).limit(1L << bits);
        }
        BigInteger all = BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
        BigInteger half = BigInteger.TWO.pow(bits - 1);
        BigInteger alternating = new BigInteger("5".repeat(64), 16).and(all);
        Random random = new Random(bits);
        List<BigInteger> scalars = new ArrayList<>(List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                BigInteger.TWO,
                all,
                all.subtract(BigInteger.ONE),
                half,
                half.subtract(BigInteger.ONE),
                half.add(BigInteger.ONE),
                alternating,
                alternating.shiftLeft(1).and(all),
                new BigInteger(bits, random)));
        for (int i = 1; i <= 16; i++) {
            BigInteger multiple =
                    BabyJubjubPoint.ORDER.multiply(BigInteger.valueOf(i)).shiftRight(1);
            for (int d = -1; d <= 1; d++) {
                scalars.add(multiple.add(BigInteger.valueOf(d)));
            }
        }
        return scalars.stream().filter(scalar -> scalar.bitLength() <= bits);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 31, 32, 96, 128, 249, 250, 251, 252, 253, 254, 256})
    void multiplesOfAFixedPoint(int n) {
        CompiledCircuit circuit = CircuitCompiler.compile(
                new BabyJubjubCircuits.Fixed(BabyJubjubVar.input(), Arrays.asList(Var.array(n))));
        scalars(n).forEach(scalar -> check(circuit, "product", BASE.mul(scalar), Map.of("bits", bits(scalar, n))));
        assertRefused(
                circuit,
                Map.of(
                        "product",
                        point(BASE.mul(BigInteger.TWO)),
                        "bits",
                        withFirst(Fr.TWO, bits(BigInteger.ZERO, n))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 32, 249, 250, 251, 252, 253, 254})
    void multiplesOfAnyPoint(int n) {
        CompiledCircuit circuit = CircuitCompiler.compile(new BabyJubjubCircuits.Variable(
                BabyJubjubVar.input(), BabyJubjubVar.input(), Arrays.asList(Var.array(n))));
        BabyJubjubPoint other = random(new Random(n)).mul(BigInteger.valueOf(BabyJubjubPoint.COFACTOR));
        scalars(n).forEach(scalar -> {
            for (BabyJubjubPoint p : List.of(BASE, other)) {
                check(circuit, "product", p.mul(scalar), Map.of("point", point(p), "bits", bits(scalar, n)));
            }
        });
        for (BabyJubjubPoint p : List.of(BabyJubjubPoint.IDENTITY, ORDER_TWO, BabyJubjubPoint.GENERATOR)) {
            assertRefused(circuit, Map.of("product", point(p), "point", point(p), "bits", bits(BigInteger.ONE, n)));
        }
    }

    private static List<Fr> withFirst(Fr first, List<Fr> values) {
        List<Fr> changed = new ArrayList<>(values);
        changed.set(0, first);
        return changed;
    }

    @ParameterizedTest
    @CsvSource({"32, 66", "96, 194", "128, 258", "251, 508", "254, 518"})
    void aFixedPointCostsTwoConstraintsABit(int bits, int constraints) {
        assertThat(CircuitCompiler.compile(
                                new BabyJubjubCircuits.Fixed(BabyJubjubVar.input(), Arrays.asList(Var.array(bits))))
                        .constraints())
                .isEqualTo(bits + constraints);
    }

    @Test
    void costs() {
        assertThat(CircuitCompiler.compile(new BabyJubjubCircuits.OnCurve(BabyJubjubVar.input()))
                        .constraints())
                .isEqualTo(3);
        assertThat(CircuitCompiler.compile(new BabyJubjubCircuits.InSubgroup(BabyJubjubVar.input()))
                        .constraints())
                .isEqualTo(18);
        assertThat(CircuitCompiler.compile(new BabyJubjubCircuits.Sum(
                                BabyJubjubVar.input(), BabyJubjubVar.input(), BabyJubjubVar.input()))
                        .constraints())
                .isEqualTo(3 + 3 + 6);
        assertThat(CircuitCompiler.compile(new BabyJubjubCircuits.Twice(BabyJubjubVar.input(), BabyJubjubVar.input()))
                        .constraints())
                .isEqualTo(3 + 5);
        int bits = Fr.MODULUS.bitLength();
        assertThat(CircuitCompiler.compile(new BabyJubjubCircuits.Variable(
                                BabyJubjubVar.input(), BabyJubjubVar.input(), Arrays.asList(Var.array(bits))))
                        .constraints())
                .isEqualTo(18 + 1 + bits + 2057);
    }

    @Test
    void aFixedPointIsOfOrderL() {
        for (BabyJubjubPoint p : List.of(BabyJubjubPoint.IDENTITY, ORDER_TWO, BabyJubjubPoint.GENERATOR)) {
            assertThatThrownBy(() -> BabyJubjubGadget.mulFixed(null, p, Var.input()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected at least one, of a point of order l");
        }
    }
}
