package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.vectors.CircomlibVectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** circomlibjs' digests, {@code poseidon-eddsa-rln.json}. */
class PoseidonVectorTest {
    @TestFactory
    Stream<DynamicTest> digestsEqualCircomlibjs() {
        return CircomlibVectors.load().poseidon().stream()
                .map(vector -> DynamicTest.dynamicTest("P" + vector.inputs().size() + vector.inputs(), () -> {
                    Fr[] inputs = vector.inputs().stream().map(Fr::of).toArray(Fr[]::new);
                    assertThat(Poseidon.hash(inputs)).isEqualTo(Fr.of(vector.digest()));
                }));
    }
}
