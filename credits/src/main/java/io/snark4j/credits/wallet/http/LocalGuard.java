package io.snark4j.credits.wallet.http;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in programs of this machine, and no page of the web that runs in its browser. A page reaches a local port in two ways: by its own name, pointed at
 * 127.0.0.1 (DNS rebinding), which the Host header shows; or by the port's address from another origin, which browsers show in Origin or Sec-Fetch-Site.
 *
 * <p>Other users of the machine reach the port as well: a key keeps them out.
 */
final class LocalGuard {
    private final Set<String> hosts;
    private final Optional<byte[]> authorization;

    LocalGuard(int port, Optional<String> key) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        this.authorization = key.map(text -> ("Bearer " + text).getBytes(StandardCharsets.UTF_8));
    }

    /** Why a request is not let in, empty if it is. */
    Optional<String> refusal(InetAddress from, Headers headers) {
        if (!from.isLoopbackAddress()) {
            return Optional.of("the wallet answers this machine alone");
        }
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.getFirst())) {
            return Optional.of(
                    "Host: expected one of " + hosts.stream().sorted().toList());
        }
        List<String> origin = headers.getOrDefault("Origin", List.of());
        if (!origin.stream().allMatch(this::isOwn)) {
            return Optional.of("Origin: pages of other origins are not served");
        }
        String site = headers.getFirst("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return Optional.of("Sec-Fetch-Site: pages of other sites are not served");
        }
        return Optional.empty();
    }

    private boolean isOwn(String origin) {
        return origin.startsWith("http://") && hosts.contains(origin.substring("http://".length()));
    }

    /** Whether the caller knows the key, if there is one. */
    boolean isAuthorized(Headers headers) {
        String given = headers.getFirst("Authorization");
        return authorization
                .map(expected ->
                        given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8)))
                .orElse(true);
    }
}
