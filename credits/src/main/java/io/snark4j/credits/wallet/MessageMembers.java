package io.snark4j.credits.wallet;

import io.snark4j.credits.ticket.PaidEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites what is inside of a request's fields: members that say what is asked, in one order, and no others. A client's own id, mark or order of members
 * would be the same in all of its requests. What a tool's parameters or an answer's schema look like is the caller's text, and stays.
 */
final class MessageMembers {
    private static final List<String> MESSAGE = List.of(
            "type",
            "role",
            "name",
            "id",
            "function",
            "tool_calls",
            "tool_call_id",
            "call_id",
            "arguments",
            "content",
            "text",
            "refusal",
            "output",
            "summary",
            "encrypted_content");
    private static final List<String> TOOL = List.of("type", "name", "description", "strict", "function", "parameters");
    private static final List<String> TOOL_CHOICE =
            List.of("type", "name", "mode", "function", "allowed_tools", "tools");
    private static final List<String> FORMAT =
            List.of("type", "name", "description", "strict", "format", "json_schema", "schema", "verbosity");
    private static final List<String> REASONING = List.of("effort", "summary", "generate_summary");
    private static final Map<String, List<String>> KNOWN = Map.of(
            "messages",
            MESSAGE,
            "input",
            MESSAGE,
            "tools",
            TOOL,
            "tool_choice",
            TOOL_CHOICE,
            "response_format",
            FORMAT,
            "text",
            FORMAT,
            "reasoning",
            REASONING);
    /** The caller's text. */
    private static final Set<String> AS_IT_IS = Set.of("parameters", "schema");

    private MessageMembers() {}

    /** Rewrites these fields of a request; the names of members that are left out are added, each once. */
    static void rewrite(ObjectNode request, List<String> dropped) {
        KNOWN.forEach((field, known) -> {
            JsonNode value = request.get(field);
            if (value != null) {
                request.set(field, rewritten(value, known, dropped));
            }
        });
        if (request.get("logit_bias") instanceof ObjectNode biases) {
            request.set("logit_bias", sorted(biases));
        }
    }

    private static ObjectNode sorted(ObjectNode object) {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        object.propertyNames().stream().sorted().forEach(name -> sorted.set(name, object.get(name)));
        return sorted;
    }

    private static JsonNode rewritten(JsonNode node, List<String> known, List<String> dropped) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(rewritten(element, known, dropped)));
            return array;
        }
        return node instanceof ObjectNode object ? rewritten(object, known, dropped) : node;
    }

    private static ObjectNode rewritten(ObjectNode object, List<String> known, List<String> dropped) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String member : known) {
            JsonNode value = object.get(member);
            if (value != null && isSaid(object, member)) {
                kept.set(member, AS_IT_IS.contains(member) ? value : rewritten(value, known, dropped));
            }
        }
        for (String member : object.propertyNames()) {
            if (known.equals(MESSAGE) && PaidEndpoint.isNotText(member)) {
                // Left out, the message would say something else; kept, it is refused.
                kept.set(member, object.get(member));
            } else if (!kept.has(member) && !dropped.contains(member)) {
                dropped.add(member);
            }
        }
        return kept;
    }

    /** Ids say something in calls of functions alone, whose results name them. Null is what is not said, but for the content beside a call. */
    private static boolean isSaid(ObjectNode object, String member) {
        return switch (member) {
            case "id" -> object.has("function");
            case "content" -> true;
            default -> !object.path(member).isNull();
        };
    }
}
