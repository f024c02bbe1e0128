package io.snark4j.credits.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a request may carry, and what it can use at most. */
final class PaidEndpointContractTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final ModelPrice PRICE = new ModelPrice("echo", BigInteger.ONE, BigInteger.ONE, BigInteger.ONE, 256);

    private static Usage most(String path, String body) throws UnpricedException {
        PaidEndpoint endpoint = PaidEndpoint.of(path).orElseThrow();
        ObjectNode request = (ObjectNode) JSON.readTree(body);
        endpoint.requireBounded(request);
        return endpoint.most(request, body.length(), PRICE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    /v1/chat/completions; {"model":"echo","messages":[]}; 256
                    /v1/chat/completions; {"model":"echo","messages":[],"max_tokens":7}; 7
                    /v1/chat/completions; {"model":"echo","messages":[],"max_tokens":null}; 256
                    /v1/chat/completions; {"model":"echo","messages":[],"max_tokens":7,"max_completion_tokens":9}; 9
                    /v1/chat/completions; {"model":"echo","messages":[],"max_tokens":7,"n":3}; 21
                    /v1/completions; {"model":"echo","prompt":"a","max_tokens":7,"n":2,"best_of":5}; 35
                    /v1/completions; {"model":"echo","prompt":["a","b","c"],"max_tokens":7}; 21
                    /v1/responses; {"model":"echo","input":"a","max_output_tokens":8}; 8
                    /v1/responses; {"model":"echo","input":[{"role":"user","content":"a"}],"max_output_tokens":8}; 8
                    /v1/embeddings; {"model":"echo","input":"a"}; 0
                    """)
    void outputIsBoundedByWhatTheRequestNames(String path, String body, long most) throws Exception {
        assertThat(most(path, body)).isEqualTo(new Usage(body.length(), most));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    /v1/responses; {"model":"echo","input":"a","previous_response_id":"r"}; UNSUPPORTED_FIELD
                    /v1/responses; {"model":"echo","input":[{"type":"item_reference","id":"x"}]}; UNSUPPORTED_FIELD
                    /v1/responses; {"model":"echo","input":[{"role":"user","content":[{"type":"input_file","file_id":"x"}]}]}; UNSUPPORTED_FIELD
                    /v1/responses; {"model":"echo","input":[{"id":"msg_0"}]}; UNSUPPORTED_FIELD
                    /v1/responses; {"model":"echo","input":[{"role":"user","content":"a"},{"id":"msg_0","content":null}]}; UNSUPPORTED_FIELD
                    /v1/responses; {"model":"echo","input":"a","tools":[{"type":"code_interpreter"}]}; UNSUPPORTED_FIELD
                    /v1/responses; {"model":"echo","input":[{"type":"function_call_output","output":[{"type":"input_image"}]}]}; UNSUPPORTED_FIELD
                    /v1/chat/completions; {"model":"echo","messages":[{"role":"user","content":{"image_url":{"url":"x"}}}]}; UNSUPPORTED_FIELD
                    /v1/chat/completions; {"model":"echo","messages":[],"metadata":{"a":"b"}}; UNSUPPORTED_FIELD
                    /v1/chat/completions; {"model":"echo","messages":[{"role":"user","content":[{"type":"input_audio"}]}]}; UNSUPPORTED_FIELD
                    /v1/chat/completions; {"model":"echo","messages":[],"n":0}; MALFORMED_BODY
                    /v1/chat/completions; {"model":"echo","messages":[],"max_tokens":1048577}; MALFORMED_BODY
                    /v1/chat/completions; {"model":"echo","messages":[],"max_tokens":1.5}; MALFORMED_BODY
                    /v1/chat/completions; {"model":"echo","messages":[],"stream":"yes"}; MALFORMED_BODY
                    """)
    void whatTheBytesDoNotBoundIsRefused(String path, String body, Outcome outcome) {
        assertThatThrownBy(() -> most(path, body))
                .isInstanceOfSatisfying(
                        UnpricedException.class, e -> assertThat(e.outcome()).isEqualTo(outcome));
    }

    @Test
    void otherPathsTakeNoTickets() {
        assertThat(PaidEndpoint.of("/v1/models")).isEmpty();
        assertThat(PaidEndpoint.of("/v1/chat/completions/")).isEmpty();
        for (PaidEndpoint endpoint : PaidEndpoint.values()) {
            assertThat(PaidEndpoint.of(endpoint.path())).contains(endpoint);
            assertThat(endpoint.fields()).doesNotHaveDuplicates().contains("model");
        }
    }
}
