package io.snark4j.cli;

import io.snark4j.field.Progress;
import java.io.PrintStream;
import java.time.Duration;

/**
 * One line on a terminal that says what is under way and how far it is, rewritten in place and wiped before anything else
 * is printed. Thread-safe: the workers of a computation report to it.
 */
final class ProgressLine implements Progress {
    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    /** Back to the first column, and erase to the end of the line (ECMA-48, EL). */
    private static final String WIPE = "\r\u001b[K";

    private final PrintStream err;
    private long drawnAt = Long.MIN_VALUE;

    ProgressLine(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void report(String phase, long done, long total) {
        long now = System.nanoTime();
        if (drawnAt != Long.MIN_VALUE && now - drawnAt < REDRAW_NANOS) {
            return;
        }
        drawnAt = now;
        long percent = total <= 0 ? 0 : Math.clamp(Math.round(100.0 * done / total), 0, 100);
        err.print(WIPE + phase + " " + percent + " %");
        err.flush();
    }

    synchronized void wipe() {
        if (drawnAt != Long.MIN_VALUE) {
            err.print(WIPE);
            err.flush();
            drawnAt = Long.MIN_VALUE;
        }
    }
}
