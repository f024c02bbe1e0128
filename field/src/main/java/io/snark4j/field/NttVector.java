package io.snark4j.field;

/**
 * The n elements of one polynomial of an {@link NttDomain} on their way through transforms, in the form and order that the active kernel
 * computes in: coefficients, or values on H or on the coset cosetShift()·H. Which of them it holds is for the caller to know. Loading and
 * storing convert; between, nothing does. A new vector holds zeros.
 *
 * <p>With vector kernels an element takes 40 bytes here, and transforms make tables of 40 bytes an element and kind (inverse on H, forward
 * on the coset, ...), shared by all vectors of a size; without, 32 bytes and no more. Not thread-safe. Reusable: a prover keeps its vectors from proof to
 * proof and clears them in between. A cancelled operation leaves the contents undefined.
 */
public sealed interface NttVector permits ScalarNttVector, LaneNttVector {
    /** @return the domain */
    NttDomain domain();

    /** @return the name of the kernel that computes on this vector, for benchmarks and logs */
    String kernel();

    /**
     * Takes coefficients.
     *
     * @param limbs n elements from the offset, in natural order
     * @param offset in longs
     * @param work threads and cancellation
     * @throws IndexOutOfBoundsException if the range leaves the array
     */
    void loadCoefficients(long[] limbs, int offset, Work work);

    /**
     * Gives coefficients.
     *
     * @param limbs receives n elements from the offset, in natural order
     * @param offset in longs
     * @param work threads and cancellation
     * @throws IndexOutOfBoundsException if the range leaves the array
     */
    void storeCoefficients(long[] limbs, int offset, Work work);

    /**
     * How many values {@link #loadValues} and {@link #storeValues} take at a time: the length of a run.
     *
     * @return a power of two that divides n
     */
    int run();

    /**
     * Takes one run of values, those at g·root()^k for k from run·{@link #run} on. Several threads may load different runs.
     *
     * @param run in [0, n/run())
     * @param limbs run() elements from the offset, in the order of k
     * @param offset in longs
     * @throws IndexOutOfBoundsException if the range leaves the array, or there is no such run
     */
    void loadValues(int run, long[] limbs, int offset);

    /**
     * Gives one run of values, as {@link #loadValues} takes them.
     *
     * @param run in [0, n/run())
     * @param limbs receives run() elements from the offset, in the order of k
     * @param offset in longs
     * @throws IndexOutOfBoundsException if the range leaves the array, or there is no such run
     */
    void storeValues(int run, long[] limbs, int offset);

    /**
     * Coefficients to values on H.
     *
     * @param work threads and cancellation
     */
    void forward(Work work);

    /**
     * Values on H to coefficients.
     *
     * @param work threads and cancellation
     */
    void inverse(Work work);

    /**
     * Coefficients to values on the coset.
     *
     * @param work threads and cancellation
     * @throws ArithmeticException if n is 2^28
     */
    void forwardCoset(Work work);

    /**
     * Values on the coset to coefficients.
     *
     * @param work threads and cancellation
     * @throws ArithmeticException if n is 2^28
     */
    void inverseCoset(Work work);

    /**
     * Values on H to values on the coset; cheaper than {@link #inverse} and {@link #forwardCoset}.
     *
     * @param work threads and cancellation
     * @throws ArithmeticException if n is 2^28
     */
    void toCoset(Work work);

    /**
     * From a and b, values on H, to the values on the coset of the polynomial of degree below n that has the values a·b on H; cheaper than
     * {@link #toCoset} after a product.
     *
     * @param a values on H; not this
     * @param b values on H; not this
     * @param work threads and cancellation
     * @throws IllegalArgumentException if a or b is this, or of another size
     * @throws ArithmeticException if n is 2^28
     */
    void productToCoset(NttVector a, NttVector b, Work work);

    /**
     * this = a·b - this, value by value.
     *
     * @param a factors
     * @param b factors
     * @param work threads and cancellation
     * @throws IllegalArgumentException if a or b is this, or of another size
     */
    void subtractFromProduct(NttVector a, NttVector b, Work work);

    /** Overwrites everything with zeros; for what depends on a witness. */
    void clear();
}
