package io.snark4j.credits.command;

import io.snark4j.cli.RefusedException;
import io.snark4j.credits.ticket.ModelPrice;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The price table as JSON: a list of {@code {"model", "inputPrice", "outputPrice", "requestPrice", "maxOutputTokens"}}, prices as in {@link ModelPrice}. */
final class PriceFile {
    private static final JsonMapper JSON = new JsonMapper();

    private PriceFile() {}

    static List<ModelPrice> read(Path file) throws IOException {
        try {
            JsonNode list = JSON.readTree(Files.readString(file));
            if (!list.isArray() || list.isEmpty()) {
                throw new RefusedException(file + ": expected a list of models with their prices");
            }
            return list.valueStream().map(entry -> price(file, entry)).toList();
        } catch (JacksonException e) {
            throw new RefusedException(file + ": no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ModelPrice price(Path file, JsonNode entry) {
        String model = entry.path("model").asString("");
        if (model.isEmpty()) {
            throw new RefusedException(file + ": an entry names no model");
        }
        try {
            return new ModelPrice(
                    model,
                    number(file, model, entry, "inputPrice"),
                    number(file, model, entry, "outputPrice"),
                    number(file, model, entry, "requestPrice"),
                    number(file, model, entry, "maxOutputTokens").longValueExact());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new RefusedException(file + ": " + e.getMessage(), e);
        }
    }

    private static BigInteger number(Path file, String model, JsonNode entry, String name) {
        JsonNode value = entry.path(name);
        if (!value.isIntegralNumber()) {
            throw new RefusedException(file + ": " + name + " of \"" + model + "\" is "
                    + (value.isMissingNode() ? "missing" : value) + ", expected a whole number");
        }
        return value.bigIntegerValue();
    }
}
