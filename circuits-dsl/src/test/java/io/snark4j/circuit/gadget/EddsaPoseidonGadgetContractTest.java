package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.BabyJubjubCircuits.point;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.lint.CircuitLint;
import io.snark4j.circuit.soundness.SoundnessCheck;
import io.snark4j.circuit.soundness.SoundnessReport;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.vectors.CircomlibVectors;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The circuit accepts circomlibjs' signatures and none of those that careless gadgets accept. */
class EddsaPoseidonGadgetContractTest {
    private static final CompiledCircuit CIRCUIT = CircuitCompiler.compile(
            new BabyJubjubCircuits.Signed(BabyJubjubVar.input(), BabyJubjubVar.input(), Var.input(), Var.input()));

    static Stream<Map<String, Object>> signatures() {
        return CircomlibVectors.load().eddsaPoseidon().stream().map(vector -> {
            Map<String, Object> inputs = new HashMap<>();
            inputs.put("publicKey", pointOf(vector.publicKey()));
            inputs.put("r8", pointOf(vector.r8()));
            inputs.put("s", Fr.of(vector.s()));
            inputs.put("message", Fr.of(vector.message()));
            return inputs;
        });
    }

    private static Map<String, Fr> pointOf(List<BigInteger> coordinates) {
        return point(Fr.of(coordinates.get(0)), Fr.of(coordinates.get(1)));
    }

    private static Map<String, Object> one() {
        return signatures().findFirst().orElseThrow();
    }

    private static void assertRefused(Map<String, Object> inputs, String label) {
        assertThatThrownBy(() -> CIRCUIT.solve(inputs))
                .isInstanceOf(UnsatisfiedConstraintException.class)
                .hasMessageContaining(label);
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> changed = one();
        changed.put(name, value);
        return changed;
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void circomlibsSignaturesVerify(Map<String, Object> inputs) {
        assertThat(CIRCUIT.solve(inputs).size()).isEqualTo(CIRCUIT.wires());
    }

    @Test
    void anotherMessageScalarOrPointIsRefused() {
        Fr s = (Fr) one().get("s");
        assertRefused(with("message", Fr.of(1235)), "\"signature\"");
        assertRefused(with("s", s.add(Fr.ONE)), "\"signature\"");
        assertRefused(with("r8", point(BabyJubjubPoint.BASE8)), "\"signature\"");
        assertRefused(with("publicKey", point(BabyJubjubPoint.BASE8)), "\"signature\"");
    }

    /** S + l satisfies the equation: only the range forbids a second form of every signature. */
    @Test
    void theScalarIsBelowTheOrder() {
        Fr s = (Fr) one().get("s");
        Fr order = Fr.of(BabyJubjubPoint.ORDER);
        for (int k = 1; k <= 7; k++) {
            s = s.add(order);
            assertRefused(with("s", s), "\"S < l\"");
        }
        assertRefused(with("s", order), "\"S < l\"");
    }

    @Test
    void pointsOffTheCurveAreRefused() {
        Map<?, ?> r8 = (Map<?, ?>) one().get("r8");
        Map<?, ?> key = (Map<?, ?>) one().get("publicKey");
        assertRefused(with("r8", point((Fr) r8.get("x"), ((Fr) r8.get("y")).add(Fr.ONE))), "\"R8 on the curve\"");
        assertRefused(
                with("publicKey", point((Fr) key.get("x"), ((Fr) key.get("y")).add(Fr.ONE))), "\"A on the curve\"");
        // Where divisors of the addition are zero: a sum would be anything.
        assertRefused(with("r8", point(Fr.ZERO, Fr.ZERO)), "\"R8 on the curve\"");
    }

    /** With 8A neutral R8 = S·B is valid for every message. */
    @Test
    void keysOfSmallOrderAreRefused() {
        BabyJubjubPoint small = BabyJubjubPoint.GENERATOR.mul(BabyJubjubPoint.ORDER);
        for (int i = 0; i < BabyJubjubPoint.COFACTOR; i++) {
            Map<String, Object> inputs = with("publicKey", point(small.mul(BigInteger.valueOf(i))));
            inputs.put("s", Fr.of(5));
            inputs.put("r8", point(BabyJubjubPoint.BASE8.mul(BigInteger.valueOf(5))));
            assertRefused(inputs, "\"8A is not neutral\"");
        }
    }

    /** A key with a part of small order is not refused, as in circomlib: its signatures verify by 8A. R8 with one does not. */
    @Test
    void aSmallPartOfR8IsRefused() {
        Map<?, ?> r8 = (Map<?, ?>) one().get("r8");
        BabyJubjubPoint shifted =
                new BabyJubjubPoint((Fr) r8.get("x"), (Fr) r8.get("y")).add(new BabyJubjubPoint(Fr.ZERO, Fr.ONE.neg()));
        assertRefused(with("r8", point(shifted)), "\"signature\"");
    }

    @Test
    void cost() {
        assertThat(CIRCUIT.constraints()).isEqualTo(3631);
        assertThat(CIRCUIT.warnings()).isEmpty();
    }

    @Test
    void everyCellAndEveryHintIsBound() {
        SoundnessReport report = SoundnessCheck.of(CIRCUIT).run(one(), new Random(8));
        assertThat(report.unnoticed()).isEmpty();
        assertThat(report.free()).isEmpty();
        assertThat(report.mutations()).isEqualTo(2 * (CIRCUIT.wires() - 1));
        assertThat(report.forgeries()).isGreaterThan(5000);
        CircuitLint.of(CIRCUIT).run(CIRCUIT.solve(one())).requireClean();
    }
}
