package io.snark4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The words are found on the module path and on the class path alike. */
class SubcommandsContractTest {
    @Test
    void theClassPathNamesWhatTheModuleProvides() throws IOException {
        List<String> provided = ServiceLoader.load(Subcommand.class).stream()
                .map(provider -> provider.type().getName())
                .toList();
        try (InputStream in = Main.class.getResourceAsStream("/META-INF/services/" + Subcommand.class.getName())) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyElementsOf(provided);
        }
        assertThat(provided).hasSize(8);
    }
}
