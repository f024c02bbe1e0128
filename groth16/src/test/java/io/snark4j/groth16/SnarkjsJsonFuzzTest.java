package io.snark4j.groth16;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.MalformedInputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Changed text is refused with {@link MalformedInputException}, or says the same, or says another sound thing. */
class SnarkjsJsonFuzzTest {
    private static final TestCircuit CIRCUIT = TestCircuit.cubic(3);
    private static final Keys KEYS = Groth16.setup(CIRCUIT.system(), Setup.insecureForTests());
    private static final Proof PROOF = Groth16.prove(KEYS.provingKey(), CIRCUIT.witness());

    @Property(tries = 400)
    void aChangedCharacterNeverGivesAnotherProof(
            @ForAll @IntRange(min = 0, max = 1 << 20) int position, @ForAll char character) {
        var text = new StringBuilder(SnarkjsJson.encodeProof(PROOF));
        text.setCharAt(position % text.length(), character);
        try {
            // A point with one digit changed is off the curve.
            assertThat(SnarkjsJson.decodeProof(text.toString())).isEqualTo(PROOF);
        } catch (MalformedInputException e) {
            assertThat(e).hasMessageNotContaining("Exception");
        }
    }

    @Property(tries = 400)
    void aCutTextIsRefused(@ForAll @IntRange(min = 1, max = 1 << 20) int position) {
        String text = SnarkjsJson.encodeVerifyingKey(KEYS.verifyingKey());
        boolean refused = false;
        try {
            SnarkjsJson.decodeVerifyingKey(text.substring(0, position % text.length()));
        } catch (MalformedInputException e) {
            refused = true;
        }
        assertThat(refused).isTrue();
    }

    @Property(tries = 400)
    void anyTextIsReadOrRefused(@ForAll String text) {
        boolean refused = false;
        try {
            SnarkjsJson.decodePublicInputs(text);
        } catch (MalformedInputException e) {
            refused = true;
        }
        assertThat(refused || text.strip().startsWith("[")).isTrue();
    }
}
