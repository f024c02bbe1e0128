package io.snark4j.benchmarks;

import io.snark4j.field.simd.Lanes;

/** Names the kernel of this JVM, for the description of the machine that stands beside the results. */
public final class ActiveKernel {
    private ActiveKernel() {}

    /** Prints the name. */
    public static void main(String[] arguments) {
        System.out.println(Lanes.NAME);
    }
}
