package io.snark4j.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snark4j.peers.Browser.Step;
import io.snark4j.peers.Browser.Visit;
import io.snark4j.peers.OpenAiClient.ChatAnswer;
import io.snark4j.peers.OpenAiClient.ChatCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The openai package and Chromium against a server that answers in fixed words. */
@Tag("peers")
final class ClientsTest {
    private static final String PAGE = """
            <!doctype html><title>Counter</title><input id="by" value="1"><button>add</button><p id="sum">0</p>
            <script>
              document.querySelector("button").onclick = () => {
                const sum = document.querySelector("#sum");
                sum.textContent = Number(sum.textContent) + Number(document.querySelector("#by").value);
                if (sum.textContent === "5") { fetch("http://127.0.0.1:9/elsewhere").catch(() => {}); undefinedFunction(); }
              };
            </script>
            """;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> send(exchange, 200, "text/html", PAGE));
        server.createContext("/v1/chat/completions", ClientsTest::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String usage = "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}";
        if (body.contains("\"refuse\"")) {
            send(
                    exchange,
                    402,
                    "application/json",
                    "{\"error\":{\"message\":\"too little\",\"type\":\"t\",\"code\":\"c\"}}");
        } else if (body.contains("\"stream\":true")) {
            String chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n";
            String last = "data: {\"choices\":[],%s}\n\ndata: [DONE]\n\n".formatted(usage);
            send(exchange, 200, "text/event-stream", chunk.formatted("two ") + chunk.formatted("words") + last);
        } else {
            String message =
                    "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"one\"}}],%s}";
            send(exchange, 200, "application/json", message.formatted(usage));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void theClientReportsWholeAnswersStreamsAndFailures() {
        List<ChatCall> calls = List.of(
                new ChatCall("m", "hello", 5, false),
                new ChatCall("m", "hello", 5, true),
                new ChatCall("refuse", "hello", 5, false));
        List<ChatAnswer> answers = new OpenAiClient(Node.find(), at("/v1")).chat(calls, true);
        assertThat(answers).extracting(ChatAnswer::text).containsExactly("one", "two words", "");
        assertThat(answers).extracting(ChatAnswer::inputTokens).containsExactly(3, 3, 0);
        assertThat(answers).extracting(ChatAnswer::outputTokens).containsExactly(2, 2, 0);
        assertThat(answers).extracting(ChatAnswer::pieces).containsExactly(1, 2, 0);
        assertThat(answers.get(0).failure()).isEmpty();
        assertThat(answers.get(2).failure())
                .hasValueSatisfying(text -> assertThat(text).contains("402").contains("too little"));
        assertThat(answers).allMatch(answer -> answer.firstByte().compareTo(answer.total()) <= 0);
    }

    @Test
    void theBrowserPerformsStepsAndReportsWhatWentWrong(@TempDir Path folder) {
        Browser browser = Browser.find(Node.find());
        Path picture = folder.resolve("page.png");
        Visit visit = browser.visit(
                at("/"),
                List.of(
                        new Step.Await("#sum"),
                        new Step.Fill("#by", "4"),
                        new Step.Click("button"),
                        new Step.AwaitText("#sum", "4"),
                        new Step.Read("#sum")),
                Optional.of(picture));
        assertThat(visit.title()).isEqualTo("Counter");
        assertThat(visit.read()).containsExactly(List.of("4"));
        assertThat(visit.errors()).isEmpty();
        assertThat(visit.foreign()).isEmpty();
        assertThat(picture).satisfies(file -> assertThat(Files.size(file)).isGreaterThan(1000));
        Visit broken =
                browser.visit(at("/"), List.of(new Step.Fill("#by", "5"), new Step.Click("button")), Optional.empty());
        assertThat(broken.errors()).anyMatch(error -> error.contains("undefinedFunction"));
        assertThat(broken.foreign()).containsExactly("http://127.0.0.1:9/elsewhere");
    }

    @Test
    void whatDoesNotAppearIsAnError() {
        Browser browser = Browser.find(Node.find());
        List<Step> steps = List.of(new Step.AwaitText("#sum", "never"));
        assertThatThrownBy(() -> browser.visit(at("/"), steps, Optional.empty()))
                .isInstanceOf(PeerException.class)
                .hasMessageContaining("#sum");
    }
}
