package io.snark4j.curve.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GeneratedSourcesContractTest {
    @SuppressWarnings("unused")
    static final Iterable<String> CLASSES = G2Generator.CLASSES;

    @ParameterizedTest
    @FieldSource("CLASSES")
    void theClassOfG2IsWhatTheGeneratorWritesApartFromLayout(String name) throws IOException {
        assertThat(withoutLayout(Files.readString(G2Generator.target(name))))
                .isEqualTo(withoutLayout(G2Generator.derive(name)));
    }

    private static String withoutLayout(String text) {
        return text.replaceAll("\\s+", "");
    }
}
