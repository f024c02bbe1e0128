package io.snark4j.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.field.Fr;
import io.snark4j.peers.Circom;
import io.snark4j.peers.Node;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.LinearCombination;
import io.snark4j.r1cs.R1cs;
import io.snark4j.r1cs.Satisfaction;
import io.snark4j.r1cs.file.R1csFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain hashes as often as it says, and fills its domain. */
class HashChainContractTest {
    private @TempDir Path directory;

    @Test
    void ourLinksMakeAChain() {
        assertChain(ChainLink.compiled());
    }

    @Test
    @Tag("peers")
    void circomsLinksMakeAChain() throws IOException {
        assertChain(ChainLink.compiledByCircom(Node.find(), directory));
    }

    private static void assertChain(ConstraintSystem link) {
        for (int log : new int[] {8, 10}) {
            HashChain chain = HashChain.ofLog(log, link);
            int links = chain.circuit().constraints() / link.constraints();
            assertThat(chain.circuit().constraints()).isEqualTo(links * link.constraints());
            assertThat((links + 1) * link.constraints() + 3).isGreaterThan(1 << log);
            assertThat(chain.circuit().constraints() + 3).isLessThanOrEqualTo(1 << log);
            assertThat(Satisfaction.check(chain.circuit(), chain.witness())).isEmpty();
            Fr hash = Fr.of(3);
            for (int i = 0; i < links; i++) {
                hash = Poseidon.hash(hash, Fr.of(5));
            }
            assertThat(chain.witness().publicValues()).containsExactly(hash, Fr.of(3));
        }
    }

    /** Where a wire is changed, a constraint notices: the copies are tied to each other. */
    @Test
    void everyWireOfAChainIsTied() {
        HashChain chain = HashChain.ofLog(9, ChainLink.compiled());
        var values = chain.witness().values();
        for (int wire = 1; wire < values.size(); wire++) {
            Fr good = values.get(wire);
            values.set(wire, good.add(Fr.ONE));
            assertThat(Satisfaction.check(chain.circuit(), chain.witness()))
                    .as("wire " + wire)
                    .isPresent();
            values.set(wire, good);
        }
    }

    @Test
    @Tag("peers")
    void circomMakesAChainOfTheSameSize() throws IOException {
        String links = """
                pragma circom 2.1.0;
                include "poseidon.circom";
                template Chain(n) {
                    signal input start;
                    signal input key;
                    signal output end;
                    component hash[n];
                    for (var i = 0; i < n; i++) {
                        hash[i] = Poseidon(2);
                        hash[i].inputs[0] <== i == 0 ? start : hash[i - 1].out;
                        hash[i].inputs[1] <== key;
                    }
                    end <== hash[n - 1].out;
                }
                component main {public [start]} = Chain(4);
                """;
        Path source = Files.writeString(directory.resolve("chain.circom"), links);
        R1cs whole =
                R1csFile.read(new Circom(Node.find()).compile(source, directory).r1cs());
        R1cs strung = HashChain.ofLog(10, ChainLink.compiledByCircom(Node.find(), directory))
                .circuit();
        assertThat(strung.constraints()).isEqualTo(whole.constraints());
        assertThat(strung.wires()).isEqualTo(whole.wires());
        assertThat(strung.a().entries()).isEqualTo(whole.a().entries());
    }

    @Test
    void aLinkThatDoesNotFitIsRefused() {
        ConstraintSystem link = ChainLink.compiled();
        assertThatThrownBy(() -> HashChain.ofLog(7, link))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2^7");
    }

    @Test
    void aLinkThatCannotBeSolvedForwardIsRefused() {
        // Wire 4 stands in a factor only.
        var wire = LinearCombination.of(4, Fr.ONE);
        var end = LinearCombination.of(1, Fr.ONE);
        R1cs link = R1cs.builder(1, 1).constrain(wire, wire, end).build(5, 1);
        assertThatThrownBy(() -> new LinkSolver(link))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("wire 1");
    }
}
