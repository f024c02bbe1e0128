package io.snark4j.cli.bench;

import java.util.Arrays;

/** Times of repetitions of one thing, in nanoseconds each. */
final class Samples {
    private final double[] ascending;

    /** @throws IllegalArgumentException for none */
    Samples(double... nanoseconds) {
        if (nanoseconds.length == 0) {
            throw new IllegalArgumentException("samples: none");
        }
        ascending = nanoseconds.clone();
        Arrays.sort(ascending);
    }

    int count() {
        return ascending.length;
    }

    /** The middle one; of an even number, the mean of the two. */
    double median() {
        int middle = ascending.length / 2;
        return ascending.length % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }

    double least() {
        return ascending[0];
    }

    double most() {
        return ascending[ascending.length - 1];
    }

    /** The same per item, where one repetition did {@code items} of them. */
    Samples dividedBy(int items) {
        return new Samples(Arrays.stream(ascending).map(time -> time / items).toArray());
    }

    double[] ascending() {
        return ascending.clone();
    }
}
