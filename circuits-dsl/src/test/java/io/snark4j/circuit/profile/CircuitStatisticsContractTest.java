package io.snark4j.circuit.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes as they can be counted by hand. */
class CircuitStatisticsContractTest {
    record Small(@Public Var y, Var a, Var b) implements Circuit {
        @Override
        public void define(Api api) {
            api.toBits(a, 3);
            api.assertEqual(y, api.sum(a, b, api.constant(1)).times(b));
        }
    }

    @Test
    void sizesOfACompiledCircuit() {
        CompiledCircuit circuit = CircuitCompiler.compile(Small.class);
        CircuitStatistics statistics = CircuitStatistics.of(circuit);
        assertThat(statistics.constraints()).isEqualTo(4);
        assertThat(statistics.wires()).isEqualTo(6);
        assertThat(statistics.publicInputs()).isEqualTo(1);
        assertThat(statistics.publicOutputs()).isZero();
        assertThat(statistics.privateInputs()).isEqualTo(2);
        assertThat(statistics.hints()).isEqualTo(1);
        assertThat(statistics.hintOutputs()).isEqualTo(2);
        // Two bits, what remains of a after them, and a + b + 1; likewise with the constant one, and b.
        assertThat(statistics.a().entries()).isEqualTo(1 + 1 + 3 + 3);
        assertThat(statistics.b().entries()).isEqualTo(2 + 2 + 4 + 1);
        assertThat(statistics.c().entries()).isEqualTo(1);
        assertThat(statistics.entries()).isEqualTo(18);
        assertThat(statistics.b().longest()).isEqualTo(4);
        assertThat(statistics.b().description()).startsWith("CircuitStatisticsContractTest.java:");
        assertThat(circuit.b().row(statistics.b().longestRow()).size()).isEqualTo(4);
        assertThat(statistics.rows()).isEqualTo(6);
        assertThat(statistics.log2Domain()).isEqualTo(3);
        assertThat(statistics.toString().lines())
                .anyMatch(line -> line.matches("hints +1  calls, which compute 2 wires"))
                .anyMatch(line -> line.matches("domain +8  2\\^3, of which 6 rows are used"));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 2", "3, 3", "6, 3", "7, 4"})
    void theDomainHoldsConstraintsPublicWiresAndTheConstantOne(int constraints, int log2) {
        R1cs.Builder system = R1cs.builder(1, 0);
        LinearCombination wire = LinearCombination.of(1, Fr.ONE);
        for (int i = 0; i < constraints; i++) {
            system.constrain(wire, wire, wire);
        }
        CircuitStatistics statistics = CircuitStatistics.of(system.build(2, 0));
        assertThat(statistics.log2Domain()).isEqualTo(log2);
        assertThat(statistics.hints()).isZero();
        assertThat(statistics.a().longestRow()).isEqualTo(constraints == 0 ? -1 : 0);
        assertThat(statistics.toString()).contains("public outputs").doesNotContain("hints");
    }
}
