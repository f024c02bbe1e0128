package io.snark4j.credits.endtoend;

import io.snark4j.circuit.credit.CreditExitInputs;
import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.Note;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.RefundState;
import io.snark4j.circuit.credit.Settlement;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.SettledTicket;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.DepositTree;
import io.snark4j.credits.vault.ExitOrder;
import io.snark4j.credits.vault.NewNote;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.wallet.CreditProver;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A note whose owner has written his own wallet, and signs with it what he likes. */
final class RawNote {
    static final String PATH = "/v1/chat/completions";

    final Account account;
    final Fr secret;
    private final TestProvider provider;
    private final CreditVault vault;
    private final CreditProver prover;
    private final BigInteger deposit;
    private final SecureRandom random = new SecureRandom();
    private final List<BabyJubjubPoint> settled = new ArrayList<>();
    private SignedState state;

    /** A request with its ticket; the state that it sent, which the settlement goes on from. */
    record Request(Ticket ticket, byte[] body, RefundState sent) {}

    RawNote(TestProvider provider, String name, long amount, CreditProver prover) {
        this.provider = provider;
        this.vault = provider.fixture.vault();
        this.prover = prover;
        this.account = provider.fixture.account(name, true);
        this.deposit = BigInteger.valueOf(amount);
        this.secret = Fr.random(random);
        this.state = SignedState.genesis(commitment());
        vault.deposit(account, List.of(new NewNote(commitment(), deposit)));
    }

    Fr commitment() {
        return CreditProtocol.identityCommitment(secret);
    }

    SignedState state() {
        return state;
    }

    private ProviderKeys keys() {
        return ProviderKeys.of(provider.fixture.providerKey().publicKey());
    }

    /** The ticket that follows on the state, whatever was signed with it before. */
    Request request(byte[] body) {
        return request(body, new BigInteger(250, random));
    }

    /** The same with a blinding of the owner's own. */
    Request request(byte[] body, BigInteger blinding) {
        DepositTree tree = new DepositTree(vault.terms().depth());
        long head = provider.fixture.ethereum().latestBlock().number();
        tree.append(vault.events(0, head).stream()
                .filter(VaultEvent.Deposited.class::isInstance)
                .map(VaultEvent.Deposited.class::cast)
                .toList());
        Fr scope = vault.terms().scope();
        Fr nonce = Fr.random(random);
        CreditRequestInputs inputs = CreditRequestInputs.of(
                new Note(secret, deposit, tree.proof(tree.find(commitment()).orElseThrow())),
                state,
                blinding,
                new CreditRequestInputs.Terms(
                        vault.terms().cMax(),
                        RequestDigest.of(provider.origin(), "POST", PATH, body).point(nonce, scope),
                        scope,
                        keys()));
        Ticket ticket = Ticket.of(prover.proveRequest(inputs), inputs.publicInputs(), nonce);
        return new Request(ticket, body, state.state().rerandomised(blinding));
    }

    /** A' of the first request. */
    BabyJubjubPoint firstSettled() {
        return settled.getFirst();
    }

    void settled(Request request, SettledTicket answer) {
        Settlement settlement = answer.settlement();
        settled.add(settlement.state());
        state = SignedState.of(request.sent().settled(settlement.refund()), settlement.signature());
    }

    /** A refund as the provider's key would sign it for anybody who holds it. */
    void refundBySigner(long refund) {
        RefundState sent = state.state().rerandomised(new BigInteger(250, random));
        BigInteger amount = BigInteger.valueOf(refund);
        Settlement settlement =
                Settlement.sign(provider.fixture.providerKey(), vault.terms().scope(), sent.point(), amount);
        state = SignedState.of(sent.settled(amount), settlement.signature());
    }

    /** Opens an exit, with a proof, whether or not it is honest. */
    void exit(SignedState from, long index, long payout) {
        CreditExitInputs inputs = CreditExitInputs.of(
                secret,
                from,
                new CreditExitInputs.Claim(BigInteger.valueOf(payout), index, false),
                new CreditExitInputs.Terms(
                        deposit,
                        vault.terms().cMax(),
                        account.address().value(),
                        vault.terms().scope(),
                        keys()));
        long keyId = vault.keys().current().id();
        ExitOrder order = ExitOrder.of(inputs.publicInputs(), account.address(), keyId, keyId);
        vault.initiateExit(account, order, prover.proveExit(inputs), order.sign(account, vault.terms()));
    }

    static HttpRequest http(int port, Request request) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", request.ticket().toHeader())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .build();
    }

    static HttpResponse<String> send(int port, Request request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(http(port, request), HttpResponse.BodyHandlers.ofString());
        }
    }
}
