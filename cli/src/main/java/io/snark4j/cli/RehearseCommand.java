package io.snark4j.cli;

import io.snark4j.cli.bench.ChainFiles;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/**
 * Proves and verifies something small, so that the launcher can record which classes that takes and start faster from then on. Not for
 * users, and not shown to them.
 */
@Command(name = "rehearse", hidden = true, description = "Prove something small: the run that the launcher records.")
public final class RehearseCommand implements Subcommand, Action {
    private static final int LOG = 12;

    /** Found by {@link java.util.ServiceLoader}. */
    public RehearseCommand() {}

    @Override
    public int run(Terminal terminal) throws Exception {
        try (ScratchFolder scratch = ScratchFolder.create("rehearse");
                var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            Path folder = scratch.path();
            ChainFiles files = ChainFiles.compiledHere(folder, LOG, terminal.work());
            String zkey = files.zkey().toString();
            String wtns = files.wtns().toString();
            String proof = folder.resolve("proof.json").toString();
            String publics = folder.resolve("public.json").toString();
            String key = folder.resolve("verification_key.json").toString();
            String keys = "--checked-keys=" + folder.resolve("checked-keys");
            String[][] commands = {
                {"groth16", "prove", keys, zkey, wtns, proof, publics},
                {"groth16", "prove", keys, zkey, wtns, proof, publics},
                {"zkey", "export", "verificationkey", keys, zkey, key},
                {"groth16", "verify", key, publics, proof}
            };
            for (String[] command : commands) {
                int status = Main.run(nowhere, nowhere, false, command);
                if (status != ExitStatus.DONE) {
                    return status;
                }
            }
            return ExitStatus.DONE;
        }
    }
}
