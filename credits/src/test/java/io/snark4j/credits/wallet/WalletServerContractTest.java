package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.credits.wallet.http.WalletServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The daemon as programs and browsers meet it. */
final class WalletServerContractTest {
    private static final JsonMapper JSON = new JsonMapper();

    private TestSpender test;
    private WalletServer server;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        test = new TestSpender(2);
        server = serve(Optional.empty());
        client = HttpClient.newHttpClient();
    }

    private WalletServer serve(Optional<String> key) {
        var wallet = new WalletServer.Wallet(
                test.ledger, test.spender, test.chain, TestSpender.VAULT, () -> List.of("a <warning>"));
        return WalletServer.start(wallet, 0, key);
    }

    @AfterEach
    void stop() {
        assertThat(test.gateway.violations).isEmpty();
        client.close();
        server.close();
        test.close();
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersAsOpenAiDoes() throws Exception {
        HttpResponse<String> whole = post("/v1/chat/completions", TestSpender.chat("hi"));
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).isEqualTo(test.gateway.answer);
        HttpResponse<String> stream = post(
                "/v1/chat/completions", TestSpender.chat("hi").replace("{\"model\"", "{\"stream\":true,\"model\""));
        assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(stream.body()).startsWith("data: {").endsWith("data: [DONE]\n\n");
        assertThat(get("/v1/models").body()).contains("\"id\":\"small\"");
        for (String path : List.of("/v1/completions", "/v1/embeddings")) {
            String field = path.endsWith("s") && path.contains("embed") ? "input" : "prompt";
            assertThat(post(path, "{\"model\":\"small\",\"" + field + "\":\"hi\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        long settled = test.ledger.standings().stream()
                .mapToLong(NoteStanding::settled)
                .sum();
        assertThat(settled).isEqualTo(4);
    }

    @Test
    void namesWhatItLeftOut() throws Exception {
        HttpResponse<String> answer = post(
                "/v1/chat/completions", TestSpender.chat("hi").replace("{\"model\"", "{\"user\":\"alice\",\"model\""));
        assertThat(answer.headers().firstValue("Snark4j-Left-Out")).hasValue("user");
    }

    @Test
    void refusesWithoutPayingInTheFormThatClientsRead() throws Exception {
        HttpResponse<String> refused =
                post("/v1/chat/completions", TestSpender.chat("hi").replace("small", "large"));
        assertThat(refused.statusCode()).isEqualTo(402);
        JsonNode error = JSON.readTree(refused.body()).path("error");
        assertThat(error.path("code").asString()).isEqualTo("wallet_refused");
        assertThat(error.path("message").asString()).contains("offers no model");
        assertThat(post("/v1/chat/completions", "[").statusCode()).isEqualTo(402);
        assertThat(post("/v1/other", "{}").statusCode()).isEqualTo(404);
        assertThat(get("/v1/chat/completions").statusCode()).isEqualTo(405);
        assertThat(test.gateway.paid()).isEmpty();
    }

    @Test
    void answersAsOllamaDoes() throws Exception {
        String asked = "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                + "\"options\":{\"num_predict\":7,\"temperature\":0.5,\"mirostat\":1},\"keep_alive\":\"5m\"}";
        List<JsonNode> lines =
                post("/api/chat", asked).body().lines().map(JSON::readTree).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).path("message").path("content").asString()).isEqualTo("Hel");
        assertThat(lines.get(1).path("message").path("content").asString()).isEqualTo("lo.");
        assertThat(lines.get(2).path("done").asBoolean()).isTrue();
        String sent = new String(test.gateway.paid().getLast().body(), StandardCharsets.UTF_8);
        assertThat(sent)
                .contains("\"max_tokens\":7")
                .contains("\"temperature\":0.5")
                .doesNotContain("mirostat");
        JsonNode whole = JSON.readTree(post("/api/chat", asked.replace("{\"model\"", "{\"stream\":false,\"model\""))
                .body());
        assertThat(whole.path("message").path("content").asString()).isEqualTo("Hello.");
        assertThat(whole.path("eval_count").asInt()).isEqualTo(2);
        assertThat(whole.path("done").asBoolean()).isTrue();
        assertThat(get("/api/tags").body()).contains("\"name\":\"small\"");
    }

    /** The provider sees the conversation written out and no id of an earlier answer. */
    @Test
    void keepsConversationsItself() throws Exception {
        test.gateway.answer =
                "{\"id\":\"resp_secret\",\"output\":[{\"id\":\"msg_secret\",\"type\":\"message\",\"status\":"
                        + "\"completed\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"Four.\"}]}]}";
        post("/v1/responses", "{\"model\":\"small\",\"input\":\"Two and two?\"}");
        post("/v1/responses", "{\"model\":\"small\",\"input\":\"And two?\",\"previous_response_id\":\"resp_secret\"}");
        JsonNode sent = JSON.readTree(test.gateway.paid().getLast().body());
        assertThat(sent.path("input").size()).isEqualTo(3);
        assertThat(sent.path("input").path(0).path("content").asString()).isEqualTo("Two and two?");
        assertThat(sent.path("input").path(1).path("role").asString()).isEqualTo("assistant");
        assertThat(sent.path("input").path(2).path("content").asString()).isEqualTo("And two?");
        assertThat(sent.toString()).doesNotContain("secret");
        HttpResponse<String> unknown =
                post("/v1/responses", "{\"model\":\"small\",\"input\":\"x\",\"previous_response_id\":\"other\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("previous_response_not_found");
    }

    /** The status line that a request with these header lines gets. */
    private String raw(String method, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            String head = method + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n"
                    + "Content-Length: 2\r\n\r\n{}";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().findFirst().orElse("").split(" ")[1];
        }
    }

    @Test
    void keepsPagesOfTheWebOut() throws Exception {
        String own = "Host: 127.0.0.1:" + server.port();
        assertThat(raw("GET /wallet/status", own)).isEqualTo("200");
        assertThat(raw("GET /wallet/status", "Host: localhost:" + server.port()))
                .isEqualTo("200");
        assertThat(raw("GET /wallet/status", own, "Origin: http://127.0.0.1:" + server.port()))
                .isEqualTo("200");
        for (String[] hostile : new String[][] {
            {"Host: evil.example"},
            {"Host: evil.example:" + server.port()},
            {"Host: 127.0.0.1:1"},
            {"Host: 127.0.0.1"},
            {own, "Origin: https://evil.example"},
            {own, "Origin: null"},
            {own, "Origin: http://127.0.0.1:1"},
            {own, "Sec-Fetch-Site: cross-site"},
            {own, "Sec-Fetch-Site: same-site"}
        }) {
            assertThat(raw("GET /wallet/status", hostile))
                    .as(String.join(", ", hostile))
                    .isEqualTo("403");
            assertThat(raw("POST /v1/chat/completions", hostile))
                    .as(String.join(", ", hostile))
                    .isEqualTo("403");
            assertThat(raw("GET /", hostile)).as(String.join(", ", hostile)).isEqualTo("403");
        }
        assertThat(test.gateway.paid()).isEmpty();
    }

    @Test
    void asksForItsKey() throws Exception {
        server.close();
        server = serve(Optional.of("open sesame"));
        assertThat(post("/v1/chat/completions", TestSpender.chat("hi")).statusCode())
                .isEqualTo(401);
        assertThat(get("/wallet/status").statusCode()).isEqualTo(401);
        assertThat(get("/").statusCode()).isEqualTo(200);
        String own = "Host: 127.0.0.1:" + server.port();
        assertThat(raw("GET /wallet/status", own, "Authorization: Bearer open sesame"))
                .isEqualTo("200");
        assertThat(raw("GET /wallet/status", own, "Authorization: Bearer open")).isEqualTo("401");
    }

    /** The policy lets just these two elements run: the hashes are of what is in the file. */
    @Test
    void showsAPageThatTalksToNobodyElse() throws Exception {
        HttpResponse<String> page = get("/");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe");
        for (String element : List.of("script", "style")) {
            Matcher matcher = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                    .matcher(page.body());
            assertThat(matcher.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
            assertThat(policy)
                    .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }
        assertThat(page.body())
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("innerHTML");
    }

    @Test
    void showsBalanceNotesAndWhatTheProviderSaw() throws Exception {
        post("/v1/chat/completions", TestSpender.chat("hi"));
        String text = get("/wallet/status").body();
        JsonNode status = JSON.readTree(text);
        assertThat(status.path("balance").asString()).isEqualTo("2060");
        assertThat(status.path("warnings").path(0).asString()).isEqualTo("a <warning>");
        assertThat(status.path("notes").size()).isEqualTo(2);
        JsonNode call = status.path("calls").path(0);
        assertThat(call.path("cost").asString()).isEqualTo("40");
        assertThat(call.path("outcome").asString()).isEqualTo("served");
        assertThat(call.path("sentBytes").asInt()).isEqualTo(1024);
        for (NoteSecrets secrets : test.ledger.secrets()) {
            assertThat(text).doesNotContain(secrets.secret().toString());
        }
    }
}
