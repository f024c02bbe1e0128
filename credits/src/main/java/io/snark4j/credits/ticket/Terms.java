package io.snark4j.credits.ticket;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the provider offers, as JSON. A wallet holds every value that the chain knows (cMax, scope, keys, the request circuit's key) against the chain.
 *
 * @param origin scheme, host and port, the first part of {@link RequestDigest}
 * @param chainId EIP-155
 * @param vault the contract
 * @param scope of the deployment
 * @param cMax price cap of one request, token base units
 * @param keys pk and pkOld
 * @param requestKeyHash of the request circuit's verifying key, 64 hex digits
 * @param limits of requests and times
 * @param models in the order of the price table
 */
public record Terms(
        String origin,
        long chainId,
        Address vault,
        Fr scope,
        BigInteger cMax,
        ProviderKeys keys,
        String requestKeyHash,
        Limits limits,
        List<ModelPrice> models) {
    private static final String WHAT = "terms";
    private static final int VERSION = 1;

    /**
     * Limits that a wallet checks before it signs, and times that it keeps to.
     *
     * @param maxBodyBytes of a request; a longer one is refused unread, see the gateway's {@code /credits/v1/cancel}
     * @param epoch after which the next refund table is published
     * @param rootGrace how long a root is accepted after it was superseded
     * @param deadline of a request, after which it is charged as metered
     * @param bodyKept how long a retry gets the answer's body again
     */
    public record Limits(long maxBodyBytes, Duration epoch, Duration rootGrace, Duration deadline, Duration bodyKept) {
        /** 1 MiB; epochs of 30 minutes; roots for an hour; 10 minutes for a request; bodies for 10 minutes. */
        public static final Limits DEFAULT = new Limits(
                1 << 20, Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofMinutes(10));
    }

    /** Copies the models. */
    public Terms {
        models = List.copyOf(models);
    }

    /**
     * @param name of a model
     * @return its price, or empty if it is not offered
     */
    public Optional<ModelPrice> model(String name) {
        return models.stream().filter(price -> price.model().equals(name)).findFirst();
    }

    /** @return the JSON; equal terms give equal text */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", VERSION);
        json.put("origin", origin);
        json.put("chainId", chainId);
        json.put("vault", vault.toString());
        json.put("scope", WireJson.element(scope));
        json.put("cMax", cMax.toString());
        json.put("pk", WireJson.point(keys.current()));
        json.put("pkOld", WireJson.point(keys.previous()));
        json.put("requestKeyHash", requestKeyHash);
        json.put("maxBodyBytes", limits.maxBodyBytes());
        json.put("epochSeconds", limits.epoch().toSeconds());
        json.put("rootGraceSeconds", limits.rootGrace().toSeconds());
        json.put("deadlineSeconds", limits.deadline().toSeconds());
        json.put("bodyKeptSeconds", limits.bodyKept().toSeconds());
        json.put("models", models.stream().map(Terms::modelJson).toList());
        return WireJson.MAPPER.writeValueAsString(json);
    }

    private static Map<String, Object> modelJson(ModelPrice price) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", price.model());
        json.put("inputPrice", price.inputPrice().toString());
        json.put("outputPrice", price.outputPrice().toString());
        json.put("requestPrice", price.requestPrice().toString());
        json.put("maxOutputTokens", price.maxOutputTokens());
        return json;
    }

    /**
     * @param text what {@link #toJson} wrote; members it does not know are passed over
     * @return the terms
     * @throws MalformedInputException if a member is missing or of another form
     */
    public static Terms fromJson(String text) {
        WireJson json = WireJson.of(WHAT, text);
        if (json.count("version") != VERSION) {
            throw new MalformedInputException(WHAT + ": version " + json.count("version") + ", expected " + VERSION);
        }
        return new Terms(
                json.text("origin"),
                json.count("chainId"),
                Address.parse(json.text("vault")),
                json.element("scope"),
                json.amount("cMax", CreditProtocol.AMOUNT_BITS),
                new ProviderKeys(json.point("pk"), json.point("pkOld")),
                json.text("requestKeyHash"),
                new Limits(
                        json.count("maxBodyBytes"),
                        Duration.ofSeconds(json.count("epochSeconds")),
                        Duration.ofSeconds(json.count("rootGraceSeconds")),
                        Duration.ofSeconds(json.count("deadlineSeconds")),
                        Duration.ofSeconds(json.count("bodyKeptSeconds"))),
                json.objects("models").stream().map(Terms::model).toList());
    }

    private static ModelPrice model(WireJson json) {
        return new ModelPrice(
                json.text("id"),
                json.amount("inputPrice", CreditProtocol.AMOUNT_BITS),
                json.amount("outputPrice", CreditProtocol.AMOUNT_BITS),
                json.amount("requestPrice", CreditProtocol.AMOUNT_BITS),
                json.count("maxOutputTokens"));
    }
}
