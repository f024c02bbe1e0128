package io.snark4j.credits.endtoend;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something of a wallet's that gateway or chain saw, taken apart into values: every header, every leaf of JSON, every field of what is binary, each under its
 * place and, if it is long enough to be more than a coincidence, by itself; and all strings of bytes inside.
 */
final class Observation {
    /** Where it was seen. */
    enum Kind {
        /** A paid request with its answer, its row in the store, and what it left in logs and metrics. */
        REQUEST,
        /** What is asked without a ticket: terms, tables of refunds. */
        PUBLISHED,
        /** Transactions. */
        CHAIN
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9_-]{22,}={0,2}");
    private static final Pattern HEX = Pattern.compile("(?:0x)?((?:[0-9a-fA-F]{2}){8,})");
    private static final int WORD = 32;
    /** Shorter ones are under their place only: that a cost is also a number of tokens says nothing. */
    private static final int TELLING = 8;

    private static final int TEXT_GRAM = 12;
    private static final int BYTES_GRAM = 8;
    private static final Set<String> TIMES = Set.of("date", "timestamp", "blocktimestamp", "epoch");

    final Kind kind;
    final int wallet;
    final int number;
    final Set<String> values = new TreeSet<>();
    final Set<String> grams = new TreeSet<>();
    /** Halves of grams: one whose half others have is that half with noise beside it. */
    final Set<String> halves = new TreeSet<>();

    Observation(Kind kind, int wallet, int number) {
        this.kind = kind;
        this.wallet = wallet;
        this.number = number;
    }

    void value(String place, String value) {
        if (TIMES.contains(place.toLowerCase(Locale.ROOT))) {
            return;
        }
        values.add(place + "=" + value);
        if (value.length() >= TELLING) {
            values.add(value);
        }
        encoded(value);
    }

    /** What is written in hex or base64 is taken apart as bytes. */
    private void encoded(String text) {
        Matcher hex = HEX.matcher(text);
        while (hex.find()) {
            bytes(HexFormat.of().parseHex(hex.group(1)));
        }
        Matcher base64 = ENCODED.matcher(text);
        while (base64.find()) {
            try {
                bytes(Base64.getUrlDecoder().decode(base64.group()));
            } catch (IllegalArgumentException _) {
                // A word of 22 letters.
            }
        }
    }

    /** Words of a contract's call or event, which have 32 bytes each, and strings inside. */
    void words(byte[] bytes) {
        for (int i = 0; i + WORD <= bytes.length; i += WORD) {
            values.add(HexFormat.of().formatHex(bytes, i, i + WORD));
        }
        bytes(bytes);
    }

    void bytes(byte[] bytes) {
        grams("bytes ", new String(bytes, StandardCharsets.ISO_8859_1), BYTES_GRAM);
    }

    private void grams(String what, String text, int length) {
        for (int i = 0; i + length <= text.length(); i++) {
            grams.add(what + text.substring(i, i + length));
        }
        for (int i = 0; i + length / 2 <= text.length(); i++) {
            halves.add(what + text.substring(i, i + length / 2));
        }
    }

    /** Whether this gram is one of the wallet's own through and through. */
    static boolean isOwn(String gram, Set<String> commonHalves) {
        int space = gram.indexOf(' ') + 1;
        String what = gram.substring(0, space);
        String text = gram.substring(space);
        int half = text.length() / 2;
        for (int i = 0; i + half <= text.length(); i++) {
            if (commonHalves.contains(what + text.substring(i, i + half))) {
                return false;
            }
        }
        return true;
    }

    void message(String side, HttpMessage message) {
        value(side + " line", message.start());
        value(
                side + " order of headers",
                String.join(
                        ",",
                        message.headers().stream().map(HttpMessage.Header::name).toList()));
        for (HttpMessage.Header header : message.headers()) {
            value(header.name(), header.value());
            for (String part : header.value().split("[\\s;,=]+")) {
                value(header.name(), part);
            }
        }
        String body = new String(message.body(), StandardCharsets.UTF_8);
        if (!side.equals("answer")) {
            grams("text ", body, TEXT_GRAM);
            for (HttpMessage.Header header : message.headers()) {
                grams("text ", header.name() + ": " + header.value(), TEXT_GRAM);
            }
        }
        for (String line : body.lines().toList()) {
            json(side, line.startsWith("data: ") ? line.substring("data: ".length()) : line);
        }
        value(side + " length", String.valueOf(message.body().length));
    }

    void json(String place, String text) {
        try {
            json(place, JSON.readTree(text));
        } catch (JacksonException _) {
            value(place, text);
        }
    }

    void json(String place, JsonNode node) {
        if (node.isObject()) {
            value(place + " order", String.join(",", node.propertyNames()));
            node.properties().forEach(field -> json(field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            node.forEach(element -> json(place, element));
        } else {
            value(place, node.asString(""));
        }
    }

    @Override
    public String toString() {
        return kind + " " + number + " of wallet " + wallet;
    }

    /** Keeps a column of the store. */
    void column(String name, Object value) {
        switch (value) {
            case byte[] bytes -> {
                value(name, HexFormat.of().formatHex(bytes));
                for (int i = 0; i + WORD <= bytes.length; i += WORD) {
                    values.add(HexFormat.of().formatHex(Arrays.copyOfRange(bytes, i, i + WORD)));
                }
            }
            default -> value(name, value.toString());
        }
    }
}
