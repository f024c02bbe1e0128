package io.snark4j.credits.vault;

import com.esaulpaugh.headlong.abi.Function;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.RevertedException;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.util.Arrays;

/** The vault's views. All that they return is static: words of 32 bytes. */
record VaultReader(Ethereum ethereum, Address vault) {
    private static final int WORD = 32;
    private static final int MOST_LEVELS = 32;

    VaultTerms terms() {
        return new VaultTerms(
                ethereum.chainId(),
                vault,
                flag("prepaid()"),
                flag("insecureKeys()"),
                new Address(number("token()")),
                (int) Abi.count("depth", number("depth()"), MOST_LEVELS),
                number("cMax()"),
                number("bounty()"),
                number("stake()"),
                Abi.count("window", number("window()")),
                Abi.count("noteLife", number("noteLife()")),
                Abi.count("rotationDelay", number("rotationDelay()")),
                Fr.of(number("serviceId()")),
                Fr.of(number("scope()")),
                new Address(number("exitVerifier()")),
                answer(1, Function.parse("requestKeyHash()")));
    }

    private BigInteger number(String signature) {
        return word(Function.parse(signature));
    }

    private boolean flag(String signature) {
        return number(signature).signum() != 0;
    }

    BigInteger word(Function function, Object... arguments) {
        return words(1, function, arguments)[0];
    }

    /** What a view returns, so many words. */
    BigInteger[] words(int count, Function function, Object... arguments) {
        byte[] answer = answer(count, function, arguments);
        BigInteger[] words = new BigInteger[count];
        Arrays.setAll(words, i -> new BigInteger(1, answer, WORD * i, WORD));
        return words;
    }

    private byte[] answer(int words, Function function, Object... arguments) {
        try {
            byte[] answer = ethereum.call(vault, Abi.call(function, arguments));
            if (answer.length != WORD * words) {
                throw new MalformedInputException("vault " + vault + ": " + function.getCanonicalSignature()
                        + " returned " + answer.length + " bytes, expected " + WORD * words
                        + ": is there a vault on this chain?");
            }
            return answer;
        } catch (RevertedException e) {
            throw VaultArtifact.INSTANCE.explain(e);
        }
    }
}
