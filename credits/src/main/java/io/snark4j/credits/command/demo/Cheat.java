package io.snark4j.credits.command.demo;

import io.snark4j.circuit.credit.CreditProtocol;
import io.snark4j.circuit.credit.CreditRequestInputs;
import io.snark4j.circuit.credit.Note;
import io.snark4j.circuit.credit.ProviderKeys;
import io.snark4j.circuit.credit.SignedState;
import io.snark4j.credits.ethereum.Account;
import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.credits.ticket.Ticket;
import io.snark4j.credits.vault.CreditVault;
import io.snark4j.credits.vault.DepositTree;
import io.snark4j.credits.vault.NewNote;
import io.snark4j.credits.vault.NoteState;
import io.snark4j.credits.vault.VaultEvent;
import io.snark4j.credits.wallet.CreditProver;
import io.snark4j.field.Fr;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/** Somebody with a note and a changed wallet, who spends its first ticket on two requests. */
final class Cheat {
    private static final String PATH = "/v1/chat/completions";

    private final DemoProvider provider;
    private final CreditProver prover;
    private final SecureRandom random = new SecureRandom();
    private final Fr secret = Fr.random(random);
    private final HttpClient client = HttpClient.newHttpClient();

    Cheat(DemoProvider provider, CreditProver prover) {
        this.provider = provider;
        this.prover = prover;
    }

    Fr commitment() {
        return CreditProtocol.identityCommitment(secret);
    }

    void deposit(DemoChain chain, Account account, BigInteger amount) {
        CreditVault vault = provider.vault();
        chain.dollar()
                .approve(
                        account,
                        vault.terms().vault(),
                        amount.add(DemoProvider.BOUNTY).add(DemoProvider.STAKE));
        vault.deposit(account, List.of(new NewNote(commitment(), amount)));
    }

    /** Spends ticket 0 on a question; the gateway's status. */
    int spend(DemoChain chain, String question) throws IOException, InterruptedException {
        byte[] body = """
                {"model":"echo","max_tokens":20,"messages":[{"role":"user","content":"%s"}]}""".formatted(question).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(provider.origin().resolve(PATH))
                .header("Authorization", ticket(chain, body).toHeader())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private Ticket ticket(DemoChain chain, byte[] body) {
        CreditVault vault = provider.vault();
        DepositTree tree = new DepositTree(vault.terms().depth());
        tree.append(vault.events(0, chain.ethereum().latestBlock().number()).stream()
                .filter(VaultEvent.Deposited.class::isInstance)
                .map(VaultEvent.Deposited.class::cast)
                .toList());
        NoteState state = vault.note(commitment());
        Note note = new Note(
                secret, state.deposit(), tree.proof(tree.find(commitment()).orElseThrow()));
        Fr scope = vault.terms().scope();
        Fr nonce = Fr.random(random);
        Fr x = RequestDigest.of(provider.origin().toString(), "POST", PATH, body)
                .point(nonce, scope);
        ProviderKeys keys = ProviderKeys.of(vault.keys().current().key());
        CreditRequestInputs inputs = CreditRequestInputs.of(
                note,
                SignedState.genesis(commitment()),
                new BigInteger(250, random),
                new CreditRequestInputs.Terms(vault.terms().cMax(), x, scope, keys));
        return Ticket.of(prover.proveRequest(inputs), inputs.publicInputs(), nonce);
    }
}
