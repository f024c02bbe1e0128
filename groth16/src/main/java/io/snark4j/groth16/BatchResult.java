package io.snark4j.groth16;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param size how many claims there were
 * @param invalid the indices of those that do not hold, ascending
 */
public record BatchResult(int size, List<Integer> invalid) {
    /** Copies the list. */
    public BatchResult {
        invalid = List.copyOf(invalid);
    }

    /** Whether every claim holds, as it does where there are none. */
    public boolean allValid() {
        return invalid.isEmpty();
    }
}
