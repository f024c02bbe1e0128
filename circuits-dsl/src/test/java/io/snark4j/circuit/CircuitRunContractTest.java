package io.snark4j.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.r1cs.Satisfaction;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a circuit says of inputs, without a proof. */
class CircuitRunContractTest {
    record Purchase(@Public Var total, Var price, Var count) implements Circuit {
        @Override
        public void define(Api api) {
            Var product = price.times(count);
            api.label("at most a dozen", () -> api.assertLessOrEqual(count, api.constant(12), 8));
            Var half = api.hint("half", in -> new Fr[] {in[0].div(Fr.TWO)}, 1, count)[0];
            api.label("total", () -> api.assertProduct(half.times(2).plus(product), price.minus(3), total));
        }
    }

    record PurchaseInputs(long total, long price, long count) {}

    private static final CompiledCircuit CIRCUIT = CircuitCompiler.compile(Purchase.class);

    @Test
    void whatHoldsIsAccepted() {
        CircuitRun run = CircuitRun.of(CIRCUIT, new PurchaseInputs(24, 5, 2)).requireAccepted();
        assertThat(run.isAccepted()).isTrue();
        assertThat(run.message()).isEqualTo("all " + CIRCUIT.constraints() + " constraints hold");
        assertThat(run.toString()).startsWith("Purchase accepts: all ");
        assertThat(Satisfaction.check(CIRCUIT, run.witness().orElseThrow())).isEmpty();
        assertThatThrownBy(() -> run.requireRefused())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Purchase accepts: ")
                .hasMessageEndingWith(", expected to be refused");
    }

    @Test
    void aRefusalShowsTheConstraintWithItsOperandsByName() {
        CircuitRun run = CircuitRun.of(CIRCUIT, Map.of("total", 25, "price", 2, "count", 2));
        assertThat(run.isAccepted()).isFalse();
        assertThat(run.witness()).isEmpty();
        run.requireRefused("\"total\"", "CircuitRunContractTest.java:");
        assertThat(run.message().lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).matches("  a = \\$w4 \\+ 2·\\$w\\d+"),
                        line -> assertThat(line).isEqualTo("  b = -3 + price"),
                        line -> assertThat(line).isEqualTo("  c = total"),
                        line -> assertThat(line).isEqualTo("  total = 25"),
                        line -> assertThat(line).isEqualTo("  price = 2"),
                        line -> assertThat(line).isEqualTo("  $w4 = 4"),
                        line -> assertThat(line).matches("  \\$w\\d+ = 1"));
        assertThatThrownBy(run::requireAccepted)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Purchase refuses: constraint ");
        assertThatThrownBy(() -> run.requireRefused("at most a dozen"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected 'at most a dozen', but Purchase refuses: ");
    }

    @Test
    void theFirstConstraintThatFailsIsNamed() {
        CircuitRun.of(CIRCUIT, new PurchaseInputs(0, 3, 13)).requireRefused("at most a dozen");
        CircuitRun.of(CIRCUIT, new PurchaseInputs(1, 1, 13)).requireRefused("at most a dozen");
    }

    @Test
    void negativeValuesAreShownAsSuch() {
        assertThat(CircuitRun.of(CIRCUIT, Map.of("total", Fr.of(-7), "price", 2, "count", 2))
                        .message())
                .contains("\n  total = -7\n");
    }

    record Digest(@Public Var digest, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(digest, PoseidonGadget.hash(api, x));
        }
    }

    @Test
    void longSumsAndCoefficientsAreShortened() {
        CircuitRun run = CircuitRun.of(CircuitCompiler.compile(Digest.class), Map.of("digest", 5, "x", 6));
        run.requireRefused("constraint ", "CircuitRunContractTest.java:", "…");
        assertThat(run.message().lines()).allMatch(line -> line.length() < 400);
        assertThat(run.message()).contains("digest = 5");
    }

    record Failing(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            Var inverse = api.hint("inverse", in -> new Fr[] {in[0].inverse()}, 1, x)[0];
            api.assertProduct(inverse, x, y);
        }
    }

    @Test
    void aHintThatFailsIsARefusal() {
        CompiledCircuit circuit = CircuitCompiler.compile(Failing.class);
        CircuitRun.of(circuit, Map.of("y", 1, "x", 0))
                .requireRefused("hint \"inverse\" at CircuitRunContractTest.java:");
        CircuitRun.of(circuit, Map.of("y", 1, "x", 4)).requireAccepted();
    }

    @Test
    void inputsThatDoNotFitAreNoAnswer() {
        assertThatThrownBy(() -> CircuitRun.of(CIRCUIT, Map.of("total", 1)))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining("'price' is missing");
    }
}
