package io.snark4j.credits.wallet.http;

import io.snark4j.credits.ticket.ModelPrice;
import io.snark4j.credits.vault.VaultTerms;
import io.snark4j.credits.wallet.CallRecord;
import io.snark4j.credits.wallet.ExitDesk;
import io.snark4j.credits.wallet.NoteStanding;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** How a wallet stands, as JSON: for the page, and for clients that ask for models. Nothing secret. */
final class WalletStatus {
    private static final JsonMapper JSON = new JsonMapper();

    private static final String FAMILY = "provider";
    private static final String NEVER = "1970-01-01T00:00:00Z";

    private static final Map<String, Object> OLLAMA_DETAILS = Map.of(
            "parent_model",
            "",
            "format",
            "",
            "family",
            FAMILY,
            "families",
            List.of(FAMILY),
            "parameter_size",
            "",
            "quantization_level",
            "");

    private final WalletServer.Wallet wallet;

    WalletStatus(WalletServer.Wallet wallet) {
        this.wallet = wallet;
    }

    String status() {
        Map<String, Object> status = new LinkedHashMap<>();
        VaultTerms terms = wallet.terms();
        List<NoteStanding> notes = wallet.ledger().standings();
        BigInteger balance = notes.stream()
                .filter(NoteStanding::isActive)
                .map(note -> note.balance(terms.cMax()))
                .reduce(BigInteger.ZERO, BigInteger::add);
        status.put("balance", balance.toString());
        status.put("ticket", terms.cMax().toString());
        status.put(
                "tickets",
                notes.stream()
                        .filter(NoteStanding::isActive)
                        .mapToLong(this::tickets)
                        .sum());
        status.put("vault", terms.vault().toString());
        status.put("chainId", terms.chainId());
        status.put("insecureKeys", terms.insecureKeys());
        status.put("crowd", wallet.chain().crowd());
        status.put("warnings", wallet.warnings().get());
        status.put("notes", notes.stream().map(this::note).toList());
        status.put(
                "calls",
                wallet.spender().calls().stream().map(WalletStatus::call).toList());
        return JSON.writeValueAsString(status);
    }

    private Map<String, Object> note(NoteStanding note) {
        Map<String, Object> json = new LinkedHashMap<>();
        VaultTerms terms = wallet.terms();
        json.put("id", note.id());
        json.put("state", state(note));
        json.put("prepared", wallet.spender().prepared().contains(note.id()));
        json.put("balance", note.balance(terms.cMax()).toString());
        json.put("deposit", note.deposit().toString());
        json.put("refunded", note.refunded().toString());
        json.put("settled", note.settled());
        json.put("ceiling", note.ceiling());
        json.put("leavesAt", note.isActive() ? ExitDesk.leavesAt(terms, note) : 0);
        return json;
    }

    /** How many requests a note pays, were each as dear as can be. */
    private long tickets(NoteStanding note) {
        return note.balance(wallet.terms().cMax()).divide(wallet.terms().cMax()).longValueExact();
    }

    private String state(NoteStanding note) {
        if (note.end().isPresent()) {
            return switch (note.end().get()) {
                case EXITED -> "left and paid";
                case SLASHED -> "slashed";
                case EXPIRED -> "expired";
            };
        }
        if (note.deposit().signum() == 0) {
            return "not deposited";
        }
        if (note.exit().isPresent()) {
            return "leaving";
        }
        if (note.origin() != NoteStanding.Origin.OWN) {
            return "restored: exits only";
        }
        if (note.open().isPresent()) {
            return "waits for a settlement";
        }
        return wallet.chain().isReady(note) ? "ready" : "waits an epoch";
    }

    private static Map<String, Object> call(CallRecord call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("startedAt", call.startedAt());
        json.put("note", call.note());
        json.put("index", call.index());
        json.put("path", call.path());
        json.put("model", call.model());
        json.put("sentBytes", call.sentBytes());
        json.put("nullifier", call.nullifier().toString());
        json.put("root", call.root().toString());
        json.put("cost", call.cost().toString());
        json.put("outcome", call.outcome());
        json.put("milliseconds", call.milliseconds());
        return json;
    }

    /** OpenAI's list of models. */
    String models() {
        List<Map<String, Object>> data = wallet.spender().terms().models().stream()
                .map(price -> Map.<String, Object>of(
                        "id", price.model(), "object", "model", "created", 0, "owned_by", "provider"))
                .toList();
        return JSON.writeValueAsString(Map.of("object", "list", "data", data));
    }

    /** Ollama's description of a model: of what it says of a file there is none, so that only what clients look for is told. Empty if it is not offered. */
    Optional<String> show(String model) {
        return wallet.spender().terms().model(model).map(price -> {
            return JSON.writeValueAsString(Map.of(
                    "modelfile",
                    "",
                    "template",
                    "",
                    "details",
                    OLLAMA_DETAILS,
                    "model_info",
                    Map.of("general.architecture", FAMILY, FAMILY + ".context_length", longestInput(price)),
                    "capabilities",
                    List.of("completion", "tools"),
                    "modified_at",
                    NEVER));
        });
    }

    /** In bytes, each of which is a token at most: what the provider takes, and a ticket pays. */
    private long longestInput(ModelPrice price) {
        long taken = wallet.spender().terms().limits().maxBodyBytes();
        if (price.inputPrice().signum() == 0) {
            return taken;
        }
        BigInteger left = wallet.terms().cMax().subtract(price.requestPrice()).max(BigInteger.ZERO);
        return left.multiply(BigInteger.valueOf(1_000_000))
                .divide(price.inputPrice())
                .min(BigInteger.valueOf(taken))
                .longValueExact();
    }

    /** Ollama's. */
    String tags() {
        List<Map<String, Object>> models = wallet.spender().terms().models().stream()
                .map(ModelPrice::model)
                .map(name -> Map.<String, Object>of(
                        "name",
                        name,
                        "model",
                        name,
                        "modified_at",
                        NEVER,
                        "size",
                        0,
                        "digest",
                        "",
                        "details",
                        OLLAMA_DETAILS))
                .toList();
        return JSON.writeValueAsString(Map.of("models", models));
    }
}
