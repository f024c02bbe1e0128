package io.snark4j.credits.gateway.store;

import io.snark4j.circuit.gadget.Rln;
import io.snark4j.credits.ticket.RefundTable;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.field.Fr;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A gateway's durable memory. When a method returns, what it did survives the death of the process and of the machine; when it throws, it may or may not
 * have been done. Thread-safe; several processes may share one PostgreSQL.
 */
public interface TicketStore extends AutoCloseable {
    /**
     * @param nullifier N
     * @return what is known of it
     * @throws StoreException if the database fails
     */
    Optional<TicketRecord> find(Fr nullifier);

    /**
     * Accepts a request, if its nullifier was never used.
     *
     * @param spend the request
     * @param lease of the caller
     * @return empty if this call inserted it; otherwise what was there before
     * @throws StoreException if the database fails
     */
    Optional<TicketRecord> reserve(Spend spend, Lease lease);

    /**
     * Prolongs leases, all in one transaction.
     *
     * @param nullifiers of requests
     * @param lease of the owner
     * @return those of the requests that are no longer reserved by that owner
     * @throws StoreException if the database fails
     */
    Set<Fr> renew(Collection<Fr> nullifiers, Lease lease);

    /**
     * Ends a request with a refund, if that owner still holds it.
     *
     * @param nullifier of a request
     * @param owner who holds it
     * @param answer what every retry is to get
     * @param epoch whose table is to have the refund
     * @return whether this call ended it
     * @throws StoreException if the database fails
     */
    boolean settle(Fr nullifier, String owner, SettledTicket answer, long epoch);

    /**
     * Ends a request without a refund, if that owner still holds it, and has the vault told of it, see {@link #openFlags}.
     *
     * @param nullifier of a request
     * @param owner who holds it
     * @param evidenceHash 32 bytes
     * @return whether this call ended it
     * @throws StoreException if the database fails
     */
    boolean withhold(Fr nullifier, String owner, byte[] evidenceHash);

    /**
     * @param now time
     * @param limit how many at most
     * @return reserved requests whose lease ended before
     * @throws StoreException if the database fails
     */
    List<TicketRecord.Reserved> expired(Instant now, int limit);

    /**
     * Takes a request whose lease expired, and remembers its owner as one that died, see {@link #deadOwners}.
     *
     * @param expired as {@link #expired} gave it
     * @param lease of the caller
     * @return whether the request still was as given, and is the caller's now
     * @throws StoreException if the database fails
     */
    boolean takeOver(TicketRecord.Reserved expired, Lease lease);

    /** @return how many owners' leases were taken over since {@link #forgiveDeadOwners} */
    int deadOwners();

    /** Forgets the owners that died: the operator looked into it. */
    void forgiveDeadOwners();

    /**
     * Uses an exit's nullifier, if it was never used.
     *
     * @param nullifier N_n
     * @param share (xExit, y_n)
     * @return empty if this call inserted it; otherwise what was there before
     * @throws StoreException if the database fails
     */
    Optional<TicketRecord> insertExit(Fr nullifier, Rln.Share share);

    /**
     * Remembers a secret until its note is slashed. A secret that was remembered once is not opened again.
     *
     * @param secret recovered
     */
    void openSlash(RecoveredSecret secret);

    /** @return secrets whose notes are to be slashed */
    List<RecoveredSecret> openSlashes();

    /**
     * @param commitment c of a note that was slashed, or is closed
     */
    void closeSlash(Fr commitment);

    /**
     * Keeps for good what a request is withheld for. To be called before {@link #withhold}: the vault is told no hash of what nobody has.
     *
     * @param evidence upstream's words
     */
    void keepEvidence(Evidence evidence);

    /** @return all that was kept, each body once */
    List<Evidence> evidence();

    /** @return withheld requests that the vault is to be told of */
    List<PolicyFlag> openFlags();

    /**
     * @param nullifier of a request that the vault was told of
     */
    void closeFlag(Fr nullifier);

    /**
     * @param epoch any
     * @return how many refunds it has
     */
    long refundCount(long epoch);

    /**
     * A part of an epoch's refunds as a {@link RefundTable} has them, in bytes as they are stored. Neither this nor {@link #epochs} waits for what is being written, or keeps it waiting.
     *
     * @param epoch any
     * @param after what comes before the first N, big-endian; not included
     * @param limit rows at most
     * @return rows of {@link RefundTable#ROW_BYTES}, ascending by N
     */
    byte[] refundRows(long epoch, byte[] after, int limit);

    /**
     * @param from the first that may be
     * @param end not included
     * @return epochs of that range with refunds, ascending
     */
    List<Long> epochs(long from, long end);

    /** @return what the store says of its past */
    StoreMark mark();

    /**
     * Leaves a sign that a gateway is in service on the store, see {@link StoreWitness}.
     *
     * @param now time
     * @return the mark from now on
     */
    StoreMark beat(Instant now);

    /**
     * Says where the store comes from, from now on.
     *
     * @param origin of it
     */
    void declare(StoreMark.Origin origin);

    @Override
    void close();
}
