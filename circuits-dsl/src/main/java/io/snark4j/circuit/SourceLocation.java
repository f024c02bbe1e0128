package io.snark4j.circuit;

import java.util.List;

/**
 * Where a constraint was stated.
 *
 * @param description {@code Purchase.java:88 (MerkleGadget.java:31) "membership"}: the circuit's line, that of the gadget if it is another, the label
 * @param label its labels, empty if it has none
 * @param frames the calls from the circuit's {@code define} to the line that stated it, the latter first; without the classes of this package that state
 *     constraints for others. At most the innermost 64
 */
public record SourceLocation(String description, String label, List<SourceFrame> frames) {
    /** @return the description */
    @Override
    public String toString() {
        return description;
    }
}
