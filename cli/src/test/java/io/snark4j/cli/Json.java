package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Edits of JSON objects. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static String with(String object, String name, String value) {
        ObjectNode tree = (ObjectNode) MAPPER.readTree(object);
        assertThat(tree.has(name)).as(name).isTrue();
        tree.set(name, MAPPER.readTree(value));
        return MAPPER.writeValueAsString(tree);
    }

    static String without(String object, String name) {
        ObjectNode tree = (ObjectNode) MAPPER.readTree(object);
        assertThat(tree.remove(name)).as(name).isNotNull();
        return MAPPER.writeValueAsString(tree);
    }
}
