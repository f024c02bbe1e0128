package io.snark4j.credits.vault;

import com.esaulpaugh.headlong.abi.Function;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Solidity's encoding of calls. */
final class Abi {
    private Abi() {}

    static byte[] call(Function function, Object... arguments) {
        return bytes(function.encodeCallWithArgs(arguments));
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static com.esaulpaugh.headlong.abi.Address argument(Address address) {
        return com.esaulpaugh.headlong.abi.Address.wrap(
                com.esaulpaugh.headlong.abi.Address.toChecksumAddress(address.value()));
    }

    /** A word that is a time or a number of something; throws MalformedInputException from 2^63 on. */
    static long count(String name, BigInteger word) {
        return count(name, word, Long.MAX_VALUE);
    }

    static long count(String name, BigInteger word, long most) {
        if (word.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new MalformedInputException(name + ": " + word + ", expected at most " + most);
        }
        return word.longValue();
    }

    static BigInteger number(long value) {
        return BigInteger.valueOf(value);
    }
}
