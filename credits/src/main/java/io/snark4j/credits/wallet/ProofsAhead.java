package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditRequestPublic;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.credits.ticket.Ticket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the proof of each free note's next ticket before a request has come for it, on one thread that stands aside while a call proves. A preparation is of an index, a path
 * and keys, and serves a call that would prove just these; when one of them moves, it is dropped and made anew. Some kilobytes a note. Thread-safe.
 *
 * <p>It signs nothing: a preparation becomes a proof at the x of a ticket that the {@link Ledger} holds already, once, and a ticket's later proofs are made afresh.
 */
final class ProofsAhead {
    private static final System.Logger LOG = System.getLogger(ProofsAhead.class.getName());
    /** Epochs pass and exits are signed without a word to this class. */
    private static final long LOOK_AGAIN = Duration.ofSeconds(2).toMillis();

    private static final int NONE = -1;

    private final Ledger ledger;
    private final ChainView chain;
    private final CreditProver prover;
    private final Supplier<List<Integer>> free;
    private final Map<Integer, Ready> ready = new HashMap<>();
    private @Nullable Thread thread;
    private int proving;
    private int preparing = NONE;
    private boolean outdated;
    private boolean changed;

    /** What a proof rests on besides its request. */
    private record Basis(long index, MerkleProof path, ProviderKeys keys) {}

    private record Ready(Basis basis, RequestLine line, CreditProver.PreparedRequest proof) {}

    /** The notes that could pay now are prepared in the order in which {@code free} names them, once {@link #start} was called. */
    ProofsAhead(Ledger ledger, ChainView chain, CreditProver prover, Supplier<List<Integer>> free) {
        this.ledger = ledger;
        this.chain = chain;
        this.prover = prover;
        this.free = free;
    }

    /** What a call has of its note's preparation, from before its ticket is signed until it ends. */
    final class Claim implements AutoCloseable {
        private final Optional<Ready> own;
        private boolean proved;

        private Claim(Optional<Ready> own) {
            this.own = own;
        }

        /** The ticket's first proof; empty if none was prepared for what it is to rest on. */
        Optional<Ticket> prove(SignedTicket ticket, MerkleProof path, ProviderKeys keys) {
            Basis wanted = new Basis(ticket.index(), path, keys);
            return own.filter(known -> known.basis().equals(wanted)).map(known -> {
                CreditRequestPublic inputs = known.line().publicInputs(ticket.x());
                return Ticket.of(known.proof().at(ticket.x()), inputs, ticket.nonce());
            });
        }

        /** Lets preparations go on. */
        void proved() {
            synchronized (ProofsAhead.this) {
                proving -= proved ? 0 : 1;
                proved = true;
                ProofsAhead.this.notifyAll();
            }
        }

        @Override
        public void close() {
            own.ifPresent(known -> known.proof().close());
            proved();
            look();
        }
    }

    /** A call begins on a note. */
    synchronized Claim claim(int note) {
        outdated |= preparing == note;
        proving++;
        notifyAll();
        return new Claim(Optional.ofNullable(ready.remove(note)));
    }

    /** The notes whose next proof is prepared. */
    synchronized Set<Integer> notes() {
        return Set.copyOf(ready.keySet());
    }

    /** Something may have changed. */
    synchronized void look() {
        changed = true;
        notifyAll();
    }

    synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("proofs are prepared ahead already");
        }
        changed = true;
        thread = Thread.ofPlatform().daemon().name("proofs-ahead").start(this::run);
    }

    /** Stops at once, and drops what was prepared. */
    synchronized void stop() {
        thread = null;
        notifyAll();
        ready.values().forEach(known -> known.proof().close());
        ready.clear();
    }

    private void run() {
        while (awaitChange()) {
            try {
                List<Integer> notes = free.get();
                dropOthers(notes);
                notes.forEach(this::prepare);
            } catch (RuntimeException e) {
                // Not the message: one of the circuit's may hold values of the witness.
                LOG.log(System.Logger.Level.WARNING, "no proof is prepared: {0}", e.getClass());
            }
        }
    }

    private synchronized boolean awaitChange() {
        long until = System.currentTimeMillis() + LOOK_AGAIN;
        try {
            while (!changed && isRunning() && System.currentTimeMillis() < until) {
                wait(LOOK_AGAIN);
            }
        } catch (InterruptedException _) {
            return false;
        }
        changed = false;
        return isRunning();
    }

    private boolean isRunning() {
        return Thread.currentThread() == thread;
    }

    private synchronized void dropOthers(List<Integer> notes) {
        Set.copyOf(ready.keySet()).stream()
                .filter(note -> !notes.contains(note))
                .forEach(this::drop);
    }

    private void drop(int note) {
        Ready known = ready.remove(note);
        if (known != null) {
            known.proof().close();
        }
    }

    private void prepare(int note) {
        if (!begin(note)) {
            return;
        }
        try {
            NoteStanding standing = ledger.standing(note);
            Basis basis = new Basis(standing.settled(), chain.path(standing), chain.keys());
            if (isKnown(note, basis)) {
                return;
            }
            RequestLine line = ledger.requestLine(note, basis.path(), basis.keys());
            keep(note, new Ready(basis, line, prover.prepareRequest(line, this::isOutdated)));
        } catch (CancellationException _) {
            LOG.log(System.Logger.Level.DEBUG, "a preparation was called off");
        } catch (WalletException e) {
            // A call took the note meanwhile, or the chain moved: the next look shows it.
            LOG.log(System.Logger.Level.DEBUG, "note {0} is not prepared: {1}", note, e.getMessage());
        } finally {
            end();
        }
    }

    private synchronized boolean begin(int note) {
        preparing = note;
        outdated = false;
        return isRunning();
    }

    private synchronized void end() {
        preparing = NONE;
    }

    /** Whether just this is prepared; what was prepared for anything else is dropped. */
    private synchronized boolean isKnown(int note, Basis basis) {
        Ready known = ready.get(note);
        if (known != null && known.basis().equals(basis)) {
            return true;
        }
        drop(note);
        return false;
    }

    private synchronized void keep(int note, Ready made) {
        if (outdated || !isRunning()) {
            made.proof().close();
        } else {
            ready.put(note, made);
        }
    }

    /** Asked by the preparation; waits while calls prove. */
    private synchronized boolean isOutdated() {
        try {
            while (proving > 0 && !outdated && isRunning()) {
                wait();
            }
        } catch (InterruptedException _) {
            return true;
        }
        return outdated || !isRunning();
    }
}
