package io.snark4j.circuit.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.PoseidonGadget;
import org.junit.jupiter.api.Test;

/** A circuit that has grown says where. */
class ConstraintCountContractTest {
    record Purchase(@Public Var digest, Var price, Var secret, int bits, boolean twice) implements Circuit {
        static Purchase of(int bits, boolean twice) {
            return new Purchase(Var.input(), Var.input(), Var.input(), bits, twice);
        }

        @Override
        public void define(Api api) {
            api.label("price is small", () -> api.assertRange(price, bits));
            Var hash = PoseidonGadget.hash(api, secret);
            api.assertEqual(digest, twice ? PoseidonGadget.hash(api, hash) : hash);
        }
    }

    private static ConstraintCount count(int bits, boolean twice) {
        return ConstraintCount.of(CircuitCompiler.compile(Purchase.of(bits, twice)));
    }

    @Test
    void whatIsAsPinnedPasses() {
        count(8, false).requireEqualTo(221);
        assertThat(count(8, false).constraints()).isEqualTo(221);
        String pin = count(8, false).pin();
        count(8, false).requireAsPinned(pin);
        count(8, false).requireAsPinned("\n   " + pin.replace("\n", "\n\n   "));
    }

    @Test
    void aPinNamesMethodsAndLabels() {
        assertThat(count(8, false).pin().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("8 .*Purchase\\.define > .*Purchase\\.define \"price is small\""))
                .anyMatch(line -> line.contains("Purchase.define > PoseidonGadget.hash"));
    }

    @Test
    void whatGrewIsNamedWithItsLine() {
        String pin = count(8, false).pin();
        assertThatThrownBy(() -> count(12, true).requireAsPinned(pin))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Purchase: 438 constraints, expected 221 (+217)\n")
                .hasMessageContaining("  +4 (12, was 8) ")
                .hasMessageContaining("ConstraintCountContractTest.java:")
                .hasMessageContaining("to pin it as it is:\n" + count(12, true).pin());
        assertThatThrownBy(() -> count(4, false).requireAsPinned(pin)).hasMessageContaining("  -4 (4, was 8) ");
    }

    @Test
    void aNumberAloneSaysWhereMostAre() {
        assertThatThrownBy(() -> count(8, false).requireEqualTo(220))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Purchase: 221 constraints, expected 220 (+1); most are stated by\n")
                .hasMessageContaining("PoseidonGadget.java:");
    }

    @Test
    void whatIsNoPinIsRefused() {
        for (String wrong : new String[] {"many Purchase.define", "12", "Purchase.define"}) {
            assertThatThrownBy(() -> count(8, false).requireAsPinned(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pin: '" + wrong + "', expected a number and a name");
        }
    }
}
