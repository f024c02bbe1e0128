package io.snark4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.field.Fr;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What `snark4j circuit bench --large` compiles, in small. */
class LargeCircuitContractTest {
    @Test
    void itHashesItsLastDigestWithTheSameValue() {
        CompiledCircuit circuit = CircuitCompiler.compile(LargeCircuit.ofConstraints(700));
        Fr two = Poseidon.hash(Poseidon.hash(Fr.of(5), Fr.of(5)), Fr.of(5));
        // x² and x⁴ of the same S-box input are shared.
        assertThat(circuit.constraints()).isEqualTo(2 * 240 - 2);
        assertThat(circuit.solve(Map.of("digest", two, "x", 5)).publicValues()).containsExactly(two);
    }
}
