package io.snark4j.circuit;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.UnsatisfiedConstraint;
import io.snark4j.r1cs.Witness;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A circuit run on inputs, for tests: no keys, no proof, and if it refuses them, all that is known of the constraint that failed. Immutable.
 *
 * <pre>{@code
 * CircuitRun.of(circuit, new PurchaseInputs(5, 5)).requireAccepted();
 * CircuitRun.of(circuit, new PurchaseInputs(5, 6)).requireRefused("balance ≥ price");
 * }</pre>
 *
 * The message holds inputs and what was computed from them: it is for whoever may see those.
 */
public final class CircuitRun {
    private final String circuit;
    private final String message;
    private final @Nullable Witness witness;

    private CircuitRun(String circuit, String message, @Nullable Witness witness) {
        this.circuit = circuit;
        this.message = message;
        this.witness = witness;
    }

    /**
     * @param circuit compiled
     * @param inputs a record with a component for every input, by name
     * @return what the circuit makes of them
     * @throws io.snark4j.field.MalformedInputException if they do not fit the circuit, which is no answer of its constraints
     */
    public static CircuitRun of(CompiledCircuit circuit, Record inputs) {
        return run(circuit, circuit.layout().bind(inputs));
    }

    /**
     * @param circuit compiled
     * @param inputs a value for every input, by name
     * @return what the circuit makes of them
     * @throws io.snark4j.field.MalformedInputException if they do not fit the circuit, which is no answer of its constraints
     */
    public static CircuitRun of(CompiledCircuit circuit, Map<String, ?> inputs) {
        return run(circuit, circuit.layout().bind(inputs));
    }

    private static CircuitRun run(CompiledCircuit circuit, Fr[] inputs) {
        FrVector values = new FrVector(circuit.wires());
        try {
            circuit.solver().run(inputs, values, true);
        } catch (UnsatisfiedConstraintException e) {
            return violated(circuit, values, e.constraint());
        } catch (UnsolvableException e) {
            return new CircuitRun(circuit.name(), String.valueOf(e.getMessage()), null);
        }
        // The solver checks what it did not compute; what a twin computed for it may be wrong.
        Witness witness = new Witness(values, circuit.publicCount());
        return Satisfaction.check(circuit, witness)
                .map(constraint -> violated(circuit, values, constraint))
                .orElseGet(() ->
                        new CircuitRun(circuit.name(), "all " + circuit.constraints() + " constraints hold", witness));
    }

    private static CircuitRun violated(CompiledCircuit circuit, FrVector values, UnsatisfiedConstraint constraint) {
        return new CircuitRun(circuit.name(), new ConstraintText(circuit, values).of(constraint), null);
    }

    /** @return whether all constraints hold */
    public boolean isAccepted() {
        return witness != null;
    }

    /** @return the values of all wires if the inputs are accepted */
    public Optional<Witness> witness() {
        return Optional.ofNullable(witness);
    }

    /**
     * @return if refused, the first constraint that fails with its place, label and values, each side as a sum of inputs and other wires by name, and the
     *     value of each of these; or the hint or native twin that failed
     */
    public String message() {
        return message;
    }

    /**
     * @return this
     * @throws AssertionError if the inputs are refused, with the message
     */
    public CircuitRun requireAccepted() {
        if (!isAccepted()) {
            throw new AssertionError(this);
        }
        return this;
    }

    /**
     * @param parts that the message is to contain, such as the label of the constraint that should fail
     * @return this
     * @throws AssertionError if the inputs are accepted, or refused with another message
     */
    public CircuitRun requireRefused(String... parts) {
        if (isAccepted()) {
            throw new AssertionError(this + ", expected to be refused");
        }
        for (String part : parts) {
            if (!message.contains(part)) {
                throw new AssertionError("expected '" + part + "', but " + this);
            }
        }
        return this;
    }

    /** @return the answer and the message */
    @Override
    public String toString() {
        return circuit + (isAccepted() ? " accepts: " : " refuses: ") + message;
    }
}
