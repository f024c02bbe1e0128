package io.snark4j.credits.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.peers.CompiledContract;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is committed beside the contract is what its sources make. */
class VaultSourcesContractTest {
    private static final int CODE_SIZE_LIMIT = 24_576;

    @Test
    void constantsAreThoseOfTheGenerator() throws IOException {
        assertThat(Files.readString(VaultGenerator.FOLDER.resolve(VaultGenerator.CONSTANTS)))
                .isEqualTo(VaultGenerator.constants());
    }

    @Test
    @Tag("peers")
    void artefactIsWhatTheCompilerMakes() throws IOException {
        CompiledContract compiled = VaultGenerator.compile();
        assertThat(Files.readString(VaultGenerator.FOLDER.resolve(VaultGenerator.ARTIFACT)))
                .isEqualTo(VaultGenerator.artifact(compiled));
        System.out.println("CreditVault: " + compiled.runtimeCode().length + " bytes of code");
        assertThat(compiled.runtimeCode()).hasSizeLessThan(CODE_SIZE_LIMIT);
    }
}
