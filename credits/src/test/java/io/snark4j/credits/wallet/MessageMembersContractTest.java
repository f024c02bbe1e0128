package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What clients put inside of fields: what is asked stays, in one order; what tells the client does not. */
final class MessageMembersContractTest {
    private final List<String> dropped = new ArrayList<>();

    private String rewritten(String json) {
        ObjectNode request = (ObjectNode) new JsonMapper().readTree(json);
        MessageMembers.rewrite(request, dropped);
        return request.toString();
    }

    @Test
    void marksOfTheClientAreLeftOut() {
        assertThat(
                        rewritten(
                                "{\"messages\":[{\"content\":\"hi\",\"id\":\"m-7\",\"role\":\"user\",\"metadata\":{\"a\":1}},"
                                        + "{\"content\":[{\"text\":\"there\",\"cache_control\":{\"type\":\"ephemeral\"},\"type\":\"text\"}],\"role\":\"user\"}]}"))
                .isEqualTo("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                        + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"there\"}]}]}");
        assertThat(dropped).containsExactly("id", "metadata", "cache_control");
    }

    @Test
    void callsOfFunctionsKeepWhatTheirResultsName() {
        String chat = "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"type\":\"function\",\"id\":\"call_1\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}],\"content\":null},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"3\"}]}";
        assertThat(rewritten(chat)).isEqualTo(chat);
        String responses =
                "{\"input\":[{\"type\":\"function_call\",\"name\":\"f\",\"call_id\":\"c\",\"arguments\":\"{}\"},"
                        + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"3\"}]}";
        assertThat(rewritten(responses)).isEqualTo(responses);
        assertThat(dropped).isEmpty();
    }

    @Test
    void theParametersOfAToolAreTheCallersText() {
        assertThat(rewritten("{\"tools\":[{\"function\":{\"parameters\":{\"z\":{\"id\":1},\"a\":null},\"name\":\"f\"},"
                        + "\"cache_control\":{},\"type\":\"function\"}]}"))
                .isEqualTo(
                        "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"z\":{\"id\":1},\"a\":null}}}]}");
        assertThat(dropped).containsExactly("cache_control");
    }

    @Test
    void formsOfTheAnswerAndChoicesOfAToolAreWrittenAnew() {
        assertThat(rewritten(
                        "{\"response_format\":{\"json_schema\":{\"strict\":true,\"schema\":{\"z\":1,\"a\":{\"id\":2}},"
                                + "\"name\":\"n\",\"x_client\":\"alice\"},\"type\":\"json_schema\",\"id\":\"f-1\"}}"))
                .isEqualTo(
                        "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"strict\":true,"
                                + "\"schema\":{\"z\":1,\"a\":{\"id\":2}}}}}");
        assertThat(rewritten("{\"tool_choice\":{\"function\":{\"name\":\"f\",\"trace\":1},\"type\":\"function\"}}"))
                .isEqualTo("{\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}}");
        assertThat(
                        rewritten(
                                "{\"text\":{\"verbosity\":\"low\",\"format\":{\"schema\":{},\"type\":\"json_schema\",\"session\":7}},"
                                        + "\"reasoning\":{\"summary\":\"auto\",\"cookie\":\"c\",\"effort\":\"high\",\"file_id\":\"f\"}}"))
                .isEqualTo("{\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":{}},\"verbosity\":\"low\"},"
                        + "\"reasoning\":{\"effort\":\"high\",\"summary\":\"auto\"}}");
        assertThat(dropped).containsExactlyInAnyOrder("x_client", "id", "trace", "session", "cookie", "file_id");
        assertThat(rewritten("{\"tool_choice\":\"auto\",\"logit_bias\":{\"9\":1,\"50\":-1}}"))
                .isEqualTo("{\"tool_choice\":\"auto\",\"logit_bias\":{\"50\":-1,\"9\":1}}");
    }

    /** An image that is left out would make another question of it; kept, the request is refused. */
    @Test
    void whatIsNotTextStaysToBeRefused() {
        String image = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"image_url\":{\"url\":\"x\"}}]}]}";
        assertThat(rewritten(image)).isEqualTo(image);
        assertThat(dropped).isEmpty();
    }

    @Test
    void whatIsNoObjectStays() {
        String words = "{\"input\":[\"a\",[1,2]],\"messages\":\"no list\"}";
        assertThat(rewritten(words)).isEqualTo(words);
    }
}
