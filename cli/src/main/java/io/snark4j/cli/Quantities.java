package io.snark4j.cli;

import java.time.Duration;
import java.util.Locale;

/** Sizes, counts and times as people read them. */
public final class Quantities {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Quantities() {}

    /** Bytes with a decimal unit and three digits at most, such as {@code 3.42 MB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : threeDigits(value) + " " + UNITS[unit];
    }

    /** A count with separated thousands, such as {@code 6,123}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A time in the unit that suits it, milliseconds or seconds, three digits at most, such as {@code 3.42 ms}. */
    public static String time(Duration time) {
        double milliseconds = time.toNanos() / 1e6;
        return milliseconds < 999.5 ? threeDigits(milliseconds) + " ms" : threeDigits(milliseconds / 1000) + " s";
    }

    /** A time of any length, from nanoseconds to seconds, three digits at most, such as {@code 4.21 ns}. */
    public static String time(double nanoseconds) {
        if (nanoseconds < 999.5) {
            return threeDigits(nanoseconds) + " ns";
        }
        return nanoseconds < 999.5e3
                ? threeDigits(nanoseconds / 1e3) + " µs"
                : time(Duration.ofNanos(Math.round(nanoseconds)));
    }

    private static String threeDigits(double value) {
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
