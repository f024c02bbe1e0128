package io.snark4j.credits.wallet;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the provider is reached through.
 *
 * @param kind how to talk to it
 * @param host its name or address, which this machine resolves
 * @param port its port
 */
record ProxyAddress(Kind kind, String host, int port) {
    /** Protocols of proxies. */
    enum Kind {
        /** RFC 1928: Tor's, and {@code ssh -D}. */
        SOCKS5,
        /** RFC 9110, CONNECT for https. */
        HTTP
    }

    /** Empty for no proxy; throws WalletException for anything but {@code socks5://host:port} and {@code http://host:port}. */
    static Optional<ProxyAddress> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text);
            boolean bare = uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && (uri.getPath() == null
                            || uri.getPath().isEmpty()
                            || uri.getPath().equals("/"));
            if (bare && uri.getHost() != null && uri.getPort() > 0 && uri.getScheme() != null) {
                Kind kind = Kind.valueOf(uri.getScheme().toUpperCase(Locale.ROOT));
                return Optional.of(new ProxyAddress(kind, uri.getHost(), uri.getPort()));
            }
        } catch (IllegalArgumentException _) {
            // Said below: the message of this would show the text, in which somebody may have put a password.
        }
        throw new WalletException(
                "the proxy's address: expected socks5://host:port or http://host:port, without a user");
    }

    InetSocketAddress resolved() {
        return new InetSocketAddress(host, port);
    }
}
