package io.snark4j.credits.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.credits.ethereum.Keccak256;
import io.snark4j.credits.ethereum.Log;
import io.snark4j.curve.bn254.Eip197;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.groth16.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the client makes of the contract's interface, without a chain. */
class VaultClientContractTest {
    private static final G1Affine G1 = G1Affine.GENERATOR;
    private static final G2Affine G2 = G2Affine.GENERATOR;

    @Test
    void knowsEveryEventOfTheContract() throws IOException {
        JsonNode abi = new JsonMapper()
                .readTree(Files.readString(VaultGenerator.FOLDER.resolve(VaultGenerator.ARTIFACT)))
                .path("abi");
        Set<Class<?>> seen = new HashSet<>();
        for (JsonNode entry : abi) {
            if (entry.path("type").asString().equals("event")) {
                seen.add(VaultLogs.decode(emptyLog(entry)).getClass());
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(VaultEvent.class.getPermittedSubclasses());
    }

    /** The event with all values 0. */
    private static Log emptyLog(JsonNode event) {
        String types = event.path("inputs")
                .valueStream()
                .map(input -> input.path("type").asString())
                .collect(Collectors.joining(",", "(", ")"));
        long indexed = event.path("inputs")
                .valueStream()
                .filter(input -> input.path("indexed").asBoolean())
                .count();
        List<BigInteger> topics = new ArrayList<>(Collections.nCopies((int) indexed, BigInteger.ZERO));
        topics.addFirst(new BigInteger(1, Keccak256.hash(event.path("name").asString() + types)));
        int others = event.path("inputs").size() - (int) indexed;
        return new Log(1, 0, topics, Collections.nCopies(others, BigInteger.ZERO));
    }

    @Test
    void refusesLogsThatAreNotAVaults() {
        BigInteger expired = new BigInteger(1, Keccak256.hash("Expired(uint256)"));
        List<Log> logs = List.of(
                new Log(5, 2, List.of(), List.of()),
                new Log(5, 2, List.of(BigInteger.ONE), List.of()),
                new Log(5, 2, List.of(expired), List.of()),
                new Log(5, 2, List.of(expired, BigInteger.ONE), List.of(BigInteger.ONE)));
        for (Log log : logs) {
            assertThatThrownBy(() -> VaultLogs.decode(log))
                    .isInstanceOf(MalformedInputException.class)
                    .hasMessageStartingWith("log 2 of block 5 with ");
        }
        BigInteger proposed = new BigInteger(1, Keccak256.hash("KeyProposed(uint256,uint256,uint256)"));
        BigInteger noTime = BigInteger.ONE.shiftLeft(63);
        Log late = new Log(5, 2, List.of(proposed), List.of(BigInteger.ONE, BigInteger.ONE, noTime));
        assertThatThrownBy(() -> VaultLogs.decode(late))
                .isInstanceOf(MalformedInputException.class)
                .hasMessageContaining(noTime.toString());
        Log aboveR = new Log(5, 2, List.of(expired, Fr.MODULUS), List.of());
        assertThatThrownBy(() -> VaultLogs.decode(aboveR)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void aKeysHashCoversAllOfIt() throws Exception {
        VerifyingKey key = new VerifyingKey(G1, G2, G2.twice(), G2, List.of(G1, G1.twice()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Eip197.encode(G1));
        bytes.writeBytes(Eip197.encode(G2));
        bytes.writeBytes(Eip197.encode(G2.twice()));
        bytes.writeBytes(Eip197.encode(G2));
        bytes.writeBytes(Eip197.encode(G1));
        bytes.writeBytes(Eip197.encode(G1.twice()));
        assertThat(VerifyingKeyHash.of(key))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    }
}
