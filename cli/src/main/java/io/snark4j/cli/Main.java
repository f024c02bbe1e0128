package io.snark4j.cli;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The {@code snark4j} command. */
public final class Main {
    private Main() {}

    /** Runs the command and ends the virtual machine with its {@link ExitStatus}. */
    public static void main(String[] args) {
        System.exit(run(readable(System.out), readable(System.err), isInteractive(), args));
    }

    /** The launcher knows whether standard error is a terminal; the virtual machine alone knows it of all three streams at once. */
    private static boolean isInteractive() {
        String told = System.getProperty("snark4j.terminal");
        return told == null
                ? Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent()
                : Boolean.parseBoolean(told);
    }

    /** Where the locale leaves ASCII only, as in many containers, UTF-8 serves better than question marks. */
    private static PrintStream readable(PrintStream stream) {
        return stream.charset().equals(StandardCharsets.US_ASCII)
                ? new PrintStream(stream, true, StandardCharsets.UTF_8)
                : stream;
    }

    /**
     * Runs the command in this process.
     *
     * @param out takes results and what was done
     * @param err takes warnings, and in the end one line if the command fails
     * @param interactive whether somebody watches {@code err}, so that progress is worth drawing there
     * @param args the words after {@code snark4j}
     * @return the {@link ExitStatus}; nothing is thrown, not even for lack of memory
     */
    public static int run(PrintStream out, PrintStream err, boolean interactive, String... args) {
        var root = new Root();
        @Nullable Terminal terminal = null;
        @Nullable LogOnTerminal log = null;
        try {
            CommandLine commandLine = commandLine(root);
            ParseResult parsed = commandLine.parseArgs(args);
            commandLine.setOut(new PrintWriter(out, true, out.charset()));
            @Nullable Integer helped = CommandLine.executeHelpRequest(parsed);
            if (helped != null) {
                return helped;
            }
            terminal = new Terminal(out, err, interactive, root.loudness(), root.threads());
            log = LogOnTerminal.install(terminal);
            return action(parsed).run(terminal);
        } catch (Throwable failure) {
            // Everything, errors included: whoever reads the one line cannot use the virtual machine's own.
            return fail(failure, err, terminal, root.showsStackTraces());
        } finally {
            if (log != null) {
                log.close();
            }
            if (terminal != null) {
                terminal.settle();
            }
        }
    }

    private static int fail(Throwable failure, PrintStream err, @Nullable Terminal terminal, boolean stackTrace) {
        if (terminal != null) {
            terminal.settle();
        }
        err.println(OneLine.of(failure));
        if (stackTrace) {
            failure.printStackTrace(err);
        }
        return ExitStatus.BAD_INPUT;
    }

    private static CommandLine commandLine(Root root) {
        var commandLine = new CommandLine(root);
        for (Subcommand subcommand : ServiceLoader.load(Subcommand.class)) {
            commandLine.addSubcommand(subcommand);
            subcommand.shorthands().forEach((word, action) -> {
                var shorthand = new CommandLine(action).setCommandName(word);
                shorthand.getCommandSpec().usageMessage().hidden(true);
                commandLine.addSubcommand(word, shorthand);
            });
        }
        return commandLine;
    }

    /** The action of the last word, or a refusal that lists the words that may follow. */
    private static Action action(ParseResult parsed) {
        List<CommandLine> path = parsed.asCommandLineList();
        CommandLine last = path.getLast();
        if (last.getCommand() instanceof Action action) {
            return action;
        }
        List<String> words = last.getSubcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
        throw new RefusedException(
                "a command is missing after '" + last.getCommandSpec().qualifiedName() + "', one of "
                        + String.join(", ", words) + " (--help says more)");
    }
}
