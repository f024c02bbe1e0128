package io.snark4j.groth16.solidity;

import io.snark4j.peers.Anvil;
import io.snark4j.peers.CompiledContract;
import io.snark4j.peers.EthereumRpc;
import io.snark4j.peers.EthereumRpcException;
import io.snark4j.peers.Node;
import io.snark4j.peers.Solc;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Map;

/** A verifier contract that stands on an anvil. */
record DeployedVerifier(EthereumRpc rpc, String address, CompiledContract compiled) {
    private static final long TRANSACTION_BASE = 21_000;
    private static final long AMPLE_GAS = 10_000_000;

    /** What a call of {@code verifyProof} comes to. */
    enum Answer {
        ACCEPTED,
        REJECTED,
        REVERTED
    }

    static DeployedVerifier deploy(Anvil anvil, String source) {
        CompiledContract compiled = new Solc(Node.find()).compile(source);
        return new DeployedVerifier(anvil.rpc(), anvil.rpc().deploy(compiled.creationCode()), compiled);
    }

    Answer call(byte[] calldata) {
        return call(calldata, AMPLE_GAS);
    }

    /** Calls with this much gas for execution: transaction base and calldata come on top. */
    Answer call(byte[] calldata, long executionGas) {
        Map<String, String> transaction = Map.of(
                "from",
                "0x00000000000000000000000000000000000000aa",
                "to",
                address,
                "gas",
                "0x" + Long.toHexString(TRANSACTION_BASE + calldataGas(calldata) + executionGas),
                "input",
                "0x" + HexFormat.of().formatHex(calldata));
        String result;
        try {
            result = rpc.request("eth_call", transaction, "latest").asString();
        } catch (EthereumRpcException e) {
            if (!e.getMessage().contains("revert")) {
                throw e;
            }
            return Answer.REVERTED;
        }
        if (result.length() != 66) {
            throw new AssertionError("verifyProof returned " + result + ", expected one word");
        }
        BigInteger word = new BigInteger(result.substring(2), 16);
        if (word.bitLength() > 1) {
            throw new AssertionError("verifyProof returned " + result + ", expected a bool");
        }
        return word.signum() == 0 ? Answer.REJECTED : Answer.ACCEPTED;
    }

    /** What the contract's own code costs in a mined transaction. */
    long executionGas(byte[] calldata) {
        return rpc.sendTransaction(address, calldata, AMPLE_GAS).executionGas(calldata);
    }

    private static long calldataGas(byte[] calldata) {
        long gas = 0;
        for (byte b : calldata) {
            gas += b == 0 ? 4 : 16;
        }
        return gas;
    }
}
