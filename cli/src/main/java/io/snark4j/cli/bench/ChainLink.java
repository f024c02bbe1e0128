package io.snark4j.cli.bench;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.circuit.gadget.PoseidonGadget;
import io.snark4j.peers.Circom;
import io.snark4j.peers.Node;
import io.snark4j.r1cs.ConstraintSystem;
import io.snark4j.r1cs.file.R1csFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One link of a {@link HashChain}: end = Poseidon(start, key). circom's has 240 constraints, and of its 6,500 entries in A and B those
 * that our own compiler keeps out of them; provers are compared on circom's.
 *
 * @param end public
 * @param start public
 * @param key private
 */
record ChainLink(@Public Var end, @Public Var start, Var key) implements Circuit {
    private static final String CIRCOM = """
            pragma circom 2.1.0;

            include "poseidon.circom";

            template Link() {
                signal input start;
                signal input key;
                signal output end;

                component hash = Poseidon(2);
                hash.inputs[0] <== start;
                hash.inputs[1] <== key;
                end <== hash.out;
            }

            component main {public [start]} = Link();
            """;

    @Override
    public void define(Api api) {
        api.assertEqual(end, PoseidonGadget.hash(api, start, key));
    }

    /** The link as our own compiler makes it. */
    static ConstraintSystem compiled() {
        return CircuitCompiler.compile(ChainLink.class);
    }

    /**
     * The link as circom makes it.
     *
     * @param folder takes the source and what circom writes
     */
    static ConstraintSystem compiledByCircom(Node node, Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("link.circom"), CIRCOM);
        return R1csFile.read(new Circom(node).compile(source, folder).r1cs());
    }
}
