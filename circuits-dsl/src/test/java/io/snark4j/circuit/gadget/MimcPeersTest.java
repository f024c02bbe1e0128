package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.peers.Circomlibjs;
import io.snark4j.peers.Circomlibjs.Call;
import io.snark4j.peers.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** circomlibjs computes the same. */
@Tag("peers")
class MimcPeersTest {
    private static List<String> text(Fr... values) {
        return Arrays.stream(values).map(Fr::toString).toList();
    }

    private static List<String> texts(JsonNode answer) {
        return answer.isArray() ? answer.valueStream().map(JsonNode::asString).toList() : List.of(answer.asString());
    }

    @Test
    void ciphersAndDigestsEqualCircomlibjs() {
        Random random = new Random(12);
        List<Call> calls = new ArrayList<>();
        List<List<String>> ours = new ArrayList<>();
        Fr last = Fr.ONE.neg();
        for (Fr[] in : List.of(
                new Fr[] {Fr.ZERO, Fr.ZERO, Fr.ZERO},
                new Fr[] {last, last, last},
                Stream.generate(() -> Fr.random(random)).limit(3).toArray(Fr[]::new))) {
            List<String> t = text(in);
            calls.add(new Call("mimc7.hash", List.of(t.get(0), t.get(1))));
            ours.add(text(Mimc7.encrypt(in[0], in[1])));
            calls.add(new Call("mimc7.multiHash", List.of(List.of(t.get(0), t.get(1)), t.get(2))));
            ours.add(text(Mimc7.hash(in[2], in[0], in[1])));
            MimcSponge.State state = MimcSponge.permute(new MimcSponge.State(in[0], in[1]), in[2]);
            calls.add(new Call("mimcSponge.hash", List.of(t.get(0), t.get(1), t.get(2))));
            ours.add(text(state.left(), state.right()));
            for (int outputs = 1; outputs <= 3; outputs += 2) {
                calls.add(new Call("mimcSponge.multiHash", List.of(List.of(t.get(0), t.get(1)), t.get(2), outputs)));
                ours.add(text(MimcSponge.hash(in[2], outputs, in[0], in[1]).toArray(Fr[]::new)));
            }
        }
        List<List<String>> theirs = new Circomlibjs(Node.find())
                .evaluate(calls).stream().map(MimcPeersTest::texts).toList();
        assertThat(ours).isEqualTo(theirs);
    }
}
