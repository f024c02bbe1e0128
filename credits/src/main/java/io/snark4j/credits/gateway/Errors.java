package io.snark4j.credits.gateway;

import io.snark4j.credits.ticket.ApiError;
import io.snark4j.credits.ticket.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a settled request that was not served is answered. */
final class Errors {
    static final String EVENT_STREAM = "text/event-stream";
    static final String JSON_TYPE = "application/json";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int OK = 200;
    private static final int BAD_GATEWAY = 502;
    private static final int MAX_MESSAGE = 500;
    /** Of these upstream's own words are passed on; others are about the operator's account, or upstream's health. */
    private static final Set<Integer> ABOUT_THE_REQUEST = Set.of(400, 404, 413, 422);

    private Errors() {}

    /**
     * An error of upstream.
     *
     * @param code its word for programs, empty without one
     * @param shown what the caller is told
     * @param shownStatus of HTTP
     */
    record UpstreamError(String code, ApiError shown, int shownStatus) {}

    static UpstreamError read(Delivery delivery) {
        JsonNode error = parse(delivery.body()).path("error");
        String code = error.path("code").asString(error.path("type").asString(""));
        if (ABOUT_THE_REQUEST.contains(delivery.status())
                && error.path("message").isString()) {
            String message = error.path("message").stringValue();
            return new UpstreamError(
                    code,
                    of(Outcome.UPSTREAM_FAILED, message.substring(0, Math.min(MAX_MESSAGE, message.length()))),
                    delivery.status());
        }
        return new UpstreamError(code, of(Outcome.UPSTREAM_FAILED, "upstream failed"), BAD_GATEWAY);
    }

    /** Of an answer that was cut off. */
    static ApiError ofCut(Delivery delivery) {
        return of(
                Outcome.UPSTREAM_FAILED,
                (delivery.isOverlong() ? "upstream's answer is too long" : "upstream did not answer in time")
                        + "; charged as metered");
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    static ApiError of(Outcome outcome, String message) {
        String type = switch (outcome) {
            case SERVED, UPSTREAM_FAILED, INTERRUPTED -> "server_error";
            case UNKNOWN_MODEL, PRICE_ABOVE_CAP, MALFORMED_BODY, UNSUPPORTED_FIELD, CANCELLED ->
                "invalid_request_error";
        };
        return new ApiError(type, message, outcome.word());
    }

    static int status(Outcome outcome) {
        return switch (outcome) {
            case SERVED -> OK;
            case UNKNOWN_MODEL -> 404;
            case PRICE_ABOVE_CAP, MALFORMED_BODY, UNSUPPORTED_FIELD -> 400;
            case UPSTREAM_FAILED, INTERRUPTED -> BAD_GATEWAY;
            case CANCELLED -> 409;
        };
    }

    /** Of a retry whose body is not kept. */
    static int statusOfRetry(Outcome outcome) {
        return outcome == Outcome.SERVED ? 410 : status(outcome);
    }

    static ApiError ofRetry(Outcome outcome) {
        return switch (outcome) {
            case SERVED ->
                new ApiError("server_error", "the answer was given, and is not kept here any more", "answer_gone");
            case UNKNOWN_MODEL -> of(outcome, "the model is not in the price table");
            case PRICE_ABOVE_CAP -> of(outcome, "the request may cost more than the cap");
            case MALFORMED_BODY -> of(outcome, "the body is not what the path takes");
            case UNSUPPORTED_FIELD -> of(outcome, "a field of the body is not taken");
            case UPSTREAM_FAILED -> of(outcome, "upstream failed");
            case INTERRUPTED ->
                of(outcome, "the gateway was interrupted while the request ran; it is settled and not run again");
            case CANCELLED -> of(outcome, "the request was cancelled");
        };
    }
}
