package io.snark4j.cli.demo;

import static io.snark4j.cli.Quantities.bytes;
import static io.snark4j.cli.Quantities.count;

import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.UnsatisfiedConstraintException;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.MembershipAndBalance;
import io.snark4j.circuit.gadget.Rln;
import io.snark4j.cli.Terminal;
import io.snark4j.field.Fr;
import io.snark4j.field.Work;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Keys;
import io.snark4j.groth16.PreparedVerifyingKey;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.ProverOptions;
import io.snark4j.groth16.ProvingKey;
import io.snark4j.groth16.Setup;
import io.snark4j.groth16.SnarkjsJson;
import io.snark4j.groth16.solidity.SolidityOptions;
import io.snark4j.groth16.solidity.SolidityVerifier;
import io.snark4j.peers.Node;
import io.snark4j.peers.PeerException;
import io.snark4j.r1cs.Witness;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Anonymous API credits from deposit to contract. Everything is drawn, compiled and proved afresh on each run; what the parties
 * would send each other passes through memory.
 */
public final class Demo {
    private static final int DEPTH = 20;
    private static final int DEPOSITS = 1_000;

    /** In millionths of a dollar: 0.05 a request, deposits of 5 to 100. */
    private static final BigInteger PRICE = BigInteger.valueOf(50_000);

    private static final int LEAST_CENTS = 500;
    private static final int MOST_CENTS = 10_000;
    private static final BigInteger CENT = BigInteger.valueOf(10_000);

    private static final long CHAIN_ID = 31_337;
    private static final int ADDRESS_BITS = 160;

    private static final ApiRequest QUESTION =
            new ApiRequest("https://api.example.com", "POST", "/v1/messages", "{\"ask\": \"Why is the sky blue?\"}");
    private static final ApiRequest ANOTHER_QUESTION =
            new ApiRequest("https://api.example.com", "POST", "/v1/messages", "{\"ask\": \"Why is the grass green?\"}");

    private final Report report;
    private final Work work;
    private final SecureRandom random = new SecureRandom();
    private final Vault vault = new Vault(DEPTH);
    private final Fr scope = CreditProtocol.scope(CHAIN_ID, new BigInteger(ADDRESS_BITS, random), Fr.random(random));

    /** Prints on {@code terminal} and computes with its threads. */
    public Demo(Terminal terminal) {
        this.report = new Report(terminal);
        this.work = terminal.work();
    }

    /** Tells the whole story. */
    public void run() throws Exception {
        report.heading("Anonymous API credits: pay once, call often, and nobody learns which calls are yours.");
        CompiledCircuit circuit = compile();
        Keys keys = setUp(circuit);
        List<Note> notes = deposit();

        int place = random.nextInt(DEPOSITS);
        Note note = notes.get(place);
        long ticket = random.nextLong(note.tickets(PRICE));
        Payment payment = request(circuit, keys.provingKey(), note, place, ticket);
        PreparedVerifyingKey verifier = verify(keys, payment);
        runContract(keys, payment);
        spendTwice(circuit, keys.provingKey(), verifier, note, place, ticket, payment);
        overdraw(circuit, note, place);
        report.heading("");
        report.heading("Done in " + report.elapsed() + ".");
    }

    private CompiledCircuit compile() throws Exception {
        report.chapter("The circuit");
        CompiledCircuit circuit = report.timed(
                "MembershipAndBalance, compiled from Java",
                () -> CircuitCompiler.compile(MembershipAndBalance.ofDepth(DEPTH)));
        report.line(count(circuit.constraints()) + " constraints, " + count(circuit.wires()) + " wires, "
                + circuit.publicCount() + " public inputs");
        return circuit;
    }

    private Keys setUp(CompiledCircuit circuit) throws Exception {
        report.chapter("The keys");
        Keys keys = report.timed(
                "insecure setup: no ceremony, so for demonstrations only",
                () -> Groth16.setup(circuit, Setup.insecure(random, work)));
        report.line("proving key " + bytes(sizeOf(keys.provingKey())) + ", verification key "
                + bytes(SnarkjsJson.encodeVerifyingKey(keys.verifyingKey()).length()) + " of JSON");
        return keys;
    }

    private List<Note> deposit() throws Exception {
        report.chapter("The deposits");
        List<Note> notes = new ArrayList<>(DEPOSITS);
        report.timed(count(DEPOSITS) + " random deposits of $5 to $100 in a Merkle tree of depth " + DEPTH, () -> {
            for (int i = 0; i < DEPOSITS; i++) {
                long cents = random.nextInt(LEAST_CENTS, MOST_CENTS + 1);
                notes.add(Note.draw(BigInteger.valueOf(cents).multiply(CENT), random));
            }
            vault.deposit(notes, work);
            return notes;
        });
        report.value("root", vault.root());
        return notes;
    }

