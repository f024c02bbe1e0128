package io.snark4j.cli.demo;

import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.solidity.SolidityCalldata;
import io.snark4j.peers.Anvil;
import io.snark4j.peers.CompiledContract;
import io.snark4j.peers.EthereumRpc;
import io.snark4j.peers.Node;
import io.snark4j.peers.Solc;
import io.snark4j.peers.TransactionReceipt;
import java.util.List;

/** An exported verifier on an Ethereum node of its own, which ends when this is closed. */
final class VerifierContract implements AutoCloseable {
    private static final long GAS_LIMIT = 2_000_000;
    private static final int WORD = 32;

    private final Anvil node;
    private final String address;
    private final int codeSize;

    private VerifierContract(Anvil node, String address, int codeSize) {
        this.node = node;
        this.address = address;
        this.codeSize = codeSize;
    }

    /** Compiles the contract with solc, starts anvil, and deploys. */
    static VerifierContract deploy(String solidity, Node programs) {
        CompiledContract contract = new Solc(programs).compile(solidity);
        Anvil node = Anvil.start(programs);
        try {
            String address = node.rpc().deploy(contract.creationCode());
            return new VerifierContract(node, address, contract.runtimeCode().length);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    String address() {
        return address;
    }

    /** Bytes of code on the chain. */
    int codeSize() {
        return codeSize;
    }

    /** What the contract says of the proof. */
    boolean verify(Proof proof, List<Fr> publicInputs) {
        byte[] answer = rpc().call(address, SolidityCalldata.encode(proof, publicInputs));
        return answer.length == WORD && answer[WORD - 1] == 1;
    }

    /** Gas of the contract's code for this proof, in a transaction; its base and calldata apart. */
    long gas(Proof proof, List<Fr> publicInputs) {
        byte[] calldata = SolidityCalldata.encode(proof, publicInputs);
        TransactionReceipt receipt = rpc().sendTransaction(address, calldata, GAS_LIMIT);
        return receipt.executionGas(calldata);
    }

    @Override
    public void close() {
        node.close();
    }

    private EthereumRpc rpc() {
        return node.rpc();
    }
}
