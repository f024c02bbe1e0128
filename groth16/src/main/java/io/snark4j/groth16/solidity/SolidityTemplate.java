package io.snark4j.groth16.solidity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The contract's text in the resource beside this class, with a value for each <code>${name}</code>. */
final class SolidityTemplate {
    private static final String RESOURCE = "Verifier.sol.template";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern BLANK_LINES = Pattern.compile("\n{3,}");

    private SolidityTemplate() {}

    /** Runs of blank lines, which empty values leave, become one. */
    static String render(Map<String, String> values) {
        Set<String> used = new HashSet<>();
        String text = PLACEHOLDER.matcher(template()).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalStateException(RESOURCE + " has ${" + match.group(1) + "}, and no value for it");
            }
            used.add(match.group(1));
            return Matcher.quoteReplacement(value);
        });
        if (!used.equals(values.keySet())) {
            throw new IllegalStateException(RESOURCE + " uses " + used + " of the values " + values.keySet());
        }
        return BLANK_LINES.matcher(text).replaceAll("\n\n");
    }

    private static String template() {
        try (InputStream stream = SolidityTemplate.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + SolidityTemplate.class);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
