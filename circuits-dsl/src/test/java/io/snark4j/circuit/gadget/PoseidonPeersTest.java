package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import io.snark4j.peers.Circomlibjs;
import io.snark4j.peers.Node;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** circomlibjs computes the same digests, for every number of inputs. */
@Tag("peers")
class PoseidonPeersTest {
    @Test
    void digestsOfAllSizesEqualCircomlibjs() {
        Random random = new Random(20);
        BigInteger largest = Fr.MODULUS.subtract(BigInteger.ONE);
        List<List<BigInteger>> inputs = new ArrayList<>();
        for (int n = 1; n <= 16; n++) {
            inputs.add(Collections.nCopies(n, BigInteger.ZERO));
            inputs.add(Collections.nCopies(n, largest));
            for (int i = 0; i < 4; i++) {
                inputs.add(Stream.generate(() -> Fr.random(random).toBigInteger())
                        .limit(n)
                        .toList());
            }
            List<BigInteger> mixed = new ArrayList<>(inputs.getLast());
            mixed.set(n - 1, BigInteger.ONE);
            mixed.set(0, largest);
            inputs.add(mixed);
        }
        List<BigInteger> theirs = new Circomlibjs(Node.find()).poseidon(inputs);
        List<BigInteger> ours = inputs.stream()
                .map(list -> Poseidon.hash(list.stream().map(Fr::of).toArray(Fr[]::new))
                        .toBigInteger())
                .toList();
        assertThat(ours).isEqualTo(theirs).hasSize(16 * 7);
    }

    @Test
    void permutationsOfAllSizesEqualCircomlibjs() {
        Random random = new Random(21);
        List<Circomlibjs.Call> calls = new ArrayList<>();
        List<List<String>> ours = new ArrayList<>();
        for (int width = 2; width <= 17; width++) {
            Fr[] state = Stream.generate(() -> Fr.random(random)).limit(width).toArray(Fr[]::new);
            calls.add(new Circomlibjs.Call(
                    "poseidon.permute",
                    List.of(Stream.of(state).map(Fr::toString).toList())));
            ours.add(Stream.of(Poseidon.permute(state)).map(Fr::toString).toList());
        }
        List<List<String>> theirs = new Circomlibjs(Node.find())
                .evaluate(calls).stream()
                        .map(answer -> answer.valueStream()
                                .map(element -> element.asString())
                                .toList())
                        .toList();
        assertThat(ours).isEqualTo(theirs).hasSize(16);
    }
}
