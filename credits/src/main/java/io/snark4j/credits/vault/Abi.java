package io.snark4j.credits.vault;

import com.esaulpaugh.headlong.abi.Function;
import io.snark4j.credits.ethereum.Address;
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

    static BigInteger number(long value) {
        return BigInteger.valueOf(value);
    }
}
