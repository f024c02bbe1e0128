package io.snark4j.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
        JsonNode contracts = run(Map.of(FILE, source), Map.of()).path(FILE);
        if (contracts.size() != 1) {
            throw new PeerException("solc: %d contracts, expected one".formatted(contracts.size()));
        }
        return contract(contracts, contracts.propertyNames().iterator().next());
    }

    /**
     * Compiles sources that import each other, for the EVM of the Cancun fork and later ones. The bytecode does not hold the hash of the sources, so that a
     * comment does not change it.
     *
     * @param sources Solidity by file name; an import names a file
     * @param file a file
     * @return its contracts, interfaces apart, by name
     * @throws PeerException with solc's messages if they do not compile, or there is no such file
     */
    public Map<String, CompiledContract> compile(Map<String, String> sources, String file) {
        JsonNode contracts = run(sources, Map.of("evmVersion", "cancun", "metadata", Map.of("bytecodeHash", "none")))
                .path(file);
        if (contracts.isMissingNode()) {
            throw new PeerException("solc: no file %s among %s".formatted(file, sources.keySet()));
        }
        return contracts.propertyNames().stream()
                .map(name -> contract(contracts, name))
                .filter(contract -> contract.creationCode().length > 0)
                .collect(Collectors.toMap(CompiledContract::name, contract -> contract));
    }

    /** The contracts of every file, by file and name. */
    private JsonNode run(Map<String, String> sources, Map<String, ?> furtherSettings) {
        Map<String, Object> settings = new HashMap<>(furtherSettings);
        settings.put("optimizer", Map.of("enabled", true, "runs", OPTIMIZER_RUNS));
        settings.put(
                "outputSelection",
                Map.of("*", Map.of("*", List.of("abi", "evm.bytecode.object", "evm.deployedBytecode.object"))));
        Map<String, Object> input = Map.of(
                "language",
                "Solidity",
                "sources",
                sources.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, source -> Map.of("content", source.getValue()))),
                "settings",
                settings);
        Command command =
                node.script("solc.js", List.of(), Path.of("."), TIMEOUT).withStdin(JSON.writeValueAsString(input));
        JsonNode output = parse(command.runSuccessfully().stdout());
        refuseErrors(output);
        return output.path("contracts");
    }

    private static JsonNode parse(String output) {
        try {
            return JSON.readTree(output);
        } catch (JacksonException e) {
            throw new PeerException("solc: no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void refuseErrors(JsonNode output) {
        String errors = output.path("errors")
                .valueStream()
                .filter(error -> error.path("severity").asString().equals("error"))
                .map(error -> error.path("formattedMessage").asString().strip())
                .collect(Collectors.joining(" | "));
        if (!errors.isEmpty()) {
            throw new PeerException("solc: " + errors);
        }
    }

    private static CompiledContract contract(JsonNode contracts, String name) {
        JsonNode contract = contracts.path(name);
        return new CompiledContract(
                name, contract.path("abi"), code(contract, "bytecode"), code(contract, "deployedBytecode"));
    }

    private static byte[] code(JsonNode contract, String kind) {
        return HexFormat.of()
                .parseHex(contract.path("evm").path(kind).path("object").asString());
    }
}
