package io.snark4j.credits.ticket;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.gadget.EddsaPoseidon;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.field.MalformedInputException;
import java.math.BigInteger;

/**
 * The answer to a ticket: how the request ended, and (v, A', signature), which is the note's next state. The outcome is not signed and decides
 * nothing; the wallet believes what {@link Settlement#verify} says.
 *
 * <p>Binary form, {@value #BYTES} bytes: version 1, outcome (1 byte each); v (12); A' (64); signature (64, as {@link EddsaPoseidon.Signature#toBytes}).
 * In text: base64url without padding, as the value of the header {@value #HEADER} or in the event {@value #EVENT}.
 *
 * @param outcome how the request ended
 * @param settlement v, A' and the signature
 */
public record SettledTicket(Outcome outcome, Settlement settlement) {
    /** Bytes of the binary form. */
    public static final int BYTES = 2 + SettledTicket.AMOUNT_BYTES + 2 * Fr.BYTES + EddsaPoseidon.Signature.BYTES;

    /** Header of an answer that does not stream. */
    public static final String HEADER = "Credit-Settlement";

    /** Name of the last event of an answer that streams, after upstream's own last event. */
    public static final String EVENT = "credit-settlement";

    static final int AMOUNT_BYTES = CreditProtocol.AMOUNT_BITS / Byte.SIZE;
    private static final int VERSION = 1;
    private static final String WHAT = "settlement";

    /**
     * Reads the binary form.
     *
     * @param bytes the whole form
     * @return the settlement, A' on the curve, nothing verified
     * @throws MalformedInputException if the length, version or outcome is another, an element is not below r, A' or R8 is off the curve or S is not
     *     below l
     */
    public static SettledTicket fromBytes(byte[] bytes) {
        WireReader in = new WireReader(WHAT, bytes, BYTES);
        in.expectVersion(VERSION);
        Outcome outcome = Outcome.of(in.takeByte());
        BigInteger refund = in.takeNumber(AMOUNT_BYTES);
        BabyJubjubPoint state = in.takePoint("A'");
        var signature = EddsaPoseidon.Signature.fromBytes(in.take(EddsaPoseidon.Signature.BYTES));
        return new SettledTicket(outcome, new Settlement(refund, state, signature));
    }

    /**
     * Reads the header's value.
     *
     * @param text base64url
     * @return the settlement
     * @throws MalformedInputException as {@link #fromBytes}
     */
    public static SettledTicket fromText(String text) {
        return fromBytes(WireReader.fromText(WHAT, text, BYTES));
    }

    /** @return the binary form */
    public byte[] toBytes() {
        return new WireWriter(BYTES)
                .putByte(VERSION)
                .putByte(outcome.code())
                .put(settlement.refund(), AMOUNT_BYTES)
                .put(settlement.state())
                .put(settlement.signature().toBytes())
                .toBytes();
    }

    /** @return the header's value */
    public String toText() {
        return WireReader.toText(toBytes());
    }

    /** @return the event that ends a stream, with the empty line behind it */
    public String toEvent() {
        return "event: " + EVENT + "\ndata: {\"settlement\":\"" + toText() + "\"}\n\n";
    }

    /**
     * Reads the data of the event.
     *
     * @param data what follows {@code data: }
     * @return the settlement
     * @throws MalformedInputException if it is not JSON with a settlement, or as {@link #fromBytes}
     */
    public static SettledTicket fromEventData(String data) {
        return fromText(WireJson.of(WHAT, data).text("settlement"));
    }
}
