package io.snark4j.benchmarks;

import io.snark4j.field.FieldKernels;

/** Holds a benchmark's row to the kernel that really runs. */
final class BenchmarkKernels {
    private BenchmarkKernels() {}

    static FieldKernels of(String field, String kernel) {
        FieldKernels kernels = field.equals("Fp") ? FieldKernels.fp() : FieldKernels.fr();
        if (!kernels.name().equals(kernel)) {
            throw new IllegalArgumentException("kernel " + kernel + " asked for, " + kernels.name() + " is active");
        }
        return kernels;
    }
}
