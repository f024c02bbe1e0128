package io.snark4j.credits.wallet;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.gadget.MerkleProof;
import io.snark4j.credits.ethereum.Address;
import io.snark4j.credits.vault.RegisteredKeys;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.credits.wallet.store.SimulatedDisk;
import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** A wallet with notes on a chain that stands still, at a stub of a gateway, with proofs that nobody verifies. */
final class TestSpender implements AutoCloseable {
    static final VaultTerms VAULT = new VaultTerms(
            TestWallets.SETTINGS.chainId(),
            TestWallets.SETTINGS.vault(),
            false,
            true,
            Address.ZERO,
            1,
            TestWallets.C_MAX,
            BigInteger.ONE,
            BigInteger.ZERO,
            1_000,
            100_000,
            2_000,
            Fr.ONE,
            TestWallets.SETTINGS.scope(),
            Address.ZERO,
            new byte[32]);

    /** The chain, whose root can be moved. */
    static final class StillChain implements ChainView {
        private final AtomicInteger refreshed = new AtomicInteger();

        @Override
        public void refresh() {
            refreshed.incrementAndGet();
        }

        @Override
        public long time() {
            return 5_000;
        }

        @Override
        public RegisteredKeys registeredKeys() {
            return TestWallets.registeredKeys();
        }

        @Override
        public boolean isReady(NoteStanding note) {
            return note.depositedAt() > 0;
        }

        @Override
        public MerkleProof path(NoteStanding note) {
            return new MerkleProof(0, java.util.List.of(Fr.of(9 + refreshed.get())));
        }

        @Override
        public long crowd() {
            return 2;
        }
    }

    /** A proof of nothing. */
    static final CreditProver UNPROVED = new CreditProver() {
        private final Proof proof = new Proof(G1Affine.GENERATOR, G2Affine.GENERATOR, G1Affine.GENERATOR);

        @Override
        public Proof proveRequest(CreditRequestInputs inputs) {
            return proof;
        }

        @Override
        public PreparedRequest prepareRequest(RequestLine line, BooleanSupplier cancelled) {
            throw new WalletException("nothing is prepared here");
        }

        @Override
        public Proof proveExit(CreditExitInputs inputs) {
            return proof;
        }
    };

    /** Collects an answer. */
    static final class Collected implements AnswerSink {
        int status;
        String type = "";
        final ByteArrayOutputStream body = new ByteArrayOutputStream();

        @Override
        public OutputStream begin(int answered, String contentType) {
            status = answered;
            type = contentType;
            return body;
        }

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }
    }

    final SimulatedDisk disk = new SimulatedDisk(new Random(1));
    final StubGateway gateway;
    final Ledger ledger;
    final StillChain chain = new StillChain();
    /** What the wallet's clock shows where it waits between two questions for one settlement. */
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    final Spender spender;

    TestSpender(int notes) throws IOException {
        this(notes, UNPROVED);
    }

    TestSpender(int notes, CreditProver prover) throws IOException {
        gateway = new StubGateway(VAULT);
        ledger = TestWallets.create(disk, "wallet");
        ledger.open(new Settings(
                VAULT.chainId(),
                VAULT.vault(),
                VAULT.scope(),
                VAULT.cMax(),
                new Settings.Reach("http://127.0.0.1:1", gateway.origin(), "", "")));
        for (int i = 0; i < notes; i++) {
            ledger.makeNote(TestWallets.DEPOSITOR, TestWallets.RECIPIENT);
            ledger.deposited(i, TestWallets.DEPOSIT, 1_000);
            TestWallets.raise(ledger, i, Ledger.UNLIMITED);
        }
        spender = new Spender(ledger, chain, prover, VAULT, new RetryRhythm(now::get, new Random(2)));
    }

    static String chat(String content) {
        return "{\"model\":\"small\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"" + content
                + "\"}]}";
    }

    Spender.Paid call(String json, AnswerSink sink) {
        return spender.call("/v1/chat/completions", json.getBytes(StandardCharsets.UTF_8), sink);
    }

    @Override
    public void close() {
        gateway.close();
        ledger.close();
    }
}
