package io.snark4j.credits.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.cli.RefusedException;
import io.snark4j.credits.ticket.ModelPrice;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's price table. */
final class PriceFileContractTest {
    private static final String GOOD =
            "[{'model':'m','inputPrice':1,'outputPrice':2,'requestPrice':3,'maxOutputTokens':4}]";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("prices.json"), text.replace('\'', '"'));
    }

    @Test
    void aListOfModels() throws IOException {
        assertThat(PriceFile.read(file(GOOD)))
                .containsExactly(new ModelPrice("m", BigInteger.ONE, BigInteger.TWO, BigInteger.valueOf(3), 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'inputPrice':1 | 'inputPrice':1.5 | inputPrice of ~m~ is 1.5",
                "'inputPrice':1 | 'inputPrice':'1' | expected a whole number",
                "'outputPrice':2, | | outputPrice of ~m~ is missing",
                "'outputPrice':2 | 'outputPrice':-2 | a value is negative",
                "'model':'m', | | an entry names no model",
                "'maxOutputTokens':4 | 'maxOutputTokens':99999999999999999999 | prices.json",
                "[{ | { | no JSON",
            })
    void whatIsWrongIsSaid(String part, String replacement, String message) throws IOException {
        Path file = file(GOOD.replace(part.strip(), replacement == null ? "" : replacement.strip()));
        assertThatThrownBy(() -> PriceFile.read(file))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("prices.json")
                .hasMessageContaining(message.replace('~', '"'));
    }
}
