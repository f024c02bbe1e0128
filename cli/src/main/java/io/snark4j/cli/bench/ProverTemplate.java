package io.snark4j.cli.bench;

import io.snark4j.cli.RefusedException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prover as a command line with places for files.
 *
 * @param name in the results
 * @param words program and arguments, which may hold {@code {zkey}}, {@code {wtns}}, {@code {proof}} and {@code {public}}
 */
public record ProverTemplate(String name, List<String> words) {
    private static final int LONGEST_NAME = 24;
    private static final Set<String> PLACES = Set.of("zkey", "wtns", "proof", "public");
    private static final Set<String> NEEDED = Set.of("zkey", "wtns", "proof");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /** A word: characters that are no space, or anything in quotes. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

    /** Copies the words. */
    public ProverTemplate {
        words = List.copyOf(words);
    }

    /**
     * Reads {@code name=program {zkey} {wtns} {proof} {public}}. Words end at spaces; quotes hold them together.
     *
     * @throws RefusedException if it is not of that form or there is no such program
     */
    public static ProverTemplate parse(String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? "" : text.substring(0, equals).strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw refused(
                    text,
                    "expected 'name=prover {zkey} {wtns} {proof} {public}' with a name of 1 to " + LONGEST_NAME
                            + " characters");
        }
        var template = new ProverTemplate(name, words(text, text.substring(equals + 1)));
        template.checkPlaces(text);
        template.checkProgram(text);
        return template;
    }

    private static List<String> words(String text, String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        int end = 0;
        while (matcher.find()) {
            requireBlank(text, command.substring(end, matcher.start()));
            words.add(matcher.group().replaceAll("'([^']*)'|\"([^\"]*)\"", "$1$2"));
            end = matcher.end();
        }
        requireBlank(text, command.substring(end));
        return words;
    }

    private static void requireBlank(String text, String between) {
        if (!between.isBlank()) {
            throw refused(text, "a quote is not closed");
        }
    }

    private void checkPlaces(String text) {
        Set<String> missing = new TreeSet<>(NEEDED);
        for (String word : words) {
            Matcher matcher = PLACE.matcher(word);
            while (matcher.find()) {
                if (!PLACES.contains(matcher.group(1))) {
                    throw refused(
                            text, matcher.group() + " stands for nothing, there are {zkey}, {wtns}, {proof}, {public}");
                }
                missing.remove(matcher.group(1));
            }
        }
        if (!missing.isEmpty()) {
            throw refused(text, "{" + String.join("}, {", missing) + "} is missing");
        }
    }

    private void checkProgram(String text) {
        String program = words.getFirst();
        boolean found = program.contains(File.separator)
                ? Files.isExecutable(Path.of(program))
                : Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(String.valueOf(System.getenv("PATH")))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            throw refused(text, "there is no program " + program);
        }
    }

    private static RefusedException refused(String text, String why) {
        return new RefusedException("--peer " + text + ": " + why);
    }

    /** The words with the files in their places. */
    List<String> filled(Map<String, Path> fileByPlace) {
        return words.stream()
                .map(word -> PLACE.matcher(word)
                        .replaceAll(place -> Matcher.quoteReplacement(String.valueOf(fileByPlace.get(place.group(1))))))
                .toList();
    }
}
