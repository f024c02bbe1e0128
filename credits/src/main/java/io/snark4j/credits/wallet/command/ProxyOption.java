package io.snark4j.credits.wallet.command;

import io.snark4j.credits.wallet.WalletSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which way requests go to the gateway. */
final class ProxyOption {
    private static final String NONE = "none";

    @Option(
            names = "--proxy",
            paramLabel = "<url>",
            description = "Reach the gateway through socks5://host:port, such as Tor's socks5://127.0.0.1:9050, or"
                    + " http://host:port, from now on; none ends it.")
    private @Nullable String proxy;

    /** For a wallet that is made. */
    String address() {
        return proxy == null || proxy.equals(NONE) ? "" : proxy;
    }

    /** For a wallet that knows a way already. */
    void applyTo(WalletSession session) {
        if (proxy != null) {
            session.useProxy(address());
        }
    }
}
