package io.snark4j.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Solidity compiler (npm {@code solc}) through standard JSON, optimiser on at 200 runs, about a second a source.
 * Thread-safe.
 */
public final class Solc {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int OPTIMIZER_RUNS = 200;
    private static final String FILE = "Source.sol";
    private static final JsonMapper JSON = new JsonMapper();

    private final Node node;

    /**
     * The compiler of {@code node}'s home.
     *
     * @param node Node with the npm programs
     */
    public Solc(Node node) {
        this.node = node;
    }

    /**
     * Compiles the one contract that {@code source} holds.
     *
     * @param source Solidity with no import
     * @return the contract
     * @throws PeerException with solc's messages if it does not compile, or holds another number of contracts
     */
    public CompiledContract compile(String source) {
        Map<String, Object> input = Map.of(
                "language",
                "Solidity",
                "sources",
                Map.of(FILE, Map.of("content", source)),
                "settings",
                Map.of(
                        "optimizer",
                        Map.of("enabled", true, "runs", OPTIMIZER_RUNS),
                        "outputSelection",
                        Map.of(
                                "*",
                                Map.of("*", List.of("abi", "evm.bytecode.object", "evm.deployedBytecode.object")))));
        Command command =
                node.script("solc.js", List.of(), Path.of("."), TIMEOUT).withStdin(JSON.writeValueAsString(input));
        return contract(parse(command.runSuccessfully().stdout()));
    }

    private static JsonNode parse(String output) {
        try {
            return JSON.readTree(output);
        } catch (JacksonException e) {
            throw new PeerException("solc: no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static CompiledContract contract(JsonNode output) {
        String errors = output.path("errors")
                .valueStream()
                .filter(error -> error.path("severity").asString().equals("error"))
                .map(error -> error.path("formattedMessage").asString().strip())
                .collect(Collectors.joining(" | "));
        if (!errors.isEmpty()) {
            throw new PeerException("solc: " + errors);
        }
        JsonNode contracts = output.path("contracts").path(FILE);
        if (contracts.size() != 1) {
            throw new PeerException("solc: %d contracts, expected one".formatted(contracts.size()));
        }
        String name = contracts.propertyNames().iterator().next();
        JsonNode contract = contracts.path(name);
        return new CompiledContract(
                name, contract.path("abi"), code(contract, "bytecode"), code(contract, "deployedBytecode"));
    }

    private static byte[] code(JsonNode contract, String kind) {
        return HexFormat.of()
                .parseHex(contract.path("evm").path(kind).path("object").asString());
    }
}
