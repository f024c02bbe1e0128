package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.credits.ticket.RequestDigest;
import io.snark4j.field.Fr;
import java.time.Duration;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class BodyCacheContractTest {
    private static final SecretKeySpec KEY = key(1);

    private final TestGateway.Clock clock = new TestGateway.Clock();
    private final BodyCache cache = new BodyCache(clock, Duration.ofMinutes(10), 100);

    private static SecretKeySpec key(long nonce) {
        return BodyCache.key(Fr.of(nonce), RequestDigest.of("o", "POST", "/", new byte[0]));
    }

    private static BodyCache.Body body(int length) {
        return new BodyCache.Body(200, "text/plain", new byte[length]);
    }

    @Test
    void onlyTheRequestOpensIt() {
        cache.put(Fr.ONE, KEY, body(5));
        assertThat(cache.find(Fr.ONE, KEY))
                .get()
                .satisfies(found -> assertThat(found.bytes()).hasSize(5));
        assertThat(cache.find(Fr.TWO, KEY)).isEmpty();
        assertThatThrownBy(() -> cache.find(Fr.ONE, key(2))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itForgetsAfterTenMinutes() {
        cache.put(Fr.ONE, KEY, body(5));
        clock.advance(Duration.ofMinutes(9));
        assertThat(cache.find(Fr.ONE, KEY)).isPresent();
        clock.advance(Duration.ofMinutes(1));
        assertThat(cache.find(Fr.ONE, KEY)).isEmpty();
    }

    /** A body takes 16 bytes more than it has. */
    @Test
    void theOldestMakesRoom() {
        cache.put(Fr.of(1), KEY, body(34));
        cache.put(Fr.of(2), KEY, body(34));
        assertThat(cache.find(Fr.of(1), KEY)).isPresent();
        cache.put(Fr.of(3), KEY, body(0));
        assertThat(cache.find(Fr.of(1), KEY)).isEmpty();
        assertThat(cache.find(Fr.of(2), KEY)).isPresent();
        cache.put(Fr.of(4), KEY, body(85));
        assertThat(cache.find(Fr.of(4), KEY)).isEmpty();
        assertThat(cache.find(Fr.of(3), KEY)).isPresent();
    }
}
