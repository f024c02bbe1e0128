package io.snark4j.field.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedSourcesTest {
    private static final Path FOLDER = Path.of("src", "main", "java", "io", "snark4j", "field");

    /** Layout is the formatter's: white space does not count. */
    @Test
    void regeneratingChangesNothing() throws IOException {
        Map<String, String> sources = FieldGenerator.sources();
        assertThat(sources).isNotEmpty();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            String present = Files.readString(FOLDER.resolve(source.getKey()));
            assertThat(present.replaceAll("\\s+", ""))
                    .as("%s differs from its template: run FieldGenerator, then the formatter", source.getKey())
                    .isEqualTo(source.getValue().replaceAll("\\s+", ""));
        }
    }
}
