package io.snark4j.cli;

import io.snark4j.field.Progress;
import io.snark4j.field.Work;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * What a command prints, where, and how many threads it takes. Results and what was done go to standard output, warnings
 * and errors to standard error, progress to standard error and only on a terminal. Not thread-safe, its progress apart.
 */
public final class Terminal {
    /** How much is printed besides results and warnings. */
    enum Loudness {
        QUIET,
        NORMAL,
        VERBOSE
    }

    private final PrintStream out;
    private final PrintStream err;
    private final @Nullable ProgressLine progress;
    private final Loudness loudness;
    private final Work work;

    Terminal(PrintStream out, PrintStream err, boolean interactive, Loudness loudness, int threads) {
        this.out = out;
        this.err = err;
        this.loudness = loudness;
        this.progress = interactive && loudness != Loudness.QUIET ? new ProgressLine(err) : null;
        this.work = new Work(threads, progress == null ? Progress.SILENT : progress, () -> false);
    }

    /** Threads and progress for long computations. */
    public Work work() {
        return work;
    }

    /** Prints a result that was asked for: on standard output, with {@code --quiet} too. */
    public void print(String line) {
        settle();
        out.println(line);
    }

    /** Says what was done: on standard output, unless {@code --quiet}. */
    public void say(String line) {
        if (loudness != Loudness.QUIET) {
            print(line);
        }
    }

    /** Says more of what is happening: on standard error, with {@code --verbose} only. */
    public void detail(String line) {
        if (loudness == Loudness.VERBOSE) {
            settle();
            err.println(line);
        }
    }

    /** Warns on standard error, with {@code --quiet} too. */
    public void warn(String line) {
        settle();
        err.println("snark4j: warning: " + line);
    }

    /** Says why the answer is no, on standard error, and returns {@link ExitStatus#DOES_NOT_VERIFY}. */
    public int doesNotVerify(String line) {
        settle();
        err.println(OneLine.of(line));
        return ExitStatus.DOES_NOT_VERIFY;
    }

    /** Leaves the cursor on an empty line, with everything printed so far out of the buffers. */
    void settle() {
        if (progress != null) {
            progress.wipe();
        }
        out.flush();
    }
}
