package io.snark4j.cli.demo;

import io.snark4j.cli.Quantities;
import io.snark4j.cli.Terminal;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Prints the story in numbered chapters: what is done, on the right how long it took, and values in a column. */
final class Report {
    private final Terminal terminal;
    private final long start = System.nanoTime();
    private int steps;

    Report(Terminal terminal) {
        this.terminal = terminal;
    }

    void heading(String text) {
        terminal.print(text);
    }

    /** Begins a chapter; what is said next belongs to it. */
    void chapter(String name) {
        steps++;
        terminal.print("");
        terminal.print("%2d. %s".formatted(steps, name));
    }

    /** Does the work and prints what was done with its time. */
    <T> T timed(String what, Callable<T> work) throws Exception {
        long begun = System.nanoTime();
        T result = work.call();
        String time = Quantities.time(Duration.ofNanos(System.nanoTime() - begun));
        terminal.print("    %-66s %9s".formatted(what, time));
        return result;
    }

    void line(String text) {
        terminal.print("    " + text);
    }

    /** A named value, aligned with its neighbours. */
    void value(String name, Object value) {
        terminal.print("    %-10s %s".formatted(name, value));
    }

    String elapsed() {
        return Quantities.time(Duration.ofNanos(System.nanoTime() - start));
    }
}
