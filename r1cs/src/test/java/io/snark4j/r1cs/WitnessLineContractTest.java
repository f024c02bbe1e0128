package io.snark4j.r1cs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** y = k + a·x with a = k²: wires 1, y, x, k, a, a·x. */
class WitnessLineContractTest {
    private static final R1cs SYSTEM = R1cs.builder(0, 2)
            .constrain(Systems.wire(3), Systems.wire(3), Systems.wire(4))
            .constrain(Systems.wire(4), Systems.wire(2), Systems.wire(5))
            .constrain(Systems.wire(3).plus(Systems.wire(5)), Systems.wire(0), Systems.wire(1))
            .build(6, 1);

    private static Witness at(Fr x, Fr secret) {
        Fr slope = secret.square();
        Fr product = slope.mul(x);
        return new Witness(FrVector.of(Fr.ONE, secret.add(product), x, secret, slope, product), 2);
    }

    private static WitnessLine line(Fr secret, Fr t0, Fr t1) {
        return WitnessLine.through(SYSTEM, t0, at(t0, secret), t1, at(t1, secret));
    }

    @Test
    void it_goes_through_every_witness_between_and_beyond() {
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            Fr secret = Fr.random(random);
            WitnessLine line = line(secret, Fr.random(random), Fr.random(random));
            Fr t = Fr.random(random);
            assertThat(line.at(t).values().limbs())
                    .isEqualTo(at(t, secret).values().limbs());
            assertThat(line.at(Fr.ZERO).values().limbs())
                    .isEqualTo(line.origin().limbs());
        }
    }

    @Test
    void it_knows_the_wires_that_move() {
        WitnessLine line = line(Fr.of(3), Fr.ONE, Fr.TWO);
        assertThat(line.movingWires()).containsExactly(1, 2, 5);
        assertThat(line.direction().get(1)).isEqualTo(Fr.of(9));
        assertThat(line.size()).isEqualTo(6);
        assertThat(line.publicCount()).isEqualTo(2);
    }

    @Test
    void a_witness_that_moves_otherwise_is_refused_with_row_and_values() {
        // x² = y holds at 1 and at 2, and at no other place of the line through both.
        R1cs square = R1cs.builder(0, 2)
                .constrain(Systems.wire(0), Systems.wire(0), Systems.wire(0))
                .constrain(Systems.wire(1), Systems.wire(1), Systems.wire(2))
                .build(3, 0);
        Witness first = new Witness(FrVector.of(Fr.ONE, Fr.ONE, Fr.ONE), 2);
        Witness second = new Witness(FrVector.of(Fr.ONE, Fr.TWO, Fr.of(4)), 2);
        assertThatThrownBy(() -> WitnessLine.through(square, Fr.ONE, first, Fr.TWO, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("witness line: at t = 0 constraint 1: a·b = c with a=0, b=0, c=" + Fr.of(-2));
    }

    /** Each of the three places is looked at: for each there is a row that is wrong there alone. */
    @Test
    void a_row_that_is_wrong_at_one_place_only_is_found_there() {
        Fr[] places = {Fr.ZERO, Fr.ONE, Fr.ONE.neg()};
        for (Fr wrong : places) {
            Fr[] roots = java.util.Arrays.stream(places)
                    .filter(t -> !t.equals(wrong))
                    .toArray(Fr[]::new);
            // (t − u)·(t − v) = 0, with t on wire 1.
            R1cs system = R1cs.builder(0, 1)
                    .constrain(
                            Systems.wire(1).minus(LinearCombination.constant(roots[0])),
                            Systems.wire(1).minus(LinearCombination.constant(roots[1])),
                            LinearCombination.ZERO)
                    .build(2, 0);
            assertThatThrownBy(() -> WitnessLine.through(
                            system,
                            roots[0],
                            new Witness(FrVector.of(Fr.ONE, roots[0]), 1),
                            roots[1],
                            new Witness(FrVector.of(Fr.ONE, roots[1]), 1)))
                    .hasMessageStartingWith("witness line: at t = " + wrong + " constraint 0: ");
        }
    }

    @Test
    void witnesses_at_one_place_or_of_another_length_are_refused() {
        assertThatThrownBy(() -> line(Fr.of(3), Fr.TWO, Fr.TWO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("witness line: both witnesses are at t = 2");
        Witness shorter = new Witness(FrVector.of(Fr.ONE, Fr.ONE, Fr.ONE), 2);
        assertThatThrownBy(() -> WitnessLine.through(SYSTEM, Fr.ONE, at(Fr.ONE, Fr.of(3)), Fr.TWO, shorter))
                .hasMessage("witness line: witnesses of 6 and 3 wires for a system of 6");
        Witness lessPublic = new Witness(at(Fr.TWO, Fr.of(3)).values(), 1);
        assertThatThrownBy(() -> WitnessLine.through(SYSTEM, Fr.ONE, at(Fr.ONE, Fr.of(3)), Fr.TWO, lessPublic))
                .hasMessage("witness line: witnesses of 2 and 1 public wires");
    }

    @Test
    void a_destroyed_line_is_zero_and_refuses_to_be_read() {
        WitnessLine line = line(Fr.of(3), Fr.ONE, Fr.TWO);
        FrVector origin = line.origin();
        FrVector direction = line.direction();
        line.destroy();
        assertThat(origin.limbs()).containsOnly(0);
        assertThat(direction.limbs()).containsOnly(0);
        assertThat(line.isDestroyed()).isTrue();
        assertThatThrownBy(() -> line.at(Fr.ONE)).hasMessage("the witness line was destroyed");
        assertThatThrownBy(line::movingWires).isInstanceOf(IllegalStateException.class);
        assertThat(line).hasToString("WitnessLine of 6 wires");
    }
}
