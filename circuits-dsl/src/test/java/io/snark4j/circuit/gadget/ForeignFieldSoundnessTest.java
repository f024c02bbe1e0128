package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.ForeignTrial.bits;
import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.lint.LintFinding;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.circuit.soundness.SoundnessReport;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A prover who changes any cell or any hint of foreign arithmetic is refused, but for the choice that {@link ForeignFieldGadget} grants. The lint
 * knows nothing of divisibility: it cannot show that remainders are unique, but finds no second one.
 */
class ForeignFieldSoundnessTest {
    private static final ForeignField P = ForeignField.of(ForeignTrial.P);
    private static final ForeignField TWO_LIMBS = ForeignField.of(BigInteger.valueOf((1L << 40) - 87));

    @FunctionalInterface
    interface Body {
        void define(Api api, ForeignVar[] numbers);
    }

    /** The numbers' bits are public, so that they are what they are. */
    record Given(@Public Var[] bits, ForeignField field, Body body) implements Circuit {
        @Override
        public void define(Api api) {
            ForeignVar[] numbers = new ForeignVar[bits.length / field.bits()];
            Arrays.setAll(
                    numbers,
                    i -> ForeignFieldGadget.fromBits(
                            api, field, List.of(bits).subList(field.bits() * i, field.bits() * (i + 1))));
            body.define(api, numbers);
        }
    }

    private static SoundnessReport run(ForeignField field, Body body, BigInteger... numbers) {
        CompiledCircuit circuit =
                CircuitCompiler.compile(new Given(Var.array(field.bits() * numbers.length), field, body));
        Map<String, ?> inputs = Map.of("bits", bits(field, numbers));
        SoundnessReport report = SoundnessCheck.of(circuit).run(inputs, new Random(3));
        assertThat(report.mutations()).isEqualTo(2 * (circuit.wires() - 1));
        assertThat(report.forgeries()).isPositive();
        if (report.isSound()) {
            assertThat(CircuitLint.of(circuit).run(circuit.solve(inputs)).findings())
                    .allMatch(finding -> finding.kind() == LintFinding.Kind.NOT_SHOWN);
        }
        return report;
    }

    private static void product(Api api, ForeignVar[] in) {
        List<Var> _ = ForeignFieldGadget.canonicalBits(api, ForeignFieldGadget.mul(api, in[0], in[1]));
    }

    private static void expression(Api api, ForeignVar[] in) {
        ForeignVar sum = ForeignFieldGadget.mulAdd(
                api, in[0].minus(in[1]), in[1].times(-3), ForeignFieldGadget.square(api, in[0]));
        ForeignVar quotient = ForeignFieldGadget.div(api, sum, in[1]);
        List<Var> _ = ForeignFieldGadget.canonicalBits(
                api, ForeignFieldGadget.select(api, in[0].bits().getFirst(), quotient, in[1]));
    }

    private static void comparisons(Api api, ForeignVar[] in) {
        ForeignFieldGadget.assertDifferent(api, in[0], in[1]);
        ForeignFieldGadget.assertEqual(api, in[0].times(2), in[1]);
        ForeignFieldGadget.assertCanonical(api, in[1]);
    }

    private static void reduction(Api api, ForeignVar[] in) {
        ForeignVar _ = ForeignFieldGadget.reduce(api, ForeignFieldGadget.mul(api, in[0], in[1]));
    }

    /** 5·1 = 5, whose alias 5 + p is below 2^256 too: only the comparison with p refuses it. */
    @Test
    void canonicalProductsCannotBeCheated() {
        BigInteger five = BigInteger.valueOf(5);
        assertThat(run(P, ForeignFieldSoundnessTest::product, five, BigInteger.ONE)
                        .unnoticed())
                .isEmpty();
        for (BigInteger factor : List.of(BigInteger.ONE, BigInteger.valueOf(0xabcdef98765L))) {
            assertThat(run(TWO_LIMBS, ForeignFieldSoundnessTest::product, five, factor.mod(TWO_LIMBS.modulus()))
                            .unnoticed())
                    .isEmpty();
        }
    }

    @Test
    void quotientsAndSelectionsCannotBeCheated() {
        for (long a : new long[] {0, 1, 0x12345678abL}) {
            assertThat(run(
                                    TWO_LIMBS,
                                    ForeignFieldSoundnessTest::expression,
                                    BigInteger.valueOf(a),
                                    BigInteger.valueOf(0x7654321001L))
                            .unnoticed())
                    .as("a = %s", a)
                    .isEmpty();
        }
    }

    @Test
    void comparisonsCannotBeCheated() {
        BigInteger a = new BigInteger(256, new Random(5)).mod(ForeignTrial.P);
        assertThat(run(P, ForeignFieldSoundnessTest::comparisons, a, P.add(a, a))
                        .unnoticed())
                .isEmpty();
    }

    /** x + p is a number for x as well, where it is below 2^256: what is not asserted to be canonical has two forms then, and only then. */
    @ParameterizedTest
    @ValueSource(longs = {5, 87})
    void reducedElementsHaveTheirTwoFormsAndNoOther(long element) {
        SoundnessReport report =
                run(TWO_LIMBS, ForeignFieldSoundnessTest::reduction, BigInteger.valueOf(element), BigInteger.ONE);
        if (element < 87) {
            assertThat(report.unnoticed()).singleElement().asString().startsWith("hint \"foreign remainder\"");
        } else {
            assertThat(report.unnoticed()).isEmpty();
        }
    }
}
