package io.snark4j.credits.vault;

import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Keccak256;
import io.snark4j.credits.ethereum.Log;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The contract's logs as events. */
final class VaultLogs {
    /** A log's values, the indexed ones first. */
    private record Values(List<BigInteger> words) {
        Fr element(int index) {
            return Fr.of(words.get(index));
        }

        Address address(int index) {
            return new Address(words.get(index));
        }

        BigInteger number(int index) {
            return words.get(index);
        }

        long count(int index) {
            return Abi.count("value " + index + " of a log", words.get(index));
        }

        boolean flag(int index) {
            return words.get(index).signum() != 0;
        }
    }

    private record Kind(int values, Function<Values, VaultEvent> decode) {}

    private static final Map<BigInteger, Kind> KINDS = kinds();

    private VaultLogs() {}

    private static Map<BigInteger, Kind> kinds() {
        Map<BigInteger, Kind> kinds = new HashMap<>();
        put(
                kinds,
                "Deposited(uint256,address,uint256,uint256,uint256)",
                5,
                v -> new VaultEvent.Deposited(v.element(0), v.address(1), v.count(2), v.number(3), v.element(4)));
        put(
                kinds,
                "ExitInitiated(uint256,uint256,address,uint256,uint256,uint256,uint256)",
                7,
                v -> new VaultEvent.ExitInitiated(
                        v.element(0), v.element(1), v.address(2), v.element(3), v.number(4), v.element(5), v.count(6)));
        put(
                kinds,
                "ExitFinalized(uint256,address,uint256,bool)",
                4,
                v -> new VaultEvent.ExitFinalized(v.element(0), v.address(1), v.number(2), v.flag(3)));
        put(
                kinds,
                "Slashed(uint256,uint256,address)",
                3,
                v -> new VaultEvent.Slashed(v.element(0), v.element(2), v.address(1)));
        put(kinds, "Expired(uint256)", 1, v -> new VaultEvent.Expired(v.element(0)));
        put(kinds, "PolicyFlagged(uint256,bytes32)", 2, v -> new VaultEvent.PolicyFlagged(v.element(0), v.number(1)));
        put(
                kinds,
                "KeyProposed(uint256,uint256,uint256)",
                3,
                v -> new VaultEvent.KeyProposed(v.element(0), v.element(1), v.count(2)));
        put(
                kinds,
                "KeyProposalCancelled(uint256,uint256)",
                2,
                v -> new VaultEvent.KeyProposalCancelled(v.element(0), v.element(1)));
        put(
                kinds,
                "KeysChanged(uint256,uint256,uint256,uint256)",
                4,
                v -> new VaultEvent.KeysChanged(v.count(0), v.count(1), v.element(2), v.element(3)));
        put(kinds, "DepositsPaused(bool)", 1, v -> new VaultEvent.DepositsPaused(v.flag(0)));
        put(kinds, "ProviderProposed(address)", 1, v -> new VaultEvent.ProviderProposed(v.address(0)));
        put(kinds, "ProviderChanged(address)", 1, v -> new VaultEvent.ProviderChanged(v.address(0)));
        put(kinds, "Withdrawn(address,uint256)", 2, v -> new VaultEvent.Withdrawn(v.address(0), v.number(1)));
        return Map.copyOf(kinds);
    }

    private static void put(
            Map<BigInteger, Kind> kinds, String signature, int values, Function<Values, VaultEvent> decode) {
        kinds.put(new BigInteger(1, Keccak256.hash(signature)), new Kind(values, decode));
    }

    /** Throws MalformedInputException for a log that no vault of this kind emits. */
    static VaultEvent decode(Log log) {
        Kind kind = log.topics().isEmpty() ? null : KINDS.get(log.topics().getFirst());
        List<BigInteger> words = new ArrayList<>(log.topics());
        words.addAll(log.data());
        if (kind == null || words.size() != kind.values() + 1) {
            throw new MalformedInputException("log " + log.logIndex() + " of block " + log.blockNumber() + " with "
                    + words.size() + " words: not an event of a vault");
        }
        return kind.decode().apply(new Values(words.subList(1, words.size())));
    }
}
