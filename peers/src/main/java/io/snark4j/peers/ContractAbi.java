package io.snark4j.peers;

import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import java.nio.ByteBuffer;

/**
 * One function of a contract in Solidity's ABI. Arguments are headlong's: {@code BigInteger} for {@code uint256},
 * {@code BigInteger[]} for {@code uint256[n]}, {@code byte[]} for {@code bytesN}, {@code Boolean} for {@code bool}.
 */
public final class ContractAbi {
    private final Function function;

    private ContractAbi(Function function) {
        this.function = function;
    }

    /**
     * A function by its signature.
     *
     * @param signature such as {@code verifyProof(uint256[2],uint256[2][2],uint256[2],uint256[1])}
     * @param outputs such as {@code (bool)}; {@code ()} for none
     * @return the function
     * @throws IllegalArgumentException if a type is not Solidity's
     */
    public static ContractAbi function(String signature, String outputs) {
        return new ContractAbi(Function.parse(signature, outputs));
    }

    /**
     * Calldata: the selector and the encoded arguments.
     *
     * @param arguments one per parameter
     * @return 4 bytes and a multiple of 32
     * @throws IllegalArgumentException if an argument is not of its parameter's type or range
     */
    public byte[] encode(Object... arguments) {
        ByteBuffer call = function.encodeCall(Tuple.from(arguments));
        byte[] bytes = new byte[call.remaining()];
        call.get(bytes);
        return bytes;
    }

    /**
     * The only output of a call.
     *
     * @param returned what the call returned
     * @param type the Java type of the output
     * @param <T> the Java type of the output
     * @return the decoded output
     * @throws IllegalArgumentException if the bytes are not one output of the function's type
     */
    public <T> T decode(byte[] returned, Class<T> type) {
        return type.cast(function.decodeSingletonReturn(returned));
    }
}
