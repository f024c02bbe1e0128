package io.snark4j.credits.ticket;

import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.circuit.gadget.Poseidon;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Terms under the provider's signature: {@code {"terms":"<the JSON as text>","signature":"<base64url>"}}. The text is signed as it stands, so that nobody
 * has to bring JSON into one form. Signed is P4(DOM_TERMS, scope, hHi, hLo), h being the text's SHA-256; DOM_TERMS is the label
 * {@code snark4j.credit.terms}, so that no signature of terms is one of a refund state.
 *
 * @param text the terms' JSON
 * @param signature by pk
 */
public record SignedTerms(String text, EddsaPoseidon.Signature signature) {
    private static final Fr DOM_TERMS =
            Fr.of(new BigInteger(1, "snark4j.credit.terms".getBytes(StandardCharsets.US_ASCII)));
    private static final String WHAT = "signed terms";

    /**
     * @param terms to sign
     * @param key the private one of {@code terms.keys().current()}
     * @return the terms under the signature
     */
    public static SignedTerms sign(Terms terms, EddsaPoseidon.PrivateKey key) {
        String text = terms.toJson();
        return new SignedTerms(text, key.sign(message(terms.scope(), text)));
    }

    private static Fr message(Fr scope, String text) {
        byte[] hash = RequestDigest.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        int half = hash.length / 2;
        return Poseidon.hash(
                DOM_TERMS,
                scope,
                Fr.of(new BigInteger(1, Arrays.copyOf(hash, half))),
                Fr.of(new BigInteger(1, Arrays.copyOfRange(hash, half, hash.length))));
    }

    /**
     * The terms, if a key that the wallet believes signed them.
     *
     * @param publicKey the provider's, from the chain
     * @return the terms
     * @throws MalformedInputException if the signature does not hold or the text is no terms
     */
    public Terms verify(BabyJubjubPoint publicKey) {
        Terms terms = Terms.fromJson(text);
        if (!EddsaPoseidon.verify(publicKey, message(terms.scope(), text), signature)) {
            throw new MalformedInputException(WHAT + ": the signature is not by " + publicKey);
        }
        return terms;
    }

    /** @return the JSON */
    public String toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("terms", text);
        json.put("signature", WireReader.toText(signature.toBytes()));
        return WireJson.MAPPER.writeValueAsString(json);
    }

    /**
     * @param json what {@link #toJson} wrote
     * @return text and signature, nothing verified
     * @throws MalformedInputException if it is of another form
     */
    public static SignedTerms fromJson(String json) {
        WireJson object = WireJson.of(WHAT, json);
        byte[] signature = WireReader.fromText(WHAT, object.text("signature"), EddsaPoseidon.Signature.BYTES);
        return new SignedTerms(object.text("terms"), EddsaPoseidon.Signature.fromBytes(signature));
    }
}