    private Payment request(CompiledCircuit circuit, ProvingKey key, Note note, long place, long ticket)
            throws Exception {
        report.chapter("A request, paid for by one of " + count(DEPOSITS) + " depositors; which one stays hidden");
        report.line(QUESTION.method() + " " + QUESTION.origin() + QUESTION.path() + " " + QUESTION.body());
        var inputs = note.spend(vault.path(place), ticket, PRICE, QUESTION.point(scope, random), scope);
        Witness witness = report.timed("witness: every wire of the circuit", () -> circuit.solve(inputs));
        Proof proof = report.timed("proof, checked before it leaves: 256 bytes", () -> prove(key, witness));
        var payment = new Payment(inputs.publicInputs(), proof);
        report.value("nullifier", payment.statement().nullifier());
        report.value("x", payment.share().x());
        report.value("share y", payment.share().y());
        return payment;
    }

    private Proof prove(ProvingKey key, Witness witness) {
        try {
            return Groth16.prove(key, witness, ProverOptions.DEFAULT.withWork(work));
        } finally {
            witness.destroy();
        }
    }

    private PreparedVerifyingKey verify(Keys keys, Payment payment) throws Exception {
        report.chapter("The provider verifies it, in Java");
        PreparedVerifyingKey verifier =
                report.timed("key prepared, once", () -> PreparedVerifyingKey.of(keys.verifyingKey()));
        boolean valid =
                report.timed("proof verified", () -> Groth16.verify(verifier, payment.proof(), payment.publicInputs()));
        expect(valid, "the proof verifies in Java");
        return verifier;
    }

    private void runContract(Keys keys, Payment payment) throws Exception {
        report.chapter("A contract verifies it, on an Ethereum node");
        Optional<String> missing = Node.missing();
        if (missing.isPresent()) {
            report.line("skipped: " + missing.get());
            return;
        }
        String solidity = SolidityVerifier.export(keys.provingKey(), SolidityOptions.DEFAULT);
        try (var contract = report.timed(
                "verifier exported (" + bytes(solidity.length()) + "), compiled by solc, deployed on anvil",
                () -> VerifierContract.deploy(solidity, Node.find()))) {
            report.line(bytes(contract.codeSize()) + " of code at " + contract.address());
            expect(contract.verify(payment.proof(), payment.publicInputs()), "the contract accepts the proof");
            report.line("accepted, for " + count(contract.gas(payment.proof(), payment.publicInputs()))
                    + " gas of execution");
            List<Fr> cheaper = new ArrayList<>(payment.publicInputs());
            cheaper.set(3, Fr.ONE);
            expect(!contract.verify(payment.proof(), cheaper), "the contract rejects the proof at another price");
            report.line("rejected with the price changed");
        } catch (PeerException e) {
            report.line("skipped: " + e.getMessage());
        }
    }

    private void spendTwice(
            CompiledCircuit circuit,
            ProvingKey key,
            PreparedVerifyingKey verifier,
            Note note,
            long place,
            long ticket,
            Payment first)
            throws Exception {
        report.chapter("The same ticket pays for a second request, and gives its owner away");
        var inputs = note.spend(vault.path(place), ticket, PRICE, ANOTHER_QUESTION.point(scope, random), scope);
        var second = new Payment(
                inputs.publicInputs(), report.timed("second proof", () -> prove(key, circuit.solve(inputs))));
        expect(Groth16.verify(verifier, second.proof(), second.publicInputs()), "the second proof verifies");
        expect(second.statement().nullifier().equals(first.statement().nullifier()), "the nullifiers are equal");
        report.line("it verifies too, and its nullifier is the first one's: two points of one line");
        report.value("x1", first.share().x());
        report.value("y1", first.share().y());
        report.value("x2", second.share().x());
        report.value("y2", second.share().y());
        slash(Rln.recoverSecret(first.share(), second.share()), place, note);
    }

    private void slash(Fr secret, long place, Note note) {
        report.line("(y1·x2 − y2·x1)/(x2 − x1) = k, the secret:");
        report.value("k", secret);
        Fr commitment = CreditProtocol.identityCommitment(secret);
        report.value("P1(k) = c", commitment);
        long found = vault.find(commitment).orElseThrow(() -> new IllegalStateException("no deposit has this c"));
        expect(found == place, "the deposit found is the spender's");
        report.line("c is deposit " + found + ", and all of its $" + dollars(note.deposit()) + " are forfeit");
    }

    private void overdraw(CompiledCircuit circuit, Note note, long place) {
        long beyond = note.tickets(PRICE);
        report.chapter("A request over balance");
        report.line("$" + dollars(note.deposit()) + " at $" + dollars(PRICE) + " pay for tickets 0 to " + (beyond - 1)
                + "; ticket " + beyond + " is tried");
        var inputs = note.spend(vault.path(place), beyond, PRICE, QUESTION.point(scope, random), scope);
        try {
            circuit.solve(inputs).destroy();
        } catch (UnsatisfiedConstraintException e) {
            report.line("refused, no witness exists: " + e.getMessage());
            return;
        }
        throw new IllegalStateException("a request over balance was solved");
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("the demo expected that " + what + ", and it is not so");
        }
    }

    private static String dollars(BigInteger millionths) {
        return new BigDecimal(millionths.divide(CENT), 2).toPlainString();
    }

    private static long sizeOf(ProvingKey key) {
        long limbs = (long) key.pointsA().limbs().length
                + key.pointsB1().limbs().length
                + key.pointsB2().limbs().length
                + key.pointsC().limbs().length
                + key.pointsH().limbs().length;
        return Long.BYTES * limbs;
    }
}
