package io.snark4j.cli;

import io.snark4j.field.MalformedInputException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The inputs of a circuit as JSON, the way circom's tools take them. */
final class InputJson {
    /** The inputs of 2^19 wires in decimal fit; a file beyond this is no input. */
    private static final long LARGEST = 64L << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private InputJson() {}

    /**
     * The inputs by name; values are BigInteger, Boolean, String, List or Map.
     *
     * @throws MalformedInputException if the file is no JSON object, names something twice, or holds a fraction or null
     */
    static Map<String, Object> read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new MalformedInputException(
                    Quantities.bytes(Files.size(file)) + ", expected " + Quantities.bytes(LARGEST) + " at most");
        }
        JsonNode root = tree(file);
        if (!root.isObject()) {
            throw new MalformedInputException("expected a JSON object of inputs by name, found " + kind(root));
        }
        return object(root, "");
    }

    private static JsonNode tree(Path file) {
        try {
            return MAPPER.readTree(file);
        } catch (JacksonException e) {
            var location = e.getLocation();
            String place =
                    location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
            throw new MalformedInputException("not JSON: " + e.getOriginalMessage() + place, e);
        }
    }

    private static Map<String, Object> object(JsonNode node, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            values.put(property.getKey(), value(property.getValue(), path + "/" + property.getKey()));
        }
        return values;
    }

    private static List<Object> array(JsonNode node, String path) {
        List<Object> values = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            values.add(value(element, path + "/" + values.size()));
        }
        return values;
    }

    private static Object value(JsonNode node, String path) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node, path);
            case ARRAY -> array(node, path);
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.stringValue();
            case NUMBER -> integer(node, path);
            default -> throw new MalformedInputException(path + ": expected a value, found " + kind(node));
        };
    }

    private static BigInteger integer(JsonNode node, String path) {
        if (!node.isIntegralNumber()) {
            throw new MalformedInputException(path + ": expected an integer, found a fraction");
        }
        return node.bigIntegerValue();
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
