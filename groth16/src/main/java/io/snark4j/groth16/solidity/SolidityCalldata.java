package io.snark4j.groth16.solidity;

import io.snark4j.curve.bn254.Eip197;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A proof and its public inputs as the arguments of a verifier contract's {@code verifyProof}: 32-byte big-endian words
 * A.x, A.y, B.x.im, B.x.re, B.y.im, B.y.re, C.x, C.y and the inputs; a point at infinity is zeros.
 */
public final class SolidityCalldata {
    private static final HexFormat HEX = HexFormat.of();
    private static final int WORD = 32;
    private static final int PROOF_WORDS = 8;

    private SolidityCalldata() {}

    /**
     * The arguments as text, in the form that snarkjs prints and that goes into block explorers and test scripts:
     * {@code ["0x..", "0x.."],[["0x..", "0x.."],["0x..", "0x.."]],["0x..", "0x.."],["0x..","0x.."]}, 64 hexadecimal digits a
     * word. (For a point at infinity snarkjs prints (0, 1), which is off the curve; here it is zeros.)
     *
     * @param proof any
     * @param inputs the public inputs, outputs first
     * @return one line without a line break
     */
    public static String export(Proof proof, List<Fr> inputs) {
        byte[] words = words(proof, inputs);
        return "[" + pair(words, 0) + "],[[" + pair(words, 2) + "],[" + pair(words, 4) + "]],[" + pair(words, 6) + "],["
                + IntStream.range(PROOF_WORDS, words.length / WORD)
                        .mapToObj(i -> word(words, i))
                        .collect(Collectors.joining(","))
                + "]";
    }

    /**
     * The bytes of a call: the selector of {@code verifyProof} for this number of inputs, then the words.
     *
     * @param proof any
     * @param inputs the public inputs, outputs first
     * @return 4 + 32 · (8 + inputs) bytes
     */
    public static byte[] encode(Proof proof, List<Fr> inputs) {
        var calldata = new ByteArrayOutputStream();
        calldata.writeBytes(FunctionSelector.of(signature(inputs.size())));
        calldata.writeBytes(words(proof, inputs));
        return calldata.toByteArray();
    }

    /** What the selector is the hash of. */
    static String signature(int inputs) {
        String proof = "verifyProof(uint256[2],uint256[2][2],uint256[2]";
        return inputs == 0 ? proof + ")" : proof + ",uint256[" + inputs + "])";
    }

    private static byte[] words(Proof proof, List<Fr> inputs) {
        var words = new ByteArrayOutputStream();
        words.writeBytes(Eip197.encode(proof.a()));
        words.writeBytes(Eip197.encode(proof.b()));
        words.writeBytes(Eip197.encode(proof.c()));
        inputs.forEach(input -> words.writeBytes(input.toBytesBigEndian()));
        return words.toByteArray();
    }

    private static String pair(byte[] words, int index) {
        return word(words, index) + ", " + word(words, index + 1);
    }

    private static String word(byte[] words, int index) {
        return "\"0x" + HEX.formatHex(words, index * WORD, (index + 1) * WORD) + "\"";
    }
}
