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

    /** What Ollama's clients ask before they chat; none of it is paid. */
    @Test
    void ollamasClientsFindWhatTheyAskFirst() throws Exception {
        assertThat(raw("HEAD /", "Host: 127.0.0.1:" + server.port())).isEqualTo("200");
        assertThat(get("/api/version").body()).isEqualTo("{\"version\":\"0.9.0\"}");
        assertThat(get("/api/ps").body()).isEqualTo("{\"models\":[]}");
        JsonNode shown =
                JSON.readTree(post("/api/show", "{\"model\":\"small:latest\"}").body());
        assertThat(shown.path("capabilities").toString()).contains("completion", "tools");
        assertThat(shown.path("model_info").path("provider.context_length").asInt())
                .isEqualTo(1 << 20);
        HttpResponse<String> unknown = post("/api/show", "{\"name\":\"large\"}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEqualTo("{\"error\":\"model 'large' not found\"}");
        for (String path : List.of("/api/chat", "/api/generate")) {
            JsonNode loaded = JSON.readTree(
                    post(path, "{\"model\":\"small\",\"keep_alive\":0}").body());
            assertThat(loaded.path("done_reason").asString()).isEqualTo("load");
        }
        assertThat(test.gateway.paid()).isEmpty();
    }

    @Test
    void ollamasErrorsAreTexts() throws Exception {
        HttpResponse<String> images = post(
                "/api/chat",
                "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"what is it?\",\"images\":[\"aGk=\"]}]}");
        assertThat(images.statusCode()).isEqualTo(402);
        assertThat(JSON.readTree(images.body()).path("error").asString()).startsWith("images: only text");
        assertThat(post("/api/generate", "{\"model\":\"large\",\"prompt\":\"hi\"}")
                        .body())
                .startsWith("{\"error\":\"the provider offers no model");
        assertThat(test.gateway.paid()).isEmpty();
    }

    @Test
    void generatesAsOllamaDoes() throws Exception {
        String asked = "{\"model\":\"small:latest\",\"system\":\"Be brief.\",\"prompt\":\"hi\",\"format\":\"\"}";
        List<JsonNode> lines =
                post("/api/generate", asked).body().lines().map(JSON::readTree).toList();
        assertThat(lines).extracting(line -> line.path("response").asString()).containsExactly("Hel", "lo.", "");
        assertThat(lines.getLast().path("done_reason").asString()).isEqualTo("stop");
        JsonNode sent = JSON.readTree(test.gateway.paid().getLast().body());
        assertThat(sent.path("messages").path(0).path("role").asString()).isEqualTo("system");
        assertThat(sent.path("messages").path(1).path("content").asString()).isEqualTo("hi");
        assertThat(sent.has("response_format")).isFalse();
    }

    /** Upstream sends calls in pieces and knows their ids; Ollama's clients know neither. */
    @Test
    void ollamasCallsOfFunctionsComeWholeAndFindTheirAnswers() throws Exception {
        test.gateway.events = """
                data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"x","function":{"name":"add","arguments":""}}]}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\":"}}]}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"index":1,"id":"y","function":{"name":"now","arguments":"{}"}}]}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"2}"}}]},"finish_reason":"tool_calls"}]}

                data: [DONE]

                """;
        String tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"add\"}}]";
        List<JsonNode> lines = post(
                        "/api/chat",
                        "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"2+2\"}]," + tools + "}")
                .body()
                .lines()
                .map(JSON::readTree)
                .toList();
        assertThat(lines).hasSize(3);
        JsonNode function =
                lines.get(0).path("message").path("tool_calls").path(0).path("function");
        assertThat(function.toString()).isEqualTo("{\"name\":\"add\",\"arguments\":{\"a\":2}}");
        assertThat(lines.get(1)
                        .path("message")
                        .path("tool_calls")
                        .path(0)
                        .path("function")
                        .path("name")
                        .asString())
                .isEqualTo("now");
        assertThat(lines.get(2).path("done").asBoolean()).isTrue();
        post(
                "/api/chat",
                "{\"model\":\"small\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"2+2\"},"
                        + "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":["
                        + "{\"function\":{\"name\":\"add\",\"arguments\":{\"a\":2}}},{\"function\":{\"name\":\"now\"}}]},"
                        + "{\"role\":\"tool\",\"content\":\"4\"},{\"role\":\"tool\",\"content\":\"noon\"}]," + tools
                        + "}");
        JsonNode sent = JSON.readTree(test.gateway.paid().getLast().body()).path("messages");
        for (int call = 0; call < 2; call++) {
            assertThat(sent.path(2 + call).path("tool_call_id").asString())
                    .isEqualTo(sent.path(1)
                            .path("tool_calls")
                            .path(call)
                            .path("id")
                            .asString())
                    .isEqualTo("call_" + call);
        }
        assertThat(sent.path(1)
                        .path("tool_calls")
                        .path(1)
                        .path("function")
                        .path("arguments")
                        .asString())
                .isEqualTo("{}");
    }

    /** Gateways have upstream report usage always; an event without choices breaks clients that did not ask for it. */
    @Test
    void reportsUsageInAStreamOnlyIfAsked() throws Exception {
        String usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3}}\n\n";
        test.gateway.events = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n" + usage + "data: [DONE]\n\n";
        String stream = TestSpender.chat("hi").replace("{\"model\"", "{\"stream\":true,\"model\"");
        HttpResponse<String> silent = post("/v1/chat/completions", stream);
        assertThat(silent.body()).contains("Hi").contains("[DONE]").doesNotContain("usage");
        HttpResponse<String> asked = post(
                "/v1/chat/completions",
                stream.replace("{\"stream\"", "{\"stream_options\":{\"include_usage\":true},\"stream\""));
        assertThat(asked.body()).contains(usage);
        assertThat(asked.headers().firstValue("Snark4j-Left-Out")).isEmpty();
    }

    /** As the openai package goes on after a function was called, by the id of the answer and by sending the answer back. */
    @Test
    void keepsConversationsWithFunctionsInStreams() throws Exception {
        String output = "[{\"type\":\"reasoning\",\"id\":\"rs_secret\",\"summary\":[]},"
                + "{\"type\":\"function_call\",\"id\":\"fc_secret\",\"status\":\"completed\",\"call_id\":\"call_1\","
                + "\"name\":\"add\",\"arguments\":\"{}\"}]";
        test.gateway.events = "event: response.created\ndata: {\"type\":\"response.created\"}\n\n"
                + "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":\"resp_secret\","
                + "\"output\":" + output + "}}\n\n";
        String function = "\"tools\":[{\"type\":\"function\",\"name\":\"add\",\"parameters\":{}}]";
        String streamed = post(
                        "/v1/responses", "{\"model\":\"small\",\"stream\":true,\"input\":\"2+2\"," + function + "}")
                .body();
        assertThat(streamed).contains("event: response.completed", "resp_secret");
        String answer = "{\"type\":\"function_call_output\",\"call_id\":\"call_1\",\"output\":\"4\"}";
        post(
                "/v1/responses",
                "{\"model\":\"small\",\"previous_response_id\":\"resp_secret\",\"input\":[" + answer + "]," + function
                        + "}");
        JsonNode byId = JSON.readTree(test.gateway.paid().getLast().body()).path("input");
        assertThat(byId)
                .extracting(item -> item.path("type").asString("message"))
                .containsExactly("message", "function_call", "function_call_output");
        post(
                "/v1/responses",
                "{\"model\":\"small\",\"input\":[{\"role\":\"user\",\"content\":\"2+2\"},"
                        + output.substring(1, output.length() - 1) + "," + answer + "]," + function + "}");
        JsonNode sentBack = JSON.readTree(test.gateway.paid().getLast().body()).path("input");
        assertThat(sentBack).isEqualTo(byId);
        assertThat(sentBack.toString()).doesNotContain("secret");
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
        // 1010 and 1050 at 100.
        assertThat(status.path("tickets").asInt()).isEqualTo(20);
        assertThat(status.path("warnings").path(0).asString()).isEqualTo("a <warning>");
        assertThat(status.path("notes").size()).isEqualTo(2);
        assertThat(status.path("notes").path(0).path("leavesAt").asLong())
                .isEqualTo(ExitDesk.leavesAt(TestSpender.VAULT, test.ledger.standing(0)))
                .isGreaterThan(1_000);
        JsonNode call = status.path("calls").path(0);
        assertThat(call.path("cost").asString()).isEqualTo("40");
        assertThat(call.path("outcome").asString()).isEqualTo("served");
        assertThat(call.path("sentBytes").asInt()).isEqualTo(1024);
        for (NoteSecrets secrets : test.ledger.secrets()) {
            assertThat(text).doesNotContain(secrets.secret().toString());
        }
    }
}
