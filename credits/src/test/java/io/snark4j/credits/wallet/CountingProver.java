package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Proofs of nothing, and a record of how they were asked for. */
final class CountingProver implements CreditProver {
    /** A preparation, and what became of it. */
    static final class Prepared implements PreparedRequest {
        final RequestLine line;
        final List<Fr> points = new CopyOnWriteArrayList<>();
        volatile boolean closed;
        private final Consumer<Prepared> used;

        Prepared(RequestLine line, Consumer<Prepared> used) {
            this.line = line;
            this.used = used;
        }

        @Override
        public Proof at(Fr x) {
            points.add(x);
            used.accept(this);
            return TestSpender.UNPROVED.proveRequest(line.atOne());
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    final AtomicInteger made = new AtomicInteger();
    final List<Prepared> prepared = new CopyOnWriteArrayList<>();
    final AtomicInteger cancelled = new AtomicInteger();
    /** Looked at when a prepared proof is used. */
    volatile Consumer<Prepared> whenUsed = proof -> {};
    /** While it is set, preparations go on until they are cancelled or it is counted down. */
    final AtomicReference<@Nullable CountDownLatch> endless = new AtomicReference<>();
    /** Preparations that have begun. */
    final AtomicInteger begun = new AtomicInteger();
    /** The last preparation that asked whether it is to stop, counted from 1. */
    final AtomicInteger asking = new AtomicInteger();
    /** Makes a proof at once take its time. */
    volatile CountDownLatch proving = new CountDownLatch(0);

    @Override
    public Proof proveRequest(CreditRequestInputs inputs) {
        made.incrementAndGet();
        try {
            proving.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return TestSpender.UNPROVED.proveRequest(inputs);
    }

    @Override
    public PreparedRequest prepareRequest(RequestLine line, BooleanSupplier stop) {
        int number = begun.incrementAndGet();
        CountDownLatch until = endless.get();
        while (until != null && until.getCount() > 0) {
            asking.set(number);
            if (stop.getAsBoolean()) {
                cancelled.incrementAndGet();
                throw new CancellationException();
            }
            Thread.onSpinWait();
        }
        Prepared proof = new Prepared(line, used -> whenUsed.accept(used));
        prepared.add(proof);
        return proof;
    }

    @Override
    public Proof proveExit(CreditExitInputs inputs) {
        throw new IllegalStateException("nothing exits here");
    }
}
