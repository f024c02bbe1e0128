package io.snark4j.credits.wallet.command;

import io.snark4j.cli.Terminal;
import io.snark4j.credits.wallet.AnswerSink;
import io.snark4j.credits.wallet.Spender;
import io.snark4j.credits.wallet.WalletSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes one call. */
@Command(
        name = "call",
        description = "Make one paid call and print the answer; for more, `serve` and any OpenAI client.",
        footer = {"", "Example: echo 'Why is the sky blue?' | snark4j wallet call small"})
final class WalletCall extends WalletAction {
    private static final JsonMapper JSON = new JsonMapper();

    @Parameters(index = "0", paramLabel = "<model>", description = "One of the provider's models.")
    private String model = "";

    @Option(names = "--max-tokens", paramLabel = "<n>", description = "Longest answer.")
    private @Nullable Integer maxTokens;

    @Mixin
    private ProxyOption proxy = new ProxyOption();

    @Override
    void act(Terminal terminal) throws IOException {
        // From standard input: a command line is seen by others.
        String prompt = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        ObjectNode request = JSON.createObjectNode();
        request.put("model", model);
        request.putArray("messages").addObject().put("role", "user").put("content", prompt);
        if (maxTokens != null) {
            request.put("max_tokens", maxTokens);
        }
        try (WalletSession session = open(terminal)) {
            proxy.applyTo(session);
            WalletSession.Running running = session.run();
            running.caretaker().round();
            running.caretaker().warnings().forEach(terminal::warn);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            AnswerSink sink = (status, type) -> answer;
            Spender.Paid paid = running.spender().call("/v1/chat/completions", JSON.writeValueAsBytes(request), sink);
            JsonNode json = JSON.readTree(answer.toByteArray());
            JsonNode content = json.path("choices").path(0).path("message").path("content");
            terminal.print(content.isString() ? content.stringValue() : json.toString());
            terminal.detail("cost " + paid.call().cost() + ", " + paid.call().milliseconds() + " ms, "
                    + paid.call().outcome());
        }
    }
}
