package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableGadgetContractTest {
    private static Table random(int bits, long seed) {
        Random random = new Random(seed);
        return new Table(
                Stream.generate(() -> Fr.random(random)).limit(1L << bits).toList());
    }

    private static GadgetTrial lookup(int bits, Table... tables) {
        return GadgetTrial.of(bits, tables.length, (api, in) -> TableGadget.lookup(api, in, tables));
    }

    /** Constraints beyond those that the index bits are boolean. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0",
        "2, 1, 1",
        "3, 1, 2",
        "4, 1, 4",
        "5, 1, 7",
        "6, 1, 11",
        "7, 1, 18",
        "8, 1, 26",
        "2, 2, 1",
        "3, 2, 3",
        "4, 2, 6",
        "5, 2, 10",
        "6, 2, 17",
        "7, 2, 25",
        "8, 2, 40",
        "4, 100, 11"
    })
    void costsWhatTheCheapestSplitDoes(int bits, int tables, int constraints) {
        Table[] all = new Table[tables];
        Arrays.setAll(all, i -> random(bits, i));
        assertThat(lookup(bits, all).cost()).isEqualTo(bits + constraints);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everyIndexGivesItsValues(int bits) {
        Table first = random(bits, 1);
        Table second = random(bits, 2);
        GadgetTrial trial = lookup(bits, first, second);
        for (int i = 0; i < 1 << bits; i++) {
            trial.gives(GadgetTrial.bits(i, bits), first.at(i), second.at(i));
        }
        trial.isSound(GadgetTrial.bits((1 << bits) - 1, bits));
    }

    @Test
    void tablesOfFewValuesAndConstantIndices() {
        Table table = Table.of(7, 7, 7, 7, 7, 7, 7, 8);
        GadgetTrial trial = lookup(3, table);
        for (int i = 0; i < 8; i++) {
            trial.gives(GadgetTrial.bits(i, 3), table.at(i));
        }
        GadgetTrial constant = GadgetTrial.of(
                0,
                1,
                (api, in) ->
                        TableGadget.lookup(api, new Var[] {api.constant(1), api.constant(1), api.constant(1)}, table));
        constant.gives(new Fr[0], Fr.of(8));
        assertThat(constant.cost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void selectGivesTheVariableAtTheIndex(int bits) {
        int size = 1 << bits;
        GadgetTrial trial =
                GadgetTrial.of(bits + size, 1, (api, in) -> new Var[] {
                    TableGadget.select(api, Arrays.copyOf(in, bits), Arrays.copyOfRange(in, bits, bits + size))
                });
        assertThat(trial.cost()).isEqualTo(bits + size - 1);
        Table values = random(bits, 5);
        for (int i = 0; i < size; i++) {
            Fr[] inputs = GadgetTrial.concat(
                    GadgetTrial.bits(i, bits), values.values().toArray(Fr[]::new));
            trial.gives(inputs, values.at(i));
            trial.isSound(inputs);
        }
    }

    @Test
    void indicesThatAreNoBitsAreRefused() {
        lookup(2, random(2, 1)).refuses(GadgetTrial.of(2, 0));
        lookup(2, random(2, 1)).refuses(GadgetTrial.of(0, -1));
        GadgetTrial.of(3, 1, (api, in) -> new Var[] {TableGadget.select(api, new Var[] {in[0]}, in[1], in[2])})
                .refuses(GadgetTrial.of(2, 5, 6));
    }

    @Test
    void wrongSizesAreRefusedByName() {
        assertThatThrownBy(() -> new Table(List.of(Fr.ONE, Fr.ONE, Fr.ONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table of 3 values, expected a power of two");
        assertThatThrownBy(() -> new Table(List.of())).hasMessage("table of 0 values, expected a power of two");
        assertThatThrownBy(() -> lookup(3, random(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table of 4 values but an index of 3 bits");
        assertThatThrownBy(() ->
                        GadgetTrial.of(2, 1, (api, in) -> new Var[] {TableGadget.select(api, in, in[0], in[1])}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 values but an index of 2 bits");
        assertThatThrownBy(() -> GadgetTrial.of(1, 1, (api, in) -> TableGadget.lookup(api, new Var[0], Table.of(1))))
                .hasMessage("index of 0 bits, expected 1 to 16");
    }
}
