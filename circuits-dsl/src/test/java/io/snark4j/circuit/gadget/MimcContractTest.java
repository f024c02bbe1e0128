package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MimcContractTest {
    private static final Fr LAST = Fr.ONE.neg();

    private static Fr[] random(int n) {
        Random random = new Random(n);
        Fr[] values = new Fr[n];
        Arrays.setAll(values, _ -> Fr.random(random));
        return values;
    }

    private static final List<Fr[]> PAIRS =
            List.of(new Fr[] {Fr.ZERO, Fr.ZERO}, new Fr[] {LAST, Fr.ONE}, new Fr[] {Fr.ONE, LAST}, random(2));

    @Test
    void mimc7EqualsTheNativeTwin() {
        GadgetTrial cipher = GadgetTrial.of(2, 1, (api, in) -> new Var[] {Mimc7Gadget.encrypt(api, in[0], in[1])});
        GadgetTrial hash = GadgetTrial.of(3, 1, (api, in) -> new Var[] {Mimc7Gadget.hash(api, in[0], in[1], in[2])});
        assertThat(cipher.cost()).isEqualTo(364);
        assertThat(hash.cost()).isEqualTo(728);
        for (Fr[] in : PAIRS) {
            cipher.gives(in, Mimc7.encrypt(in[0], in[1]));
            hash.gives(new Fr[] {in[1], in[0], in[1]}, Mimc7.hash(in[1], in));
        }
        hash.isSound(random(3));
    }

    @Test
    void mimcSpongeEqualsTheNativeTwin() {
        GadgetTrial permutation = GadgetTrial.of(3, 2, (api, in) -> {
            MimcSpongeGadget.State state =
                    MimcSpongeGadget.permute(api, new MimcSpongeGadget.State(in[0], in[1]), in[2]);
            return new Var[] {state.left(), state.right()};
        });
        GadgetTrial hash = GadgetTrial.of(
                3,
                3,
                (api, in) -> MimcSpongeGadget.hash(api, in[0], 3, in[1], in[2]).toArray(Var[]::new));
        assertThat(permutation.cost()).isEqualTo(660);
        // A permutation without input begins with the S-box that the one before ended with: its square and fourth power
        // are there.
        assertThat(hash.cost()).isEqualTo(4 * 660 - 4);
        for (Fr[] in : PAIRS) {
            MimcSponge.State state = MimcSponge.permute(new MimcSponge.State(in[0], in[1]), in[1]);
            permutation.gives(new Fr[] {in[0], in[1], in[1]}, state.left(), state.right());
            hash.gives(
                    new Fr[] {in[0], in[1], in[0]},
                    MimcSponge.hash(in[0], 3, in[1], in[0]).toArray(Fr[]::new));
        }
        hash.isSound(random(3));
    }

    @Test
    void aSpongeWithoutOutputsIsRefused() {
        assertThatThrownBy(() -> MimcSponge.hash(Fr.ZERO, 0, Fr.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MiMC sponge with 0 outputs, expected at least 1");
        assertThatThrownBy(() -> GadgetTrial.of(
                        1,
                        0,
                        (api, in) -> MimcSpongeGadget.hash(api, in[0], 0, in[0]).toArray(Var[]::new)))
                .hasMessage("MiMC sponge with 0 outputs, expected at least 1");
    }
}
