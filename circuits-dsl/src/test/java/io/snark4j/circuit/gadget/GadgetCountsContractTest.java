package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many constraints gadgets cost, and how many entries of A and B, which are what a prover pays for. */
class GadgetCountsContractTest {
    record Hash(@Public Var digest, List<Var> inputs) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(digest, PoseidonGadget.hash(api, inputs.toArray(Var[]::new)));
        }
    }

    record Path(@Public Var root, Var leaf, List<Var> bits, List<Var> siblings) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(root, MerkleGadget.root(api, leaf, bits, siblings));
        }
    }

    record Ticket(
            @Public Var nullifier,
            @Public Var share,
            @Public Var x,
            Var secret,
            Var scope,
            Var index) implements Circuit {
        @Override
        public void define(Api api) {
            Var slope = RlnGadget.slope(api, secret, scope, index);
            api.assertEqual(nullifier, RlnGadget.nullifier(api, slope));
            api.assertEqual(share, RlnGadget.share(api, secret, slope, x));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 213", "2, 240", "3, 261", "4, 297", "5, 321", "6, 354", "7, 381", "8, 402",
        "9, 417", "10, 459", "11, 465", "12, 504", "13, 543", "14, 537", "15, 573", "16, 609"
    })
    void poseidonCostsThreeConstraintsAnSboxButTheFirst(int inputs, int constraints) {
        CompiledCircuit circuit = CircuitCompiler.compile(new Hash(Var.input(), Arrays.asList(Var.array(inputs))));
        assertThat(circuit.constraints()).isEqualTo(constraints);
        assertThat(circuit.warnings()).isEmpty();
    }

    @Test
    void partialRoundsStayOutOfTheProversMatrices() {
        CompiledCircuit circuit = CircuitCompiler.compile(new Hash(Var.input(), Arrays.asList(Var.array(2))));
        assertThat(circuit.a().entries() + circuit.b().entries()).isEqualTo(948);
    }

    @Test
    void aMerkleLevelCosts242() {
        for (int depth : new int[] {1, 2, 5}) {
            CompiledCircuit circuit = CircuitCompiler.compile(new Path(
                    Var.input(), Var.input(), Arrays.asList(Var.array(depth)), Arrays.asList(Var.array(depth))));
            assertThat(circuit.constraints()).isEqualTo(242 * depth);
        }
    }

    @Test
    void aTicketCosts475() {
        assertThat(CircuitCompiler.compile(Ticket.class).constraints()).isEqualTo(261 + 213 + 1);
    }
}
