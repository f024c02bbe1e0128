package io.snark4j.r1cs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.field.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

class SatisfactionContractTest {
    @Test
    void accepts_an_honest_witness() {
        assertThat(Satisfaction.check(Systems.cubic(), Systems.cubicWitness())).isEmpty();
    }

    @Test
    void names_the_first_violated_constraint_with_its_values() {
        Witness wrong = new Witness(FrVector.of(Fr.ONE, Fr.of(35), Fr.of(3), Fr.of(8)), 1);
        UnsatisfiedConstraint first = Satisfaction.check(Systems.cubic(), wrong).orElseThrow();
        assertThat(first).isEqualTo(new UnsatisfiedConstraint(0, "", Fr.of(3), Fr.of(3), Fr.of(8)));
        assertThat(first).hasToString("constraint 0: a·b = c with a=3, b=3, c=8");
    }

    @Test
    void the_message_has_place_and_label_where_they_are_known() {
        assertThat(new UnsatisfiedConstraint(
                                17, "MembershipAndBalance.java:88 \"balance ≥ price\"", Fr.of(5), Fr.ONE, Fr.of(6))
                        .message())
                .isEqualTo(
                        "constraint 17 at MembershipAndBalance.java:88 \"balance ≥ price\": a·b = c with a=5, b=1, c=6");
    }

    @Test
    void every_number_of_threads_finds_the_same_constraint() {
        int n = 20_000;
        R1cs.Builder builder = R1cs.builder(0, 0);
        for (int i = 0; i < n; i++) {
            LinearCombination product = i == 9_999 || i == 15_000 ? Systems.wire(0) : Systems.wire(1);
            builder.constrain(Systems.wire(0), Systems.wire(1), product);
        }
        R1cs system = builder.build(2, 1);
        Witness witness = new Witness(FrVector.of(Fr.ONE, Fr.TWO), 0);
        for (int threads : new int[] {1, 2, 3, 4}) {
            assertThat(Satisfaction.check(system, witness, Work.ofThreads(threads))
                            .orElseThrow()
                            .index())
                    .isEqualTo(9_999);
        }
    }

    @Test
    void refuses_a_witness_of_another_length() {
        Witness witness = new Witness(FrVector.of(Fr.ONE, Fr.of(35), Fr.of(3)), 1);
        assertThatThrownBy(() -> Satisfaction.check(Systems.cubic(), witness))
                .hasMessage("satisfaction: 4 wires but 3 values");
    }

    @Test
    void a_witness_gives_its_public_values_and_hides_the_others() {
        Witness witness = Systems.cubicWitness();
        assertThat(witness.publicValues()).isEqualTo(List.of(Fr.of(35)));
        assertThat(witness).hasToString("Witness of 4 wires");
        assertThat(witness.value(2)).isEqualTo(Fr.of(3));
    }

    @Test
    void a_destroyed_witness_is_zero_and_refuses_to_be_read() {
        Witness witness = Systems.cubicWitness();
        FrVector values = witness.values();
        witness.destroy();
        assertThat(values.limbs()).containsOnly(0);
        assertThat(witness.isDestroyed()).isTrue();
        assertThatThrownBy(witness::publicValues).hasMessage("the witness was destroyed");
        assertThatThrownBy(() -> witness.value(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_witness_begins_with_one_and_holds_its_public_values() {
        assertThatThrownBy(() -> new Witness(FrVector.of(Fr.TWO), 0)).hasMessage("witness: wire 0 is 2, expected 1");
        assertThatThrownBy(() -> new Witness(FrVector.of(Fr.ONE), 1))
                .hasMessage("witness: 1 values cannot hold the constant one and 1 public ones");
    }
}
