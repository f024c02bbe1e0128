package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.peers.Circomlibjs;
import io.snark4j.peers.Circomlibjs.Call;
import io.snark4j.peers.Node;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** circomlibjs hashes, signs and packs as we do, and verifies what we sign. */
@Tag("peers")
class EddsaPoseidonPeersTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Fr MINUS_ONE = Fr.ONE.neg();

    private final Random random = new Random(31);
    private final Circomlibjs circomlibjs = new Circomlibjs(Node.find());

    private record Signed(EddsaPoseidon.PrivateKey key, Fr message) {}

    private static List<String> coordinates(BabyJubjubPoint point) {
        return Stream.of(point.x(), point.y())
                .map(c -> c.toBigInteger().toString())
                .toList();
    }

    private static BabyJubjubPoint point(JsonNode node) {
        return new BabyJubjubPoint(
                Fr.parse(node.get(0).asString()), Fr.parse(node.get(1).asString()));
    }

    private static Map<String, Object> json(EddsaPoseidon.Signature signature) {
        return Map.of("r8", coordinates(signature.r8()), "s", signature.s().toString());
    }

    private static Call verify(BabyJubjubPoint key, Fr message, EddsaPoseidon.Signature signature) {
        return new Call(
                "eddsa.verifyPoseidon", List.of(message.toBigInteger().toString(), json(signature), coordinates(key)));
    }

    @Test
    void digestsOfEveryLengthUpToThreeBlocksEqualTheirs() {
        List<byte[]> messages = IntStream.rangeClosed(0, 3 * 128)
                .mapToObj(length -> {
                    byte[] message = new byte[length];
                    random.nextBytes(message);
                    return message;
                })
                .toList();
        List<JsonNode> theirs = circomlibjs.evaluate(messages.stream()
                .map(m -> new Call("blake512", List.of(HEX.formatHex(m))))
                .toList());
        assertThat(theirs.stream().map(JsonNode::asString).toList())
                .isEqualTo(messages.stream()
                        .map(m -> HEX.formatHex(Blake512.hash(m)))
                        .toList());
    }

    @Test
    void keysSignaturesAndBytesEqualTheirs() {
        List<Signed> cases = cases();
        List<Call> calls = new ArrayList<>();
        for (Signed signed : cases) {
            String key = HEX.formatHex(signed.key().toBytes());
            String message = signed.message().toBigInteger().toString();
            EddsaPoseidon.Signature ours = signed.key().sign(signed.message());
            calls.add(new Call("eddsa.publicKey", List.of(key)));
            calls.add(new Call("eddsa.signPoseidon", List.of(key, message)));
            calls.add(new Call("eddsa.packSignature", List.of(json(ours))));
            calls.add(verify(signed.key().publicKey(), signed.message(), ours));
        }
        List<JsonNode> answers = circomlibjs.evaluate(calls);
        assertThat(answers).hasSize(4 * cases.size());
        for (int i = 0; i < cases.size(); i++) {
            Signed signed = cases.get(i);
            EddsaPoseidon.Signature ours = signed.key().sign(signed.message());
            JsonNode theirs = answers.get(4 * i + 1);
            assertThat(signed.key().publicKey()).isEqualTo(point(answers.get(4 * i)));
            assertThat(ours)
                    .isEqualTo(new EddsaPoseidon.Signature(
                            point(theirs.get("r8")),
                            new BigInteger(theirs.get("s").asString())));
            assertThat(HEX.formatHex(ours.toBytes()))
                    .isEqualTo(answers.get(4 * i + 2).asString());
            assertThat(answers.get(4 * i + 3).asBoolean()).isTrue();
        }
    }

    private List<Signed> cases() {
        List<Signed> cases = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            cases.add(new Signed(EddsaPoseidon.PrivateKey.random(random), Fr.random(random)));
        }
        EddsaPoseidon.PrivateKey zeros = EddsaPoseidon.PrivateKey.of(new byte[EddsaPoseidon.PrivateKey.BYTES]);
        for (Fr message : List.of(Fr.ZERO, Fr.ONE, MINUS_ONE, Fr.of(BabyJubjubPoint.ORDER))) {
            cases.add(new Signed(zeros, message));
            cases.add(new Signed(EddsaPoseidon.PrivateKey.random(random), message));
        }
        return cases;
    }

    /** Their verifier forgets that 8·A must not be neutral, which this test pins; ours refuses. */
    @Test
    void aKeyOfSmallOrderSignsEverythingForThemAndNothingForUs() {
        BabyJubjubPoint ofOrderTwo = new BabyJubjubPoint(Fr.ZERO, MINUS_ONE);
        var forged = new EddsaPoseidon.Signature(BabyJubjubPoint.BASE8.mul(BigInteger.TEN), BigInteger.TEN);
        Fr message = Fr.random(random);
        var twisted = new EddsaPoseidon.Signature(forged.r8(), forged.s().add(BabyJubjubPoint.ORDER));
        List<JsonNode> theirs = circomlibjs.evaluate(
                List.of(verify(ofOrderTwo, message, forged), verify(ofOrderTwo, message, twisted)));
        assertThat(theirs).extracting(JsonNode::asBoolean).containsExactly(true, false);
        assertThat(EddsaPoseidon.verify(ofOrderTwo, message, forged)).isFalse();
    }
}
