package io.snark4j.peers;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Headless Chromium, driven by npm's {@code playwright-core}; a new profile each time. Thread-safe. */
public final class Browser {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Node node;
    private final Path executable;

    private Browser(Node node, Path executable) {
        this.node = node;
        this.executable = executable;
    }

    /**
     * Finds Chromium on the PATH.
     *
     * @param node Node with the npm programs
     * @return a browser
     * @throws PeerException if there is none
     */
    public static Browser find(Node node) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String folder : path.split(File.pathSeparator, -1)) {
            for (String name : NAMES) {
                Path file = Path.of(folder.isEmpty() ? "." : folder, name);
                if (Files.isExecutable(file)) {
                    return new Browser(node, file.toAbsolutePath());
                }
            }
        }
        throw new PeerException("Chromium is missing: none of " + NAMES + " is on the PATH");
    }

    /** What is done in a page, one step after the other; each waits up to 10 s for what it names. Selectors are CSS, or Playwright's. */
    public sealed interface Step {
        /** @param selector of an element that is to appear */
        record Await(String selector) implements Step {}

        /**
         * @param selector of elements
         * @param text that one of them is to contain
         */
        record AwaitText(String selector, String text) implements Step {}

        /** @param selector of what to click */
        record Click(String selector) implements Step {}

        /**
         * @param selector of an input
         * @param text typed in place of what is there
         */
        record Fill(String selector, String text) implements Step {}

        /** @param selector of elements whose visible texts are wanted */
        record Read(String selector) implements Step {}
    }

    /**
     * What a visit showed.
     *
     * @param title of the page
     * @param read for each {@link Step.Read} the texts
     * @param errors that scripts threw or wrote to the console
     * @param foreign addresses that the page asked for outside of its own origin
     */
    public record Visit(String title, List<List<String>> read, List<String> errors, List<String> foreign) {}

    /**
     * @param url of the page
     * @param steps to perform
     * @param screenshot a PNG file to write at the end, if any
     * @return what it showed
     * @throws PeerException if the page does not load or a step's element does not appear
     */
    public Visit visit(URI url, List<Step> steps, Optional<Path> screenshot) {
        Map<String, Object> input = new HashMap<>(Map.of(
                "executable",
                executable.toString(),
                "url",
                url.toString(),
                "steps",
                steps.stream().map(Browser::json).toList()));
        screenshot.ifPresent(file -> input.put("screenshot", file.toString()));
        String output = node.script("browser.js", List.of(), Path.of("."), TIMEOUT)
                .withStdin(JSON.writeValueAsString(input))
                .runSuccessfully()
                .stdout();
        try {
            JsonNode result = JSON.readTree(output);
            return new Visit(
                    result.path("title").asString(),
                    result.path("read").valueStream().map(Browser::texts).toList(),
                    texts(result.path("errors")),
                    texts(result.path("foreign")));
        } catch (JacksonException e) {
            throw new PeerException("browser: no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, String> json(Step step) {
        return switch (step) {
            case Step.Await(String selector) -> Map.of("action", "wait", "selector", selector);
            case Step.AwaitText(String selector, String text) ->
                Map.of("action", "waitForText", "selector", selector, "text", text);
            case Step.Click(String selector) -> Map.of("action", "click", "selector", selector);
            case Step.Fill(String selector, String text) ->
                Map.of("action", "fill", "selector", selector, "text", text);
            case Step.Read(String selector) -> Map.of("action", "text", "selector", selector);
        };
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
