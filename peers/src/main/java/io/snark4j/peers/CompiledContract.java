package io.snark4j.peers;

import tools.jackson.databind.JsonNode;

/**
 * A contract as solc made it.
 *
 * @param name the contract's name in the source
 * @param abi its JSON ABI, an array
 * @param creationCode what a creation transaction carries; a copy is the caller's to change
 * @param runtimeCode what will stand on the chain; at most 24,576 bytes there
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as bytes, never compared
public record CompiledContract(String name, JsonNode abi, byte[] creationCode, byte[] runtimeCode) {}
