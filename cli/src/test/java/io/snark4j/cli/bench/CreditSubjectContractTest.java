package io.snark4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What `snark4j circuit bench` measures, and the constraint counts that the README states. */
class CreditSubjectContractTest {
    @Test
    void inputsSatisfyTheirCircuitsOfTheStatedSizes() {
        List<String> sizes = CreditSubject.all().stream()
                .map(subject -> {
                    CompiledCircuit circuit = CircuitCompiler.compile(subject.circuit());
                    assertThat(circuit.solve(subject.inputs()).size()).isEqualTo(circuit.wires());
                    return subject.name() + " " + subject.depth() + " " + circuit.constraints();
                })
                .toList();
        assertThat(sizes)
                .containsExactly(
                        "MembershipAndBalance 20 6089",
                        "MembershipAndBalance 32 8993",
                        "CreditRequest 20 13147",
                        "CreditRequest 32 16051",
                        "CreditExit 0 7792");
    }
}
