package io.snark4j.groth16;

import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.r1cs.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * snarkjs' JSON for proofs ({@code proof.json}), public inputs ({@code public.json}) and verifying keys
 * ({@code verification_key.json}), written as snarkjs writes it, space for space.
 *
 * <p>Reading is strict: at most 1 MB, 16 levels, no duplicate names, protocol "groth16", curve "bn128", numbers as decimal
 * strings below the modulus without sign or leading zeros, points as projective triples with z = 1 (or snarkjs' infinity)
 * on the curve and, in G2, in the subgroup. Names that are not needed are skipped, {@code vk_alphabeta_12} too: it
 * follows from the points, which alone count, and is written afresh.
 */
public final class SnarkjsJson {
    private SnarkjsJson() {}

    /** The text of a {@code proof.json}. */
    public static String encodeProof(Proof proof) {
        var json = new SnarkjsWriter();
        json.begin('{');
        json.point("pi_a", proof.a());
        json.point("pi_b", proof.b());
        json.point("pi_c", proof.c());
        json.text("protocol", "groth16");
        json.text("curve", "bn128");
        return json.end('}').toString();
    }

    /**
     * Reads a {@code proof.json}.
     *
     * @throws MalformedInputException if it is none
     */
    public static Proof decodeProof(String json) {
        JsonNode root = SnarkjsReader.parse("proof", json);
        SnarkjsReader.requireGroth16("proof", root);
        return new Proof(
                SnarkjsReader.g1(root, "pi_a"), SnarkjsReader.g2(root, "pi_b"), SnarkjsReader.g1(root, "pi_c"));
    }

    /** The text of a {@code public.json}: outputs first, then inputs. */
    public static String encodePublicInputs(List<Fr> inputs) {
        var json = new SnarkjsWriter();
        json.begin('[');
        for (Fr input : inputs) {
            json.item(input.toString());
        }
        return json.end(']').toString();
    }

    /**
     * Reads a {@code public.json}.
     *
     * @throws MalformedInputException if it is no array of decimal strings below r
     */
    public static List<Fr> decodePublicInputs(String json) {
        JsonNode root = SnarkjsReader.parse("public inputs", json);
        if (!root.isArray()) {
            throw new MalformedInputException("public inputs: expected an array, found " + root.getNodeType());
        }
        return SnarkjsReader.scalars(root);
    }

    /**
     * The text of a {@code verification_key.json}. Costs one pairing.
     *
     * @throws ForgeableKeyException if anyone can forge proofs for the key
     */
    public static String encodeVerifyingKey(VerifyingKey key) {
        return encodeVerifyingKey(key, KeyPolicy.REFUSE_FORGEABLE);
    }

    /**
     * As {@link #encodeVerifyingKey(VerifyingKey)} under the given policy.
     *
     * @throws ForgeableKeyException if the policy refuses the key
     */
    public static String encodeVerifyingKey(VerifyingKey key, KeyPolicy policy) {
        policy.admit(key);
        var json = new SnarkjsWriter();
        json.begin('{');
        json.text("protocol", "groth16");
        json.text("curve", "bn128");
        json.number("nPublic", key.publicCount());
        json.point("vk_alpha_1", key.alpha());
        json.point("vk_beta_2", key.beta());
        json.point("vk_gamma_2", key.gamma());
        json.point("vk_delta_2", key.delta());
        json.pairing("vk_alphabeta_12", key.alpha(), key.beta());
        json.points("IC", key.ic());
        return json.end('}').toString();
    }

    /**
     * Reads a {@code verification_key.json}. A forgeable key is read; verifying and exporting refuse it.
     *
     * @throws MalformedInputException if it is none, or nPublic + 1 is not the number of IC points
     */
    public static VerifyingKey decodeVerifyingKey(String json) {
        JsonNode root = SnarkjsReader.parse("verifying key", json);
        SnarkjsReader.requireGroth16("verifying key", root);
        var key = new VerifyingKey(
                SnarkjsReader.g1(root, "vk_alpha_1"),
                SnarkjsReader.g2(root, "vk_beta_2"),
                SnarkjsReader.g2(root, "vk_gamma_2"),
                SnarkjsReader.g2(root, "vk_delta_2"),
                SnarkjsReader.g1List(root, "IC"));
        long inputs = SnarkjsReader.count(root, "nPublic");
        if (inputs != key.publicCount()) {
            throw new MalformedInputException("verifying key: nPublic is " + inputs + " but IC has "
                    + key.ic().size() + " points, expected nPublic + 1");
        }
        return key;
    }

    /**
     * Reads a proof from a file.
     *
     * @throws MalformedInputException as {@link #decodeProof}
     */
    public static Proof readProof(Path file) throws IOException {
        return decodeProof(SnarkjsReader.text(file));
    }

    /**
     * Reads public inputs from a file.
     *
     * @throws MalformedInputException as {@link #decodePublicInputs}
     */
    public static List<Fr> readPublicInputs(Path file) throws IOException {
        return decodePublicInputs(SnarkjsReader.text(file));
    }

    /**
     * Reads a verifying key from a file.
     *
     * @throws MalformedInputException as {@link #decodeVerifyingKey}
     */
    public static VerifyingKey readVerifyingKey(Path file) throws IOException {
        return decodeVerifyingKey(SnarkjsReader.text(file));
    }

    /** Writes a proof beside the target and moves it into place. */
    public static void writeProof(Path file, Proof proof) throws IOException {
        AtomicFile.write(file, encodeProof(proof));
    }

    /** Writes public inputs beside the target and moves them into place. */
    public static void writePublicInputs(Path file, List<Fr> inputs) throws IOException {
        AtomicFile.write(file, encodePublicInputs(inputs));
    }

    /**
     * Writes a verifying key beside the target and moves it into place.
     *
     * @throws ForgeableKeyException if the policy refuses the key; nothing is written
     */
    public static void writeVerifyingKey(Path file, VerifyingKey key, KeyPolicy policy) throws IOException {
        AtomicFile.write(file, encodeVerifyingKey(key, policy));
    }
}
