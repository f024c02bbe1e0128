package io.snark4j.circuit.lint;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a {@link CircuitLint} found.
 *
 * @param circuit name of the circuit
 * @param findings what was found and not permitted, by wire; empty if the circuit is clean
 * @param permitted what was found and permitted, by source, with the reason
 * @param determined number of wires, inputs apart, that were shown to have one value for the inputs given; 0 without a witness
 */
public record LintReport(String circuit, List<LintFinding> findings, Map<String, String> permitted, int determined) {
    /** @return whether nothing was found that was not permitted */
    public boolean isClean() {
        return findings.isEmpty();
    }

    /** @throws AssertionError with every finding, if there is any */
    public void requireClean() {
        if (!isClean()) {
            throw new AssertionError(this);
        }
    }

    /** @return a line for the circuit and one for each finding */
    @Override
    public String toString() {
        return circuit + ": " + (isClean() ? "nothing found" : findings.size() + " found")
                + findings.stream().map(finding -> "\n  " + finding).collect(Collectors.joining());
    }
}
