package io.snark4j.r1cs;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import java.util.List;
import java.util.stream.IntStream;
import javax.security.auth.Destroyable;

/**
 * The value of every wire of a constraint system, wire 0 being one. It holds secrets: it is never printed, and {@link #destroy} overwrites it
 * (copies that the JVM made while computing it cannot be reached). Not thread-safe against destroy; otherwise read-only.
 */
public final class Witness implements Destroyable {
    private final FrVector values;
    private final int publicCount;
    private boolean destroyed;

    /**
     * @param values of all wires; this witness owns the vector from here on
     * @param publicCount number of public wires, which follow wire 0
     * @throws IllegalArgumentException if there are fewer wires than 1 + publicCount, or wire 0 is not one
     */
    public Witness(FrVector values, int publicCount) {
        if (publicCount < 0 || values.size() <= publicCount) {
            throw new IllegalArgumentException("witness: " + values.size() + " values cannot hold the constant one and "
                    + publicCount + " public ones");
        }
        if (!values.get(0).isOne()) {
            throw new IllegalArgumentException("witness: wire 0 is " + values.get(0) + ", expected 1");
        }
        this.values = values;
        this.publicCount = publicCount;
    }

    /** @return number of wires, the constant one included */
    public int size() {
        return values.size();
    }

    /** @return number of public wires, without the constant one */
    public int publicCount() {
        return publicCount;
    }

    /**
     * @param wire in [0, size)
     * @return its value
     * @throws IllegalStateException if destroyed
     */
    public Fr value(int wire) {
        return values().get(wire);
    }

    /**
     * @return the vector itself, for hot code; not to be written to
     * @throws IllegalStateException if destroyed
     */
    public FrVector values() {
        if (destroyed) {
            throw new IllegalStateException("the witness was destroyed");
        }
        return values;
    }

    /**
     * @return values of the public wires, outputs first, in the order of the verifier's inputs
     * @throws IllegalStateException if destroyed
     */
    public List<Fr> publicValues() {
        FrVector all = values();
        return IntStream.rangeClosed(1, publicCount).mapToObj(all::get).toList();
    }

    /** Overwrites all values with zeros. */
    @Override
    public void destroy() {
        values.clear();
        destroyed = true;
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    /** @return the size only */
    @Override
    public String toString() {
        return "Witness of " + values.size() + " wires";
    }
}
