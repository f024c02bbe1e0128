package io.snark4j.groth16.solidity;

import io.snark4j.curve.bn254.Eip197;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fp;
import io.snark4j.field.Fp2;
import io.snark4j.field.Fr;
import io.snark4j.groth16.ForgeableKeyException;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.VerifyingKey;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Exports a verifying key as a Solidity contract, for solc 0.8.20 and later 0.8 compilers.
 *
 * <p>Its one function is {@code verifyProof(uint256[2] a, uint256[2][2] b, uint256[2] c, uint256[n] inputs) view returns
 * (bool)}, without the last parameter if the circuit has no public input (Solidity has no empty arrays). It answers false
 * for every public input not below r, every coordinate not below p and every point off its curve or outside its group. It
 * costs about 184,000 gas and 6,600 for each public input. Source: Groth (2016), section 3.2; EIP-196, EIP-197, EIP-1108.
 */
public final class SolidityVerifier {
    /** More public inputs than this are refused: the contract would come near the 24,576 bytes of EIP-170. */
    public static final int MAX_PUBLIC_INPUTS = 200;

    /**
     * Up to here each term of the sum is a line of its own, which saves about 120 gas a term over the loop; above it the
     * points lie in a table, which is 19 bytes of code smaller a point and cannot be inlined past the code size limit.
     */
    static final int MAX_UNROLLED = 64;

    private static final HexFormat HEX = HexFormat.of();

    private static final String GUARD = """

                /// @dev The key is insecure, see above: only a local development chain may hold this contract.
                constructor() {
                    require(block.chainid == 31337, "insecure key: chain id 31337 only");
                }
            """;

    private SolidityVerifier() {}

    /**
     * Exports with {@link SolidityOptions#DEFAULT}.
     *
     * @param key at most {@value #MAX_PUBLIC_INPUTS} public inputs
     * @return the source of one contract
     * @throws ForgeableKeyException if anyone can forge proofs for the key
     * @throws IllegalArgumentException if the key has more public inputs
     */
    public static String export(VerifyingKey key) {
        return export(key, SolidityOptions.DEFAULT);
    }

    /**
     * Exports the verifier of a proving key, which knows its origin: the options' contributions are replaced by the key's.
     *
     * @param key at most {@value #MAX_PUBLIC_INPUTS} public inputs
     * @param options name and policy
     * @return the source of one contract
     * @throws ForgeableKeyException if anyone can forge proofs for the key and the options' policy refuses that
     * @throws IllegalArgumentException if the key has more public inputs
     */
    public static String export(ProvingKey key, SolidityOptions options) {
        return export(
                key.verifyingKey(),
                options.withContributions(key.contributions().count()));
    }

    /**
     * Exports a verifying key.
     *
     * @param key at most {@value #MAX_PUBLIC_INPUTS} public inputs
     * @param options name, policy and origin
     * @return the source of one contract
     * @throws ForgeableKeyException if anyone can forge proofs for the key and the options' policy refuses that
     * @throws IllegalArgumentException if the key has more public inputs
     */
    public static String export(VerifyingKey key, SolidityOptions options) {
        options.policy().admit(key);
        int inputs = key.publicCount();
        if (inputs > MAX_PUBLIC_INPUTS) {
            throw new IllegalArgumentException("Solidity verifier: " + inputs + " public inputs, at most "
                    + MAX_PUBLIC_INPUTS + " fit a contract");
        }
        boolean unrolled = inputs <= MAX_UNROLLED;
        Map<String, String> values = new HashMap<>();
        values.put("contract", options.contractName());
        values.put("count", Integer.toString(inputs));
        values.put("origin", KeyOrigin.comment(key, options));
        values.put("guard", KeyOrigin.isInsecure(key, options) ? GUARD : "");
        values.put("inputsParameter", inputs == 0 ? "" : ",\n        uint256[" + inputs + "] calldata inputs");
        values.put("table", unrolled ? "" : table(key.ic()));
        values.put("prepare", prepare(inputs, unrolled));
        values.put("terms", unrolled ? unrolledTerms(key.ic()) : tableTerms(inputs));
        putConstants(values, key);
        return SolidityTemplate.render(values);
    }

    private static void putConstants(Map<String, String> values, VerifyingKey key) {
        Fp2 twist = new Fp2(Fp.of(3), Fp.ZERO).div(Fp2.NON_RESIDUE);
        values.put("p", "0x" + Fp.MODULUS.toString(16));
        values.put("r", "0x" + Fr.MODULUS.toString(16));
        values.put("twistRe", word(twist.re()));
        values.put("twistIm", word(twist.im()));
        put(values, "alpha", key.alpha());
        put(values, "beta", key.beta());
        put(values, "gamma", key.gamma());
        put(values, "delta", key.delta());
        put(values, "ic0", key.ic().getFirst());
    }

    private static void put(Map<String, String> values, String name, G1Affine point) {
        values.put(name + "X", word(point.x()));
        values.put(name + "Y", word(point.y()));
    }

    private static void put(Map<String, String> values, String name, G2Affine point) {
        values.put(name + "XIm", word(point.x().im()));
        values.put(name + "XRe", word(point.x().re()));
        values.put(name + "YIm", word(point.y().im()));
        values.put(name + "YRe", word(point.y().re()));
    }

    private static String prepare(int inputs, boolean unrolled) {
        String check = """
                        for (uint256 i = 0; i < %d; ++i) {
                            if (inputs[i] >= R) return false;
                        }
                """.formatted(inputs);
        return (inputs == 0 ? "" : check) + (unrolled ? "" : "        bytes memory table = IC;\n");
    }

    private static String unrolledTerms(List<G1Affine> ic) {
        return IntStream.range(1, ic.size())
                .mapToObj(i -> "            done := and(done, addTerm(sum, %s, %s, calldataload(%s)))"
                        .formatted(
                                word(ic.get(i).x()),
                                word(ic.get(i).y()),
                                i == 1 ? "inputs" : "add(inputs, " + 32 * (i - 1) + ")"))
                .collect(Collectors.joining("\n"));
    }

    private static String tableTerms(int inputs) {
        return """
                            for { let i := 0 } and(done, lt(i, %d)) { i := add(i, 1) } {
                                let point := add(table, add(32, mul(i, 64)))
                                let input := calldataload(add(inputs, mul(i, 32)))
                                done := addTerm(sum, mload(point), mload(add(point, 32)), input)
                            }
                """.formatted(inputs).stripTrailing();
    }

    private static String table(List<G1Affine> ic) {
        return ic.stream()
                .skip(1)
                .map(point -> "        hex\"" + HEX.formatHex(Eip197.encode(point)) + "\"")
                .collect(Collectors.joining(
                        "\n",
                        "    // IC[1], IC[2], ...: x and y, 64 bytes a point.\n    bytes private constant IC =\n",
                        ";\n"));
    }

    private static String word(Fp value) {
        return "0x" + HEX.formatHex(value.toBytesBigEndian());
    }
}
