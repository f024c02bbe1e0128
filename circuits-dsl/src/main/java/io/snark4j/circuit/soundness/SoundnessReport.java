package io.snark4j.circuit.soundness;

import java.util.List;
import java.util.Map;

/**
 * What a {@link SoundnessCheck} tried on one witness.
 *
 * @param circuit name of the circuit
 * @param mutations number of changed cells tried
 * @param forgeries number of replaced hint results tried
 * @param unnoticed one line for each cell or hint that the circuit does not bind; empty if all were noticed
 * @param free cells that are free and permitted to be, with the reason
 */
public record SoundnessReport(
        String circuit, int mutations, int forgeries, List<String> unnoticed, Map<String, String> free) {
    /** @return whether every change that was tried and not permitted was noticed */
    public boolean isSound() {
        return unnoticed.isEmpty();
    }

    /** @throws AssertionError listing what went unnoticed, if anything did */
    public void requireSound() {
        if (!isSound()) {
            throw new AssertionError(circuit + " does not notice: " + String.join("; ", unnoticed));
        }
    }
}
