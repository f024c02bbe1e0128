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

    VaultTerms terms() {
        return new VaultTerms(
                ethereum.chainId(),
                vault,
                flag("prepaid()"),
                flag("insecureKeys()"),
                new Address(number("token()")),
                number("depth()").intValueExact(),
                number("cMax()"),
                number("bounty()"),
                number("stake()"),
                number("window()").longValueExact(),
                number("noteLife()").longValueExact(),
                number("rotationDelay()").longValueExact(),
                Fr.of(number("serviceId()")),
                Fr.of(number("scope()")),
                new Address(number("exitVerifier()")),
                answer(Function.parse("requestKeyHash()")));
    }

    BigInteger number(String signature) {
        return words(signature)[0];
    }

    private boolean flag(String signature) {
        return number(signature).signum() != 0;
    }

    BigInteger[] words(String signature) {
        return words(Function.parse(signature));
    }

    BigInteger[] words(Function function, Object... arguments) {
        byte[] answer = answer(function, arguments);
        if (answer.length == 0 || answer.length % WORD != 0) {
            throw new MalformedInputException("vault " + vault + ": " + function.getCanonicalSignature() + " returned "
                    + answer.length + " bytes: is there a vault on this chain?");
        }
        BigInteger[] words = new BigInteger[answer.length / WORD];
        Arrays.setAll(words, i -> new BigInteger(1, answer, WORD * i, WORD));
        return words;
    }

    private byte[] answer(Function function, Object... arguments) {
        try {
            return ethereum.call(vault, Abi.call(function, arguments));
        } catch (RevertedException e) {
            throw VaultArtifact.INSTANCE.explain(e);
        }
    }
}
