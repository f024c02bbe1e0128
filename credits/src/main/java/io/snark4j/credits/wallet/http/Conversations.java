package io.snark4j.credits.wallet.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client of {@code /v1/responses} goes on from by {@code previous_response_id}. The provider keeps nothing and is told no id: the wallet writes out what was said
 * before. In memory, the newest 256; thread-safe.
 */
final class Conversations {
    private static final int MOST = 256;
    private static final JsonMapper JSON = new JsonMapper();
    /** Of an item: what only a provider that remembers it makes sense of, and what tells two requests of one conversation apart from all others. */
    private static final Set<String> REMEMBERED = Set.of("id", "status");

    private final Map<String, List<JsonNode>> saidById = new LinkedHashMap<>();

    /** Thrown for an id that is not, or no longer, known. */
    static final class UnknownResponse extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Puts what was said before in front of the request's input, and takes ids out. */
    synchronized void writeOut(ObjectNode request) throws UnknownResponse {
        JsonNode previous = request.remove("previous_response_id");
        if (request.path("input").isArray()) {
            ArrayNode input = JSON.createArrayNode();
            input.addAll(items(request.path("input")));
            request.set("input", input);
        }
        if (previous == null || previous.isNull()) {
            return;
        }
        List<JsonNode> said = saidById.get(previous.asString(""));
        if (said == null) {
            throw new UnknownResponse();
        }
        ArrayNode input = JSON.createArrayNode();
        input.addAll(said);
        input.addAll(items(request.path("input")));
        request.set("input", input);
    }

    private static List<JsonNode> items(JsonNode input) {
        if (input.isString()) {
            return List.of(JSON.createObjectNode().put("role", "user").put("content", input.stringValue()));
        }
        return input.valueStream()
                .filter(Conversations::isTelling)
                .map(Conversations::retold)
                .toList();
    }

    /** Thoughts that are not written out are a name for what the provider does not keep: it refuses them. */
    private static boolean isTelling(JsonNode item) {
        return !item.path("type").asString("").equals("reasoning")
                || item.path("encrypted_content").isString();
    }

    private static JsonNode retold(JsonNode item) {
        boolean reference = item.path("type").asString("").equals("item_reference");
        return item instanceof ObjectNode object && !reference
                ? object.deepCopy().remove(REMEMBERED)
                : item;
    }

    /** Remembers a request, as it was written out, and its answer: a JSON object or the events of a stream. */
    synchronized void remember(ObjectNode request, String answer, boolean stream) {
        JsonNode response = stream ? completed(answer) : parse(answer);
        String id = response.path("id").asString("");
        if (id.isEmpty() || !response.path("output").isArray()) {
            return;
        }
        List<JsonNode> said = new ArrayList<>(items(request.path("input")));
        said.addAll(items(response.path("output")));
        if (saidById.size() == MOST) {
            saidById.remove(saidById.keySet().iterator().next());
        }
        saidById.put(id, List.copyOf(said));
    }

    private static JsonNode completed(String events) {
        return events.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> parse(line.substring("data: ".length())))
                .filter(event -> event.path("type").asString("").equals("response.completed"))
                .map(event -> event.path("response"))
                .findFirst()
                .orElse(JSON.createObjectNode());
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException _) {
            return JSON.createObjectNode();
        }
    }
}
