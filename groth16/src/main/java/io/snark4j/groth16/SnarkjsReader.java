package io.snark4j.groth16;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the pieces of snarkjs' JSON, every limit and check of {@link SnarkjsJson} included. */
final class SnarkjsReader {
    /** A key with 200 public inputs takes 40 KB. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 16;
    private static final int MAX_EXCERPT = 100;
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,76}");
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(1 << 10)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SnarkjsReader() {}

    /** The file's text; nothing is allocated for what a larger file claims. */
    static String text(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new MalformedInputException(file + ": more than " + MAX_BYTES + " bytes of JSON");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedInputException(file + ": not UTF-8 text", e);
        }
    }

    static JsonNode parse(String what, String json) {
        if (json.length() > MAX_BYTES) {
            throw new MalformedInputException(
                    what + ": " + json.length() + " characters of JSON, at most " + MAX_BYTES);
        }
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new MalformedInputException(what + ": not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static void requireGroth16(String what, JsonNode root) {
        requireText(what, root, "protocol", "groth16");
        requireText(what, root, "curve", "bn128");
    }

    static long count(JsonNode root, String name) {
        JsonNode node = member(root, name);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 0) {
            throw new MalformedInputException(name + ": expected a count, found " + excerpt(node));
        }
        return node.intValue();
    }

    static G1Affine g1(JsonNode root, String name) {
        return g1(name, member(root, name));
    }

    static List<G1Affine> g1List(JsonNode root, String name) {
        JsonNode node = member(root, name);
        if (!node.isArray()) {
            throw new MalformedInputException(name + ": expected an array of points, found " + excerpt(node));
        }
        List<G1Affine> points = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            points.add(g1(name + "[" + i + "]", node.get(i)));
        }
        return points;
    }

    /** On the curve; the subgroup is checked by whoever takes the point, proof or key. */
    static G2Affine g2(JsonNode root, String name) {
        JsonNode node = array(name, member(root, name), 3);
        Fp2 x = pair(name, node.get(0));
        Fp2 y = pair(name, node.get(1));
        Fp2 z = pair(name, node.get(2));
        if (isInfinity(name, z.isZero(), z.equals(Fp2.ONE), x.isZero() && (y.isZero() || y.equals(Fp2.ONE)))) {
            return G2Affine.INFINITY;
        }
        return finite(name, x.isZero() && y.isZero(), () -> G2Affine.of(x, y));
    }

    static List<Fr> scalars(JsonNode array) {
        List<Fr> values = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            values.add(number("public input " + i, array.get(i), Fr.MODULUS, Fr::of));
        }
        return values;
    }

    private static G1Affine g1(String name, JsonNode triple) {
        JsonNode node = array(name, triple, 3);
        Fp x = coordinate(name, node.get(0));
        Fp y = coordinate(name, node.get(1));
        Fp z = coordinate(name, node.get(2));
        if (isInfinity(name, z.isZero(), z.isOne(), x.isZero() && (y.isZero() || y.isOne()))) {
            return G1Affine.INFINITY;
        }
        return finite(name, x.isZero() && y.isZero(), () -> G1Affine.of(x, y));
    }

    /** snarkjs writes infinity as (0, 1, 0); (0, 0, 0) means nothing else. Any z but 0 and 1 is not its work. */
    private static boolean isInfinity(String name, boolean zIsZero, boolean zIsOne, boolean restFits) {
        if (zIsZero ? !restFits : !zIsOne) {
            throw new MalformedInputException(
                    name + ": expected a point (x, y, 1) or infinity (0, 1, 0), found another projective triple");
        }
        return zIsZero;
    }

    private static Fp2 pair(String name, JsonNode pair) {
        JsonNode node = array(name, pair, 2);
        return new Fp2(coordinate(name, node.get(0)), coordinate(name, node.get(1)));
    }

    private static Fp coordinate(String name, JsonNode node) {
        return number(name, node, Fp.MODULUS, Fp::of);
    }

    private static <T> T number(String name, JsonNode node, BigInteger modulus, Function<BigInteger, T> of) {
        if (!node.isString() || !DECIMAL.matcher(node.stringValue()).matches()) {
            throw new MalformedInputException(name + ": expected a decimal string, found " + excerpt(node));
        }
        var value = new BigInteger(node.stringValue());
        if (value.compareTo(modulus) >= 0) {
            throw new MalformedInputException(name + ": expected a number below " + modulus + ", found " + value);
        }
        return of.apply(value);
    }

    private static JsonNode array(String name, JsonNode node, int size) {
        if (!node.isArray() || node.size() != size) {
            throw new MalformedInputException(name + ": expected an array of " + size + ", found " + excerpt(node));
        }
        return node;
    }

    private static JsonNode member(JsonNode root, String name) {
        JsonNode node = root.get(name);
        if (node == null) {
            throw new MalformedInputException("\"" + name + "\": missing");
        }
        return node;
    }

    private static void requireText(String what, JsonNode root, String name, String expected) {
        JsonNode node = member(root, name);
        if (!node.isString() || !node.stringValue().equals(expected)) {
            throw new MalformedInputException(
                    what + ": " + name + " is " + excerpt(node) + ", expected \"" + expected + "\"");
        }
    }

    /** (0, 0) with z = 1 is no point, though it is how points in memory spell infinity. */
    private static <T> T finite(String name, boolean isZero, Supplier<T> decoded) {
        if (isZero) {
            throw new MalformedInputException(name + ": (0, 0) is not on the curve");
        }
        try {
            return decoded.get();
        } catch (MalformedInputException e) {
            throw new MalformedInputException(name + ": " + e.getMessage(), e);
        }
    }

    private static String excerpt(JsonNode node) {
        String text = node.toString();
        return text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT) + "…";
    }
}
