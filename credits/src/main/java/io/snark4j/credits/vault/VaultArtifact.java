package io.snark4j.credits.vault;

import io.snark4j.credits.ethereum.Keccak256;
import io.snark4j.credits.ethereum.RevertedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The compiled contract, from the resource beside this class: solc's ABI and creation code. */
final class VaultArtifact {
    private static final String RESOURCE = "CreditVault.json";
    private static final int SELECTOR = 4;
    private static final int WORD = 32;

    static final VaultArtifact INSTANCE = read();

    private final byte[] creationCode;
    private final Map<Integer, String> errors;

    private VaultArtifact(byte[] creationCode, Map<Integer, String> errors) {
        this.creationCode = creationCode;
        this.errors = errors;
    }

    private static VaultArtifact read() {
        try (InputStream stream = VaultArtifact.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + VaultArtifact.class);
            }
            JsonNode root = new JsonMapper().readTree(stream);
            Map<Integer, String> errors = new HashMap<>();
            for (JsonNode entry : root.path("abi")) {
                if (entry.path("type").asString().equals("error")) {
                    errors.put(selector(entry), entry.path("name").asString());
                }
            }
            String code = root.path("creationCode").asString();
            return new VaultArtifact(HexFormat.of().parseHex(code.substring(2)), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int selector(JsonNode error) {
        String types = error.path("inputs")
                .valueStream()
                .map(input -> input.path("type").asString())
                .collect(Collectors.joining(",", "(", ")"));
        return ByteBuffer.wrap(Keccak256.selector(error.path("name").asString() + types))
                .getInt();
    }

    byte[] creationCode() {
        return creationCode.clone();
    }

    /** The contract's error, or the exception itself where it is none of them. */
    RuntimeException explain(RevertedException refused) {
        byte[] data = refused.data();
        if (data.length % WORD != SELECTOR) {
            return refused;
        }
        String name = errors.get(ByteBuffer.wrap(data).getInt());
        if (name == null) {
            return refused;
        }
        List<BigInteger> values = IntStream.range(0, data.length / WORD)
                .mapToObj(i -> new BigInteger(1, data, SELECTOR + WORD * i, WORD))
                .toList();
        return new VaultException(name, values, refused);
    }
}
