package io.snark4j.credits.vault;

import io.snark4j.circuit.gadget.MerkleTree;
import io.snark4j.circuit.gadget.PoseidonContract;
import io.snark4j.credits.ethereum.Keccak256;
import io.snark4j.peers.CompiledContract;
import io.snark4j.peers.Node;
import io.snark4j.peers.Solc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what is generated beside {@code CreditVault.sol}: {@code PoseidonCode.sol} from our constants, {@code CreditVault.json} by solc. Run {@link #main} in
 * the module's folder after a change to either source, with the property {@code snark4j.peers.home}.
 */
final class VaultGenerator {
    static final Path FOLDER = Path.of("src/main/resources/io/snark4j/credits/vault");
    static final String VAULT = "CreditVault.sol";
    static final String CONSTANTS = "PoseidonCode.sol";
    static final String ARTIFACT = "CreditVault.json";

    private VaultGenerator() {}

    public static void main(String[] arguments) throws IOException {
        Files.writeString(FOLDER.resolve(CONSTANTS), constants());
        Files.writeString(FOLDER.resolve(ARTIFACT), artifact(compile()));
    }

    static String constants() {
        String zeros = IntStream.rangeClosed(0, MerkleTree.MAX_DEPTH)
                .mapToObj(level -> "        hex\""
                        + HexFormat.of().formatHex(MerkleTree.zero(level).toBytesBigEndian()) + "\"")
                .collect(Collectors.joining("\n"));
        return """
                // SPDX-License-Identifier: Apache-2.0
                // Written by VaultGenerator. Do not edit: run it again.
                pragma solidity ^0.8.28;

                /// @dev Keccak-256 of the runtime code of the Poseidon contracts with 1, 2 and 4 inputs (snark4j's PoseidonContract), and the roots of empty
                /// trees of depth 0 to 32, 32 bytes each: leaf 0, node P2(left, right).
                library PoseidonCode {
                    bytes32 internal constant P1 = %s;
                    bytes32 internal constant P2 = %s;
                    bytes32 internal constant P4 = %s;
                    bytes internal constant ZEROS =
                %s;
                }
                """.formatted(codeHash(1), codeHash(2), codeHash(4), zeros);
    }

    private static String codeHash(int inputs) {
        return "0x" + HexFormat.of().formatHex(Keccak256.hash(PoseidonContract.runtimeCode(inputs)));
    }

    static CompiledContract compile() throws IOException {
        Map<String, String> sources = Map.of(
                VAULT, Files.readString(FOLDER.resolve(VAULT)), CONSTANTS, Files.readString(FOLDER.resolve(CONSTANTS)));
        return new Solc(Node.find()).compile(sources, VAULT).get("CreditVault");
    }

    static String artifact(CompiledContract contract) {
        String abi = new JsonMapper().writeValueAsString(contract.abi());
        return "{\n\"abi\": " + abi + ",\n\"creationCode\": \"0x"
                + HexFormat.of().formatHex(contract.creationCode()) + "\"\n}\n";
    }
}
