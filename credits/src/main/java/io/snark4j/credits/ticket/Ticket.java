package io.snark4j.credits.ticket;

import io.snark4j.circuit.credit.CreditRequestPublic;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.curve.bn254.Eip197;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import io.snark4j.groth16.Claim;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.UncheckedProof;

/**
 * What a call carries besides the call itself: a proof of CreditRequest, its public inputs but x, and the nonce rho. x is not sent: whoever
 * verifies recomputes it from the bytes that arrived ({@link RequestDigest#point}), so that a ticket pays for these bytes and no others.
 *
 * <p>Binary form, {@value #BYTES} bytes, all numbers big-endian: version 1 (1 byte); proof A, B, C as {@link Eip197} encodes them (64, 128, 64);
 * N, y (32 each); A_pub (64); root, cMax, scope (32 each); pk, pkOld (64 each); rho (32). In text: base64url without padding.
 *
 * <p>Proof bytes are malleable: the ticket is known by N alone.
 *
 * @param proof said to be one of CreditRequest, A and C on the curve, B on its twist; whether B lies in the subgroup is found by the verifier, for which it
 *     comes out of the pairing
 * @param nullifier N
 * @param share y
 * @param state A_pub, the re-randomised refund state, in the subgroup
 * @param root of the vault's tree
 * @param cMax price cap
 * @param scope of the deployment
 * @param keys pk and pkOld, in the subgroup
 * @param nonce rho
 */
public record Ticket(
        UncheckedProof proof,
        Fr nullifier,
        Fr share,
        BabyJubjubPoint state,
        Fr root,
        Fr cMax,
        Fr scope,
        ProviderKeys keys,
        Fr nonce) {
    /** Bytes of the binary form. */
    public static final int BYTES = 1 + 2 * Eip197.G1_BYTES + Eip197.G2_BYTES + 12 * Fr.BYTES;

    /** The scheme before the ticket in an Authorization header, as written; it is read in any case (RFC 9110). */
    public static final String SCHEME = "Credit";

    private static final int VERSION = 1;
    private static final String WHAT = "ticket";

    /** The last keys that were found in the subgroup: tickets of one deployment all carry the same two. */
    private static volatile ProviderKeys lastKeys = ProviderKeys.of(BabyJubjubPoint.BASE8);

    /**
     * @param proof for the public inputs
     * @param inputs of the request
     * @param nonce rho, of which {@code inputs.x()} was made
     * @return the ticket
     */
    public static Ticket of(Proof proof, CreditRequestPublic inputs, Fr nonce) {
        return new Ticket(
                UncheckedProof.of(proof),
                inputs.nullifier(),
                inputs.share(),
                inputs.state(),
                inputs.root(),
                inputs.cMax(),
                inputs.scope(),
                inputs.keys(),
                nonce);
    }

    /**
     * Reads the binary form. Costs a subgroup check on Baby Jubjub, and two more for keys that were not seen before.
     *
     * @param bytes the whole form
     * @return the ticket
     * @throws MalformedInputException if the length or version is another, an element is not below r or a coordinate not below p, a point is off its
     *     curve, or A_pub or a key is outside the subgroup
     */
    public static Ticket fromBytes(byte[] bytes) {
        WireReader in = new WireReader(WHAT, bytes, BYTES);
        in.expectVersion(VERSION);
        UncheckedProof proof = takeProof(in);
        Fr nullifier = in.takeElement("N");
        Fr share = in.takeElement("y");
        BabyJubjubPoint state = in.takeSubgroupPoint("A");
        Fr root = in.takeElement("root");
        Fr cMax = in.takeElement("cMax");
        Fr scope = in.takeElement("scope");
        ProviderKeys keys = takeKeys(in);
        Fr nonce = in.takeElement("rho");
        return new Ticket(proof, nullifier, share, state, root, cMax, scope, keys, nonce);
    }

    private static UncheckedProof takeProof(WireReader in) {
        G1Affine a = Eip197.decodeG1(in.take(Eip197.G1_BYTES));
        G2Affine b = Eip197.decodeG2Unchecked(in.take(Eip197.G2_BYTES));
        if (!b.isOnCurve()) {
            throw new MalformedInputException(WHAT + ": B is not on the curve");
        }
        return new UncheckedProof(a, b, Eip197.decodeG1(in.take(Eip197.G1_BYTES)));
    }

    private static ProviderKeys takeKeys(WireReader in) {
        ProviderKeys keys = new ProviderKeys(in.takePoint("pk"), in.takePoint("pkOld"));
        if (!keys.equals(lastKeys)) {
            requireInSubgroup("pk", keys.current());
            requireInSubgroup("pkOld", keys.previous());
            lastKeys = keys;
        }
        return keys;
    }

    private static void requireInSubgroup(String name, BabyJubjubPoint key) {
        if (!key.isInSubgroup()) {
            throw new MalformedInputException(WHAT + ": " + name + " is not in the subgroup of order l");
        }
    }

    /**
     * Reads the value of an Authorization header.
     *
     * @param value scheme, one space, base64url
     * @return the ticket
     * @throws MalformedInputException if the scheme is another, or as {@link #fromBytes} says
     */
    public static Ticket fromHeader(String value) {
        int space = value.indexOf(' ');
        if (space < 0 || !value.substring(0, space).equalsIgnoreCase(SCHEME)) {
            throw new MalformedInputException("Authorization: expected \"" + SCHEME + " <ticket>\"");
        }
        return fromBytes(WireReader.fromText(WHAT, value.substring(space + 1), BYTES));
    }

    /** @return the binary form */
    public byte[] toBytes() {
        return new WireWriter(BYTES)
                .putByte(VERSION)
                .put(Eip197.encode(proof.a()))
                .put(Eip197.encode(proof.b()))
                .put(Eip197.encode(proof.c()))
                .put(nullifier)
                .put(share)
                .put(state)
                .put(root)
                .put(cMax)
                .put(scope)
                .put(keys.current())
                .put(keys.previous())
                .put(nonce)
                .toBytes();
    }

    /** @return the value of an Authorization header */
    public String toHeader() {
        return SCHEME + " " + WireReader.toText(toBytes());
    }

    /**
     * @param x recomputed from the request, see {@link RequestDigest#point}
     * @return what the proof must hold for
     */
    public CreditRequestPublic publicInputs(Fr x) {
        return new CreditRequestPublic(nullifier, share, state, root, cMax, x, scope, keys);
    }

    /**
     * @param x recomputed from the request
     * @return what a verifier is to check
     */
    public Claim claim(Fr x) {
        return new Claim(proof, publicInputs(x).toList());
    }

    /** @return N, by which the ticket is known */
    @Override
    public String toString() {
        return "Ticket[" + nullifier + "]";
    }
}
