package io.snark4j.cli.bench;

/**
 * Measures code in this process once it has stopped getting faster.
 *
 * @param runs samples, at least 1
 * @param longestWarmUp nanoseconds after which it is measured as it is
 */
record Stopwatch(int runs, long longestWarmUp) {
    /** A sample of something quick repeats it for this long. */
    private static final double SAMPLE_NANOS = 20e6;

    /** What is no faster than this part of the best before counts as no faster. */
    private static final double FASTER = 0.98;

    private static final int NO_FASTER_SAMPLES = 4;

    /** Of the longest warm-up, this part is waited for in any case: compiled code may come a second after it was wanted. */
    private static final int LEAST_PART = 2;

    /** Code under measurement. Its results must depend on all of its work, and are kept from the compiler's eyes. */
    @FunctionalInterface
    interface Code {
        Object run() throws Exception;
    }

    /** Times of one call each. */
    Samples measure(Code code) throws Exception {
        long repetitions = 1;
        double best = Double.MAX_VALUE;
        int noFaster = 0;
        long start = System.nanoTime();
        long spent = 0;
        while (spent < longestWarmUp && (noFaster < NO_FASTER_SAMPLES || spent < longestWarmUp / LEAST_PART)) {
            double each = each(code, repetitions);
            noFaster = each < FASTER * best ? 0 : noFaster + 1;
            best = Math.min(best, each);
            repetitions = Math.max(1, Math.round(SAMPLE_NANOS / best));
            spent = System.nanoTime() - start;
        }
        double[] samples = new double[runs];
        for (int i = 0; i < runs; i++) {
            samples[i] = each(code, repetitions);
        }
        return new Samples(samples);
    }

    private static double each(Code code, long repetitions) throws Exception {
        int results = 0;
        long start = System.nanoTime();
        for (long i = 0; i < repetitions; i++) {
            results ^= System.identityHashCode(code.run());
        }
        long end = System.nanoTime();
        Sink.results = results;
        return (double) (end - start) / repetitions;
    }

    private static final class Sink {
        @SuppressWarnings("unused") // written so that the results are needed
        private static volatile int results;
    }
}
