package io.snark4j.r1cs;

import java.util.Arrays;

/**
 * Which label each wire carries. circom numbers all signals of a source by labels, of which the optimiser leaves some as wires; a .sym
 * file maps labels to names. Immutable.
 */
public final class WireLabels {
    private final long count;
    private final long[] ofWire;

    private WireLabels(long count, long[] ofWire) {
        this.count = count;
        this.ofWire = ofWire;
    }

    /**
     * @param wires number of wires
     * @return wire i has label i
     */
    public static WireLabels identity(int wires) {
        long[] labels = new long[wires];
        Arrays.setAll(labels, i -> i);
        return new WireLabels(wires, labels);
    }

    /**
     * @param count number of labels, wires or not
     * @param ofWire label of each wire, copied
     * @return these labels
     */
    public static WireLabels of(long count, long[] ofWire) {
        return new WireLabels(count, ofWire.clone());
    }

    /** @return number of labels, those without a wire included */
    public long count() {
        return count;
    }

    /** @return number of wires */
    public int wires() {
        return ofWire.length;
    }

    /**
     * @param wire in [0, wires)
     * @return its label
     */
    public long label(int wire) {
        return ofWire[wire];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireLabels that && count == that.count && Arrays.equals(ofWire, that.ofWire);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ofWire);
    }

    @Override
    public String toString() {
        return count + " labels of " + ofWire.length + " wires";
    }
}
