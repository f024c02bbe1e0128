package io.snark4j.peers;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** circomlibjs' functions, evaluated in Node, many in one run (a run costs two seconds to begin). Thread-safe. */
public final class Circomlibjs {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final Node node;

    /**
     * circomlibjs of {@code node}'s home.
     *
     * @param node Node with the npm programs
     */
    public Circomlibjs(Node node) {
        this.node = node;
    }

    /**
     * One call.
     *
     * @param function {@code poseidon}, {@code poseidon.permute}, {@code mimc7.hash}, {@code mimc7.multiHash}, {@code mimcSponge.hash},
     *     {@code mimcSponge.multiHash}, {@code babyjub.add}, {@code babyjub.multiply}, {@code babyjub.isInSubgroup},
     *     {@code babyjub.compress}, {@code eddsa.publicKey}, {@code eddsa.signPoseidon}, {@code eddsa.verifyPoseidon},
     *     {@code eddsa.packSignature}, {@code pedersen.hash}, {@code pedersen.generator}, {@code blake256} or {@code blake512}
     * @param arguments decimal text for elements and scalars, {@code [x, y]} lists for points, {@code {r8: [x, y], s}} for
     *     signatures, hex for bytes
     */
    public record Call(String function, List<?> arguments) {}

    /**
     * Evaluates calls in order.
     *
     * @param calls any number
     * @return one answer per call, in the same forms as arguments
     * @throws PeerException with circomlibjs' message if one fails
     */
    public List<JsonNode> evaluate(List<Call> calls) {
        Command command = node.script("circomlibjs.js", List.of(), Path.of("."), TIMEOUT)
                .withStdin(JSON.writeValueAsString(Map.of("calls", calls)));
        String answers = command.runSuccessfully().stdout();
        try {
            return JSON.readTree(answers).valueStream().toList();
        } catch (JacksonException e) {
            throw new PeerException("circomlibjs: no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Poseidon digests.
     *
     * @param inputs one list of 1 to 16 elements a digest, each in [0, r)
     * @return the digests, in order
     */
    public List<BigInteger> poseidon(List<List<BigInteger>> inputs) {
        List<Call> calls = inputs.stream()
                .map(list -> new Call(
                        "poseidon",
                        List.of(list.stream().map(BigInteger::toString).toList())))
                .toList();
        return evaluate(calls).stream()
                .map(answer -> new BigInteger(answer.asString()))
                .toList();
    }
}
