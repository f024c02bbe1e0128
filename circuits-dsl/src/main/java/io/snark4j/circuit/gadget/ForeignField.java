package io.snark4j.circuit.gadget;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The integers modulo some p that is no multiple of r, natively and as circuits hold them: an element is Σ limb_i·2^(32·i), ⌈bits of p / 32⌉ limbs.
 * {@link ForeignFieldGadget} constrains what the operations here compute. Why 32 bits is said in docs/adr/0015-foreign-fields.md. Immutable,
 * thread-safe; not constant time.
 */
public final class ForeignField {
    /** The largest modulus has so many bits. */
    public static final int MAX_BITS = 256;

    /** Cheapest of those tried for 256 bits, choices among elements and entries of the matrices considered. */
    private static final int LIMB_BITS = 32;

    private final BigInteger modulus;
    private final int limbBits;
    private final LimbProduct product;

    private ForeignField(BigInteger modulus, int limbBits) {
        this.modulus = modulus;
        this.limbBits = limbBits;
        product = LimbProduct.of(modulus, limbBits, limbs());
    }

    /**
     * Costs about a millisecond; keep it.
     *
     * @param modulus odd, at least 3, of at most 256 bits, and no multiple of r. If it is no prime, an inverse exists for what is coprime to it
     * @return the integers modulo it
     * @throws IllegalArgumentException if the modulus is none of those
     */
    public static ForeignField of(BigInteger modulus) {
        return of(modulus, LIMB_BITS);
    }

    /** With limbs of another width, to compare. */
    static ForeignField of(BigInteger modulus, int limbBits) {
        if (modulus.compareTo(BigInteger.TWO) <= 0
                || !modulus.testBit(0)
                || modulus.bitLength() > MAX_BITS
                || modulus.mod(Fr.MODULUS).signum() == 0) {
            throw new IllegalArgumentException("foreign modulus " + modulus
                    + ", expected an odd number from 3, of at most " + MAX_BITS + " bits, no multiple of r");
        }
        return new ForeignField(modulus, limbBits);
    }

    /** @return p */
    public BigInteger modulus() {
        return modulus;
    }

    /** @return bits of p */
    public int bits() {
        return modulus.bitLength();
    }

    /**
     * @param a any integer
     * @return a mod p, in [0, p)
     */
    public BigInteger reduce(BigInteger a) {
        return a.mod(modulus);
    }

    /**
     * @param a any integer
     * @param b any integer
     * @return a + b mod p
     */
    public BigInteger add(BigInteger a, BigInteger b) {
        return reduce(a.add(b));
    }

    /**
     * @param a any integer
     * @param b any integer
     * @return a − b mod p
     */
    public BigInteger sub(BigInteger a, BigInteger b) {
        return reduce(a.subtract(b));
    }

    /**
     * @param a any integer
     * @param b any integer
     * @return a·b mod p
     */
    public BigInteger mul(BigInteger a, BigInteger b) {
        return reduce(a.multiply(b));
    }

    /**
     * @param a coprime to p
     * @return 1/a mod p
     * @throws ArithmeticException if there is none
     */
    public BigInteger inverse(BigInteger a) {
        return a.modInverse(modulus);
    }

    /**
     * @param a any integer
     * @param b coprime to p
     * @return a/b mod p
     * @throws ArithmeticException if there is none
     */
    public BigInteger div(BigInteger a, BigInteger b) {
        return mul(a, inverse(b));
    }

    int limbBits() {
        return limbBits;
    }

    int limbs() {
        return Math.ceilDiv(bits(), limbBits);
    }

    /** Width of a limb of a number below 2^bits. */
    int width(int limb) {
        return Math.min(limbBits, bits() - limbBits * limb);
    }

    LimbProduct product() {
        return product;
    }

    /** The limbs of a number in [0, 2^bits). */
    List<BigInteger> split(BigInteger value) {
        List<BigInteger> limbs = new ArrayList<>();
        BigInteger end = BigInteger.ONE.shiftLeft(limbBits);
        for (int i = 0; i < limbs(); i++) {
            limbs.add(value.shiftRight(limbBits * i).mod(end));
        }
        return limbs;
    }

    /** @return whether the other has the same modulus */
    @Override
    public boolean equals(Object other) {
        return other instanceof ForeignField field && modulus.equals(field.modulus) && limbBits == field.limbBits;
    }

    @Override
    public int hashCode() {
        return modulus.hashCode();
    }

    /** @return the modulus */
    @Override
    public String toString() {
        return "integers modulo " + modulus;
    }
}
