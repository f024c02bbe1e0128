package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.BabyJubjubCircuits.bits;
import static io.snark4j.circuit.gadget.BabyJubjubCircuits.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.circuit.soundness.SoundnessReport;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every cell changed and every hint replaced is noticed by the gadgets on points, but for what is free by design. */
class BabyJubjubSoundnessTest {
    private static final BabyJubjubPoint P = BabyJubjubPoint.BASE8.mul(BigInteger.valueOf(77));
    private static final BabyJubjubPoint Q = BabyJubjubPoint.GENERATOR.mul(BigInteger.valueOf(13));

    private static SoundnessReport run(Circuit circuit, Map<String, ?> inputs) {
        CompiledCircuit compiled = CircuitCompiler.compile(circuit);
        SoundnessReport report = SoundnessCheck.of(compiled)
                .permitFree("eighth", "eight points have one eightfold, and each shows that it is one")
                .run(inputs, new Random(1));
        assertThat(report.unnoticed()).isEmpty();
        assertThat(report.mutations()).isEqualTo(2 * (compiled.wires() - 1));
        CircuitLint.of(compiled)
                .permit("eighth", "eight points have one eightfold, and each shows that it is one")
                .run(compiled.solve(inputs))
                .requireClean();
        return report;
    }

    @Test
    void sums() {
        assertThat(run(
                                new BabyJubjubCircuits.Sum(
                                        BabyJubjubVar.input(), BabyJubjubVar.input(), BabyJubjubVar.input()),
                                Map.of("sum", point(P.add(Q)), "p", point(P), "q", point(Q)))
                        .free())
                .isEmpty();
        assertThat(run(
                                new BabyJubjubCircuits.Twice(BabyJubjubVar.input(), BabyJubjubVar.input()),
                                Map.of("sum", point(Q.twice()), "p", point(Q)))
                        .free())
                .isEmpty();
    }

    @Test
    void pointsOfTheSubgroup() {
        assertThat(run(new BabyJubjubCircuits.OnCurve(BabyJubjubVar.input()), Map.of("p", point(Q)))
                        .free())
                .isEmpty();
        // The eighth and its opposite differ in their eightfold; with a point of small order added they do not.
        assertThat(run(new BabyJubjubCircuits.InSubgroup(BabyJubjubVar.input()), Map.of("p", point(P)))
                        .free())
                .containsOnlyKeys("eighth");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 251})
    void multiplesOfAFixedPoint(int n) {
        BigInteger scalar = new BigInteger(n, new Random(n));
        assertThat(run(
                                new BabyJubjubCircuits.Fixed(BabyJubjubVar.input(), Arrays.asList(Var.array(n))),
                                Map.of("product", point(BabyJubjubPoint.BASE8.mul(scalar)), "bits", bits(scalar, n)))
                        .free())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 254})
    void multiplesOfAnyPoint(int n) {
        BigInteger scalar = new BigInteger(n, new Random(n));
        assertThat(run(
                                new BabyJubjubCircuits.Variable(
                                        BabyJubjubVar.input(), BabyJubjubVar.input(), Arrays.asList(Var.array(n))),
                                Map.of("product", point(P.mul(scalar)), "point", point(P), "bits", bits(scalar, n)))
                        .free())
                .containsOnlyKeys("eighth");
    }
}
