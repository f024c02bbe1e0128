package io.snark4j.credits.ticket;

import io.snark4j.field.MalformedInputException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An error as OpenAI's clients expect it: {@code {"error":{"type":...,"message":...,"code":...}}}.
 *
 * @param type kind of error, such as {@code invalid_request_error}
 * @param message for people; says what was expected, holds no part of the request
 * @param code for programs
 */
public record ApiError(String type, String message, String code) {
    /** @return the JSON */
    public String toJson() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", type);
        error.put("message", message);
        error.put("code", code);
        return WireJson.MAPPER.writeValueAsString(Map.of("error", error));
    }

    /**
     * @param json what {@link #toJson} wrote
     * @return the error
     * @throws MalformedInputException if it is of another form
     */
    public static ApiError fromJson(String json) {
        WireJson error = WireJson.of("error", json).object("error");
        return new ApiError(error.text("type"), error.text("message"), error.text("code"));
    }
}
