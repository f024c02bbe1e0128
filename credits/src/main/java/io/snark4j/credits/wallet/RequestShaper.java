package io.snark4j.credits.wallet;

import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.ticket.PaidEndpoint;
import io.snark4j.credits.ticket.Terms;
import io.snark4j.credits.ticket.UnpricedException;
import io.snark4j.credits.ticket.Usage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes of what a client sent the request that is paid for: the fields that say what is asked, in one order, and no others, inside of
 * messages, tools and the like too; padded to a step of length; not dearer than a ticket. A field that is not known here might link requests, so it is left out and named to the caller, whatever it is.
 *
 * <p>Padding is spaces before the last brace, which no JSON reader notices: lengths are 1, 2, 4, 8, ... KiB. The provider prices a byte as a token at most, so
 * padding counts where a request is nearly as dear as a ticket allows.
 */
final class RequestShaper {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SMALLEST_STEP = 1024;
    /** More than a limit's name and number take. */
    private static final int LIMIT_BYTES = 64;

    /**
     * A request, ready to be paid.
     *
     * @param request to send
     * @param model that it asks
     * @param dropped fields that were left out
     */
    record Shaped(PaidRequest request, String model, List<String> dropped) {}

    private final Terms terms;

    RequestShaper(Terms terms) {
        this.terms = terms;
    }

    /** Throws WalletException for a model that is not offered, a body that is too long, a part that has no price, or a price above the cap. */
    Shaped shape(String path, ObjectNode asked) {
        PaidEndpoint endpoint =
                PaidEndpoint.of(path).orElseThrow(() -> new WalletException("no such endpoint: " + path));
        List<String> dropped = new ArrayList<>();
        ObjectNode kept = kept(endpoint, asked, dropped);
        String model = kept.path("model").asString("");
        ModelPrice price = terms.model(model)
                .orElseThrow(() -> new WalletException("the provider offers no model \"" + model + "\"; it offers "
                        + terms.models().stream().map(ModelPrice::model).toList()));
        try {
            MessageMembers.rewrite(kept, dropped);
            endpoint.requireBounded(kept);
            byte[] body = padded(limited(endpoint, kept, price));
            requireFits(body.length);
            requireAffordable(price.cost(endpoint.most(kept, body.length, price)));
            return new Shaped(new PaidRequest(terms.origin(), path, body), model, dropped);
        } catch (UnpricedException e) {
            throw new WalletException("the provider does not take this request: " + e.getMessage(), e);
        }
    }

    private static ObjectNode kept(PaidEndpoint endpoint, ObjectNode asked, List<String> dropped) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String field : endpoint.fields()) {
            JsonNode value = asked.get(field);
            if (value != null && !value.isNull()) {
                kept.set(field, value);
            }
        }
        for (String field : asked.propertyNames()) {
            if (!endpoint.fields().contains(field)) {
                dropped.add(field);
            }
        }
        return kept;
    }

    /** The body with a limit of output. Named, the limit is part of the price; unnamed, the model's longest answer would be. */
    private byte[] limited(PaidEndpoint endpoint, ObjectNode kept, ModelPrice price) throws UnpricedException {
        byte[] plain = JSON.writeValueAsBytes(kept);
        if (endpoint.limitField().isEmpty() || endpoint.limit(kept).isPresent()) {
            return plain;
        }
        int length = paddedLength(plain.length + LIMIT_BYTES);
        kept.put(endpoint.limitField().get(), affordable(price, length, endpoint.answers(kept)));
        return JSON.writeValueAsBytes(kept);
    }

    /** The longest answer that a ticket surely pays, at most the model's. */
    private long affordable(ModelPrice price, int length, long answers) {
        long low = 0;
        long high = Math.min(price.maxOutputTokens(), PaidEndpoint.MOST_COUNT);
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            boolean fits = price.cost(new Usage(length, middle * answers)).compareTo(terms.cMax()) <= 0;
            low = fits ? middle : low;
            high = fits ? high : middle - 1;
        }
        return Math.max(1, low);
    }

    private void requireFits(int length) {
        if (length > terms.limits().maxBodyBytes()) {
            throw new WalletException("the request is " + length + " bytes long when padded, the provider takes "
                    + terms.limits().maxBodyBytes());
        }
    }

    private void requireAffordable(BigInteger most) {
        if (most.compareTo(terms.cMax()) > 0) {
            throw new WalletException("the request may cost " + most + " token units, a ticket pays " + terms.cMax()
                    + ": shorten it or lower its limit of output tokens");
        }
    }

    private byte[] padded(byte[] plain) {
        int length = paddedLength(plain.length);
        byte[] body = Arrays.copyOf(plain, length);
        Arrays.fill(body, plain.length - 1, length - 1, (byte) ' ');
        body[length - 1] = '}';
        return body;
    }

    /** Above the longest step that the provider takes: that length itself. */
    private int paddedLength(int length) {
        int step = Math.max(SMALLEST_STEP, Integer.highestOneBit(Math.max(1, length - 1)) << 1);
        return Math.max(length, (int) Math.min(step, terms.limits().maxBodyBytes()));
    }

    /** Throws WalletException if this is no JSON object. */
    static ObjectNode parse(byte[] body) {
        try {
            if (JSON.readTree(new String(body, StandardCharsets.UTF_8)) instanceof ObjectNode object) {
                return object;
            }
        } catch (tools.jackson.core.JacksonException e) {
            throw new WalletException("the body is not JSON", e);
        }
        throw new WalletException("the body is not a JSON object");
    }
}
