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
    /** What of an item makes sense to a provider that does not remember it. */
    private static final Set<String> TELLING = Set.of("id", "status");

    private final Map<String, List<JsonNode>> saidById = new LinkedHashMap<>();

    /** Thrown for an id that is not, or no longer, known. */
    static final class UnknownResponse extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** Puts what was said before in front of the request's input, and takes the id out. */
    synchronized void writeOut(ObjectNode request) throws UnknownResponse {
        JsonNode previous = request.remove("previous_response_id");
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
        return input.valueStream().toList();
    }

    /** Remembers a request, as it was written out, and its answer: a JSON object or the events of a stream. */
    synchronized void remember(ObjectNode request, String answer, boolean stream) {
        JsonNode response = stream ? completed(answer) : parse(answer);
        String id = response.path("id").asString("");
        if (id.isEmpty() || !response.path("output").isArray()) {
            return;
        }
        List<JsonNode> said = new ArrayList<>(items(request.path("input")));
        for (JsonNode item : response.path("output")) {
            if (item instanceof ObjectNode object) {
                said.add(object.deepCopy().remove(TELLING));
            }
        }
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
