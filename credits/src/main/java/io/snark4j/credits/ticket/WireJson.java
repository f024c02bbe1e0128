package io.snark4j.credits.ticket;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the members of a JSON object, each of which must be there and of its type. */
final class WireJson {
    static final JsonMapper MAPPER = new JsonMapper();

    private final String what;
    private final JsonNode node;

    private WireJson(String what, JsonNode node) {
        if (!node.isObject()) {
            throw new MalformedInputException(what + ": expected a JSON object");
        }
        this.what = what;
        this.node = node;
    }

    static WireJson of(String what, String json) {
        try {
            return new WireJson(what, MAPPER.readTree(json));
        } catch (JacksonException e) {
            throw new MalformedInputException(what + ": not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static String element(Fr value) {
        return "0x%064x".formatted(value.toBigInteger());
    }

    static List<String> point(BabyJubjubPoint value) {
        return List.of(element(value.x()), element(value.y()));
    }

    private JsonNode member(String name) {
        JsonNode member = node.get(name);
        if (member == null) {
            throw new MalformedInputException(what + ": no \"" + name + "\"");
        }
        return member;
    }

    private MalformedInputException wrong(String name, String expected) {
        return new MalformedInputException(what + ": \"" + name + "\": expected " + expected);
    }

    String text(String name) {
        JsonNode member = member(name);
        if (!member.isString()) {
            throw wrong(name, "a string");
        }
        return member.stringValue();
    }

    /** In [0, 2^63). */
    long count(String name) {
        JsonNode member = member(name);
        if (!member.isIntegralNumber() || !member.canConvertToLong() || member.longValue() < 0) {
            throw wrong(name, "an integer in [0, 2^63)");
        }
        return member.longValue();
    }

    /** Decimal digits in a string, of a number below 2^bits: JSON's own numbers lose digits in many programs. */
    BigInteger amount(String name, int bits) {
        String text = text(name);
        if (!text.matches("0|[1-9][0-9]{0,38}") || new BigInteger(text).bitLength() > bits) {
            throw wrong(name, "the decimal digits of a number below 2^" + bits);
        }
        return new BigInteger(text);
    }

    Fr element(String name) {
        return element(name, member(name));
    }

    private Fr element(String name, JsonNode value) {
        if (!value.isString() || !value.stringValue().matches("0x[0-9a-f]{64}")) {
            throw wrong(name, "0x and 64 lower-case hex digits");
        }
        return Fr.of(new BigInteger(value.stringValue().substring(2), 16));
    }

    BabyJubjubPoint point(String name) {
        JsonNode pair = member(name);
        if (!pair.isArray() || pair.size() != 2) {
            throw wrong(name, "a pair of coordinates");
        }
        Fr x = element(name, pair.get(0));
        Fr y = element(name, pair.get(1));
        if (!BabyJubjubPoint.isOnCurve(x, y)) {
            throw wrong(name, "a point of the curve");
        }
        return new BabyJubjubPoint(x, y);
    }

    WireJson object(String name) {
        return new WireJson(what + ": " + name, member(name));
    }

    List<WireJson> objects(String name) {
        JsonNode list = member(name);
        if (!list.isArray()) {
            throw wrong(name, "an array");
        }
        return list.valueStream()
                .map(member -> new WireJson(what + ": " + name, member))
                .toList();
    }
}
