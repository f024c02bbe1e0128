package io.snark4j.credits.wallet.command;

import io.snark4j.cli.RefusedException;
import io.snark4j.credits.command.KeyFile;
import io.snark4j.credits.wallet.store.Passphrase;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where secrets come from: never from the command line, which every user of a machine can read. */
final class SecretInput {
    private static final String VARIABLE = "SNARK4J_PASSPHRASE";

    @Option(
            names = "--passphrase-file",
            paramLabel = "<file>",
            description = "File whose first line is the passphrase; /dev/fd/3 reads file descriptor 3.")
    private @Nullable Path passphraseFile;

    /** The passphrase of a wallet that exists. */
    Passphrase passphrase() throws IOException {
        Optional<char[]> given = given();
        return Passphrase.of(
                given.isPresent() ? given.get() : asked(console("--passphrase-file or " + VARIABLE), "Passphrase: "));
    }

    /** The passphrase of one that is made: asked for twice. */
    Passphrase newPassphrase() throws IOException {
        Optional<char[]> given = given();
        return Passphrase.of(
                given.isPresent()
                        ? given.get()
                        : askedTwice(console("--passphrase-file or " + VARIABLE), "Passphrase: "));
    }

    /** What is to take the passphrase's place: asked for twice, unless there is a file. */
    static Passphrase otherPassphrase(@Nullable Path file) throws IOException {
        return Passphrase.of(
                file != null
                        ? KeyFile.firstLine(file).toCharArray()
                        : askedTwice(console("--new-passphrase-file"), "New passphrase: "));
    }

    private Optional<char[]> given() throws IOException {
        if (passphraseFile != null) {
            return Optional.of(KeyFile.firstLine(passphraseFile).toCharArray());
        }
        String variable = System.getenv(VARIABLE);
        return Optional.ofNullable(variable).filter(text -> !text.isEmpty()).map(String::toCharArray);
    }

    private static Console console(String otherwise) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(
                        () -> new RefusedException("no passphrase: there is no terminal to ask on; use " + otherwise));
    }

    private static char[] askedTwice(Console console, String prompt) {
        char[] first = asked(console, prompt);
        char[] second = asked(console, "Again: ");
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!same) {
            throw new RefusedException("the two passphrases differ");
        }
        return first;
    }

    private static char[] asked(Console console, String prompt) {
        char[] text = console.readPassword(prompt);
        if (text == null) {
            throw new RefusedException("no passphrase was given");
        }
        return text;
    }
}
