package io.snark4j.vectors;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What circomlib's JavaScript computes for Poseidon, zero subtrees, RLN, EdDSA-Poseidon and Baby Jubjub. All numbers are
 * plain (not Montgomery) and below the order they belong to.
 *
 * @param source the program and version that computed the values
 * @param poseidon digests of 1 to 6 inputs
 * @param zeroRoots roots of empty binary Poseidon trees of depth 0, 1, ..., 32 with zero leaves
 * @param rln shares of the rate-limiting nullifier
 * @param eddsaPoseidon signatures
 * @param babyJubjub curve parameters and multiples of the base point
 */
public record CircomlibVectors(
        String source,
        List<Poseidon> poseidon,
        List<BigInteger> zeroRoots,
        List<Rln> rln,
        List<EddsaPoseidon> eddsaPoseidon,
        BabyJubjub babyJubjub) {

    private static final String RESOURCE = "poseidon-eddsa-rln.json";

    /**
     * {@code digest = Pn(inputs)} with n = {@code inputs.size()}.
     *
     * @param inputs 1 to 6 elements
     * @param digest circomlibjs' answer
     */
    public record Poseidon(List<BigInteger> inputs, BigInteger digest) {}

    /**
     * {@code c = P1(k)}, {@code leaf = P2(c, deposit)}, {@code a = P3(k, scope, index)}, {@code nullifier = P1(a)},
     * {@code y = k + a·x}.
     *
     * @param k secret
     * @param scope of the deployment
     * @param index of the ticket
     * @param x where the share lies
     * @param deposit of the note
     * @param c identity commitment
     * @param leaf of the vault's tree
     * @param a slope
     * @param nullifier of the ticket
     * @param y share
     */
    public record Rln(
            BigInteger k,
            BigInteger scope,
            BigInteger index,
            BigInteger x,
            BigInteger deposit,
            BigInteger c,
            BigInteger leaf,
            BigInteger a,
            BigInteger nullifier,
            BigInteger y) {}

    /**
     * A signature of circomlibjs' {@code signPoseidon}.
     *
     * @param privateKey 32 bytes in hexadecimal
     * @param message one element
     * @param publicKey affine x, y
     * @param r8 affine x, y
     * @param s below the subgroup's order
     */
    public record EddsaPoseidon(
            String privateKey,
            BigInteger message,
            List<BigInteger> publicKey,
            @JsonProperty("R8") List<BigInteger> r8,
            @JsonProperty("S") BigInteger s) {}

    /**
     * The curve a·x² + y² = 1 + d·x²·y² and multiples of a base point.
     *
     * @param a of the equation
     * @param d of the equation
     * @param subgroupOrder prime order of base8
     * @param base8 affine x, y
     * @param multiples of base8
     */
    public record BabyJubjub(
            BigInteger a, BigInteger d, BigInteger subgroupOrder, List<BigInteger> base8, List<Multiple> multiples) {}

    /**
     * {@code point = scalar·base8}.
     *
     * @param scalar not negative
     * @param point affine x, y
     */
    public record Multiple(BigInteger scalar, List<BigInteger> point) {}

    /**
     * Reads the vectors that lie beside this class.
     *
     * @return all of them
     * @throws UncheckedIOException if the resource is missing
     */
    public static CircomlibVectors load() {
        try (InputStream in = CircomlibVectors.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("no resource " + RESOURCE + " beside " + CircomlibVectors.class.getName());
            }
            return JsonMapper.shared().readValue(in, CircomlibVectors.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
