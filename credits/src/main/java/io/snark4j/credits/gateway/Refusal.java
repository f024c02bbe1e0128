package io.snark4j.credits.gateway;

/**
 * Why a call gets no settlement. The same x may always be sent again; another x with the same ticket never, for STILL_RUNNING and FAULT may mean that it was
 * admitted, and DOUBLE_SPEND, TICKET_MISMATCH and WITHHELD do. The others say that this sending was not. What else happens after admission is an
 * {@link io.snark4j.credits.ticket.Outcome}.
 */
public enum Refusal {
    /** No Authorization header of the scheme Credit. */
    NO_TICKET(401, "authentication_error", "missing_ticket", "expected Authorization: Credit <ticket>"),
    /** The ticket is not of the canonical form. */
    MALFORMED_TICKET(400, "invalid_request_error", "malformed_ticket", "the ticket is not of the canonical form"),
    /** Headers or path are too long, or a parameter of an endpoint is malformed. */
    MALFORMED_REQUEST(400, "invalid_request_error", "malformed_request", "the request is malformed"),
    /** The body is longer than the terms allow. */
    BODY_TOO_LARGE(413, "invalid_request_error", "body_too_large", "the body is longer than the terms allow"),
    /** The body did not arrive in time. */
    SLOW_SENDER(408, "invalid_request_error", "request_timeout", "the body did not arrive in time"),
    /** No such path. */
    NOT_FOUND(404, "invalid_request_error", "not_found", "no such path"),
    /** The path takes another method. */
    WRONG_METHOD(405, "invalid_request_error", "method_not_allowed", "the path takes another method"),
    /** The proof is for another deployment. */
    FOREIGN_SCOPE(400, "invalid_request_error", "foreign_scope", "the ticket is for another deployment"),
    /** The proof is for another price cap. */
    WRONG_PRICE_CAP(400, "invalid_request_error", "wrong_price_cap", "the ticket is for another price cap"),
    /** The proof names keys that are not the provider's now. */
    WRONG_KEYS(409, "invalid_request_error", "wrong_keys", "the provider's keys are others: prove the same x again"),
    /** The proof's root is none of the vault's, or too old. */
    STALE_ROOT(409, "invalid_request_error", "stale_root", "the root is not accepted any more: prove the same x again"),
    /** x = 0, where the share is the secret. */
    ZERO_POINT(400, "invalid_request_error", "zero_point", "x is 0: send the request with another nonce"),
    /** The proof does not verify for these bytes. */
    INVALID_PROOF(403, "invalid_request_error", "invalid_proof", "the proof does not verify for this request"),
    /** The nullifier and x are known with another y or A. */
    TICKET_MISMATCH(409, "invalid_request_error", "ticket_mismatch", "the ticket was used with another y or state"),
    /** The nullifier is known with another x: the note is slashed. */
    DOUBLE_SPEND(409, "invalid_request_error", "double_spend", "the ticket was used for another request"),
    /** The request broke the policy and gets no refund. */
    WITHHELD(403, "policy_error", "policy_violation", "the request broke the policy: its ticket is withheld"),
    /** Asked for a settlement of a ticket that was never admitted. */
    UNKNOWN_TICKET(404, "invalid_request_error", "unknown_ticket", "the ticket was never admitted"),
    /** The same request still runs, or is being asked for by another caller. */
    STILL_RUNNING(409, "server_error", "still_running", "the request still runs: ask again"),
    /** Too much is under way: proofs, requests, long bodies or tables. */
    OVERLOADED(503, "server_error", "overloaded", "too many requests wait: try again"),
    /** The chain was not followed to its head, or the operator has to look after crashes. */
    OUT_OF_SERVICE(503, "server_error", "out_of_service", "the gateway admits nothing now: try again later"),
    /** A fault of the gateway. */
    FAULT(500, "server_error", "internal_error", "the gateway failed: send the same request again");

    private final int status;
    private final String type;
    private final String code;
    private final String message;

    Refusal(int status, String type, String code, String message) {
        this.status = status;
        this.type = type;
        this.code = code;
        this.message = message;
    }

    /** @return of HTTP */
    public int status() {
        return status;
    }

    /** @return the kind, in the error's JSON */
    public String type() {
        return type;
    }

    /** @return the word for programs, in the error's JSON */
    public String code() {
        return code;
    }

    /** @return the sentence for people, in the error's JSON */
    public String message() {
        return message;
    }
}
