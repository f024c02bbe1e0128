package io.snark4j.credits.command;

import io.snark4j.cli.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Ethereum node is asked. Addresses of hosted nodes hold a key, so there is another way than the command line, and no message shows one. */
public final class NodeOptions {
    private static final String VARIABLE = "SNARK4J_RPC";

    @Option(
            names = "--rpc",
            paramLabel = "<url>",
            description =
                    "Your Ethereum node, such as http://127.0.0.1:8545; for an address that holds a key use --rpc-file"
                            + " or SNARK4J_RPC.")
    private @Nullable String rpc;

    @Option(names = "--rpc-file", paramLabel = "<file>", description = "File whose first line is the node's address.")
    private @Nullable Path rpcFile;

    /** @return whether the command line says which */
    public boolean isNamed() {
        return rpc != null || rpcFile != null;
    }

    /**
     * @return the node's address, http or https
     * @throws RefusedException if none is given, or something else
     * @throws IOException if the file cannot be read
     */
    public URI address() throws IOException {
        String text = rpc != null ? rpc : rpcFile != null ? KeyFile.firstLine(rpcFile) : System.getenv(VARIABLE);
        if (text == null) {
            throw new RefusedException("no Ethereum node: give --rpc <url>, --rpc-file <file> or " + VARIABLE);
        }
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Its message would show the address.
        }
        throw new RefusedException("the Ethereum node's address (--rpc, --rpc-file or " + VARIABLE
                + "): expected http://... or https://...");
    }
}
