package io.snark4j.cli;

import io.snark4j.groth16.CheckedKeys;
import io.snark4j.groth16.ProvingKey;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How proving keys are read: every point is checked the first time that a key is seen, and its hash remembered. */
final class KeyReading {
    @Option(
            names = "--checked-keys",
            paramLabel = "<directory>",
            description = "Where the hashes of checked keys are kept; by default snark4j/checked-keys in"
                    + " $XDG_CACHE_HOME or ~/.cache.")
    private @Nullable Path directory;

    ProvingKey read(Path zkey, Terminal terminal) throws IOException {
        CheckedKeys memory = directory == null ? CheckedKeys.inUserCache() : CheckedKeys.in(directory);
        return InputFile.read(
                zkey,
                file -> memory.read(
                        file,
                        terminal.work(),
                        () -> terminal.say(file + ": first use of this key; every point of it was checked")));
    }
}
