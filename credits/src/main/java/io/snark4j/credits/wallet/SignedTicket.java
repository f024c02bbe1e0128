package io.snark4j.credits.wallet;

import io.snark4j.field.Fr;
import java.util.Arrays;

/**
 * A ticket that a request is bound to: what the journal holds of it. It shows neither the request nor the nonce.
 *
 * @param note whose ticket
 * @param index i
 * @param x where its share lies
 * @param nonce rho
 * @param request the exact request, as {@link Ledger} was given it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by isFor
public record SignedTicket(int note, long index, Fr x, Fr nonce, byte[] request) {
    /** Whether this ticket is bound to just that. */
    boolean isFor(Fr otherX, byte[] otherRequest) {
        return x.equals(otherX) && Arrays.equals(request, otherRequest);
    }

    /** @return note and index */
    @Override
    public String toString() {
        return "SignedTicket[" + index + " of note " + note + "]";
    }
}
