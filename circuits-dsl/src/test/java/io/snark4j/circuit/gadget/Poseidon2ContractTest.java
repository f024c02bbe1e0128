package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Poseidon2ContractTest {
    private static Fr hex(String digits) {
        return Fr.reduce(new BigInteger(digits, 16));
    }

    private static Fr[] range(int width) {
        Fr[] state = new Fr[width];
        Arrays.setAll(state, Fr::of);
        return state;
    }

    private static Fr[] filled(int width, Fr value) {
        return Collections.nCopies(width, value).toArray(Fr[]::new);
    }

    private static GadgetTrial gadget(int width) {
        return GadgetTrial.of(width, width, Poseidon2Gadget::permute);
    }

    /** The authors' reference implementation, and that of rs-soroban-poseidon for two elements, of 0, 1, 2, …. */
    @Test
    void permutationsEqualThePublishedOnes() {
        assertThat(Poseidon2.permute(range(2)))
                .containsExactly(
                        hex("1d01e56f49579cec72319e145f06f6177f6c5253206e78c2689781452a31878b"),
                        hex("0d189ec589c41b8cffa88cfc523618a055abe8192c70f75aa72fc514560f6c61"));
        assertThat(Poseidon2.permute(range(3)))
                .containsExactly(
                        hex("0bb61d24daca55eebcb1929a82650f328134334da98ea4f847f760054f4a3033"),
                        hex("303b6f7c86d043bfcbcc80214f26a30277a15d3f74ca654992defe7ff8d03570"),
                        hex("1ed25194542b12eef8617361c3ba7c52e660b145994427cc86296242cf766ec8"));
        assertThat(Poseidon2.permute(range(4)))
                .containsExactly(
                        hex("01bd538c2ee014ed5141b29e9ae240bf8db3fe5b9a38629a9647cf8d76c01737"),
                        hex("239b62e7db98aa3a2a8f6a0d2fa1709e7a35959aa6c7034814d9daa90cbac662"),
                        hex("04cbb44c61d928ed06808456bf758cbf0c18d1e15a7b6dbc8245fa7515d5e3cb"),
                        hex("2e11c5cff2a22c64d01304b778d78f6998eff1ab73163a35603f54794c30847a"));
    }

    /** Barretenberg's. */
    @Test
    void aPermutationOfLargeElementsEqualsThePublishedOne() {
        Fr large = hex("9a807b615c4d3e2fa0b1c2d3e4f56789fedcba9876543210abcdef0123456789");
        assertThat(Poseidon2.permute(filled(4, large)))
                .containsExactly(
                        hex("2bf1eaf87f7d27e8dc4056e9af975985bccc89077a21891d6c7b6ccce0631f95"),
                        hex("0c01fa1b8d0748becafbe452c0cb0231c38224ea824554c9362518eebdd5701f"),
                        hex("018555a8eb50cf07f64b019ebaf3af3c925c93e631f3ecd455db07bbb52bbdd3"),
                        hex("0cbea457c91c22c6c31fd89afd2541efc2edf31736b9f721e823b2165c90fd41"));
    }

    @Test
    void theDiagonalOfFourElementsLessOneIsThePublishedOne() {
        String[] published = {
            "10dc6e9c006ea38b04b1e03b4bd9490c0d03f98929ca1d7fb56821fd19d3b6e7",
            "0c28145b6a44df3e0149b3d0a30b3bb599df9756d4dd9b84a86b38cfb45a740b",
            "00544b8338791518b2c7645a50392798b21f75bb60e3596170067d00141cac15",
            "222c01175718386f2e2e82eb122789e352e105a3b8fa852613bc534433ee428b"
        };
        for (int i = 0; i < published.length; i++) {
            assertThat(Poseidon2.ofWidth(4).diagonal(i).sub(Fr.ONE)).isEqualTo(hex(published[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void theGadgetEqualsTheNativeTwin(int width) {
        GadgetTrial trial = gadget(width);
        Random random = new Random(width);
        Fr[] mixed = new Fr[width];
        Arrays.setAll(mixed, _ -> Fr.random(random));
        for (Fr[] state : List.of(range(width), filled(width, Fr.ZERO), filled(width, Fr.ONE.neg()), mixed)) {
            trial.gives(state, Poseidon2.permute(state));
        }
        trial.isSound(mixed);
    }

    @Test
    void compressionIsThePermutationAndTheFirstInput() {
        GadgetTrial trial = GadgetTrial.of(2, 1, (api, in) -> new Var[] {Poseidon2Gadget.compress(api, in[0], in[1])});
        assertThat(trial.cost()).isEqualTo(216);
        Fr[] inputs = GadgetTrial.of(5, -3);
        Fr digest = Poseidon2.permute(inputs)[0].add(inputs[0]);
        assertThat(Poseidon2.compress(inputs[0], inputs[1])).isEqualTo(digest);
        trial.gives(inputs, digest);
        trial.isSound(inputs);
    }

    record Permutation(@Public Var[] results, Var[] state) implements Circuit {
        @Override
        public void define(Api api) {
            Var[] permuted = Poseidon2Gadget.permute(api, state);
            for (int i = 0; i < results.length; i++) {
                api.assertEqual(results[i], permuted[i]);
            }
        }
    }

    /** Entries of A and B, without those that equate the results: what a prover pays for. */
    @ParameterizedTest
    @CsvSource({"2, 216, 699", "3, 240, 1035", "4, 264, 1419"})
    void costs(int width, int constraints, int entries) {
        assertThat(gadget(width).cost()).isEqualTo(constraints);
        CompiledCircuit alone = CircuitCompiler.compile(new Permutation(new Var[0], Var.array(width)));
        assertThat(alone.a().entries() + alone.b().entries()).isEqualTo(entries);
    }

    @Test
    void otherWidthsAreRefused() {
        assertThatThrownBy(() -> Poseidon2.permute(Fr.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Poseidon2 of 1 elements, expected 2 to 4");
        assertThatThrownBy(() -> gadget(5)).hasMessage("Poseidon2 of 5 elements, expected 2 to 4");
    }
}
