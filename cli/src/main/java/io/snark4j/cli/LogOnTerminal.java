package io.snark4j.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Shows what the library logs in the command's own manner: a warning as a warning, anything else with {@code --verbose}
 * only. Without it the platform would print two lines of its own for each record.
 */
final class LogOnTerminal extends Handler {
    private static final Logger LIBRARY = Logger.getLogger("io.snark4j");

    private final Terminal terminal;

    private LogOnTerminal(Terminal terminal) {
        this.terminal = terminal;
    }

    static LogOnTerminal install(Terminal terminal) {
        var handler = new LogOnTerminal(terminal);
        LIBRARY.setUseParentHandlers(false);
        LIBRARY.addHandler(handler);
        return handler;
    }

    @Override
    public void publish(LogRecord entry) {
        String message = new SimpleFormatter().formatMessage(entry);
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            terminal.warn(message);
        } else {
            terminal.detail(message);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LIBRARY.removeHandler(this);
        LIBRARY.setUseParentHandlers(true);
    }
}
