package io.snark4j.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The one line that the user reads when something fails. It never holds a control character: file names and the contents of
 * hostile files appear in messages, and a terminal obeys what it is sent.
 */
final class OneLine {
    private static final int LONGEST = 600;

    private OneLine() {}

    static String of(String message) {
        String line = ("snark4j: " + message.strip())
                .replaceAll("\\s*[\\r\\n]+\\s*", "; ")
                .replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    static String of(Throwable failure) {
        return of(message(failure));
    }

    private static String message(Throwable failure) {
        return switch (failure) {
            case UnmatchedArgumentException e -> unmatched(e);
            case ParameterException e ->
                e.getMessage() + " (see " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help)";
            case NoSuchFileException e -> e.getFile() + ": no such file or directory";
            case FileNotFoundException e -> orName(e);
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileSystemException e -> e.getFile() + ": " + reason(e);
            case IOException e -> orName(e);
            case CancellationException _ -> "cancelled";
            case OutOfMemoryError _ ->
                "not enough memory: the heap ends at "
                        + Quantities.bytes(Runtime.getRuntime().maxMemory()) + "; give the JVM more with -Xmx";
            case StackOverflowError _ -> "the input is nested too deeply";
            case RefusedException e -> orName(e);
            case IllegalArgumentException e -> orName(e);
            default -> "unexpected " + failure + " (--stacktrace shows where)";
        };
    }

    private static String unmatched(UnmatchedArgumentException failure) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        String word = failure.getUnmatched().getFirst();
        boolean group =
                failure.getCommandLine().getCommandSpec().positionalParameters().isEmpty();
        String kind = word.startsWith("-") ? "option" : group ? "command" : "argument";
        var suggestions = failure.getSuggestions();
        String advice = suggestions.isEmpty() || kind.equals("argument")
                ? command + " --help lists what there is"
                : "did you mean " + String.join(" or ", suggestions) + "?";
        return "unknown " + kind + " '" + word + "' for " + command + "; " + advice;
    }

    private static String reason(FileSystemException failure) {
        @Nullable String reason = failure.getReason();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }

    private static String orName(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
