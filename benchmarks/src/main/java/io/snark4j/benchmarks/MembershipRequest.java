package io.snark4j.benchmarks;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.MembershipAndBalance;
import io.snark4j.circuit.credit.MembershipAndBalanceInputs;
import io.snark4j.circuit.credit.Note;
import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Keys;
import io.snark4j.groth16.Setup;
import io.snark4j.r1cs.Witness;
import java.math.BigInteger;
import java.util.Random;

/**
 * A depositor's request against a tree of 1,000 deposits, with fresh keys: what proving and verifying are measured on.
 *
 * @param circuit MembershipAndBalance
 * @param keys insecure
 * @param witness of one request
 */
record MembershipRequest(CompiledCircuit circuit, Keys keys, Witness witness) {
    private static final int DEPOSITS = 1000;

    static MembershipRequest ofDepth(int depth) {
        var random = new Random(1);
        CompiledCircuit circuit = CircuitCompiler.compile(MembershipAndBalance.ofDepth(depth));
        Fr secret = Fr.random(random);
        BigInteger deposit = BigInteger.valueOf(100_000_000);
        var tree = new MerkleTree(depth);
        long index = tree.append(CreditProtocol.leaf(CreditProtocol.identityCommitment(secret), deposit));
        for (int i = 1; i < DEPOSITS; i++) {
            tree.append(Fr.random(random));
        }
        var note = new Note(secret, deposit, tree.proof(index));
        Witness witness = circuit.solve(MembershipAndBalanceInputs.of(
                note, 41, BigInteger.valueOf(10_000), Fr.random(random), Fr.random(random)));
        return new MembershipRequest(circuit, Groth16.setup(circuit, Setup.insecureForTests()), witness);
    }
}
