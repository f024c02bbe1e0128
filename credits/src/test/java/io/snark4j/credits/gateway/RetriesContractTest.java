package io.snark4j.credits.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RetriesContractTest {
    private final Retries retries = new Retries(2);
    private int ran;

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.STILL_RUNNING));
    }

    @Test
    void aRequestIsAskedForByOneAtATime() {
        retries.one(Fr.ONE, () -> {
            refused(() -> retries.one(Fr.ONE, () -> ran++));
            retries.one(Fr.TWO, () -> ran++);
        });
        retries.one(Fr.ONE, () -> ran++);
        assertThat(ran).isEqualTo(2);
    }

    @Test
    void thereIsRoomForFewAndItIsGivenBack() {
        retries.one(Fr.ONE, () -> retries.one(Fr.TWO, () -> refused(() -> retries.one(Fr.of(3), () -> ran++))));
        assertThatThrownBy(() -> retries.one(Fr.ONE, () -> {
                    throw new IllegalStateException("answer");
                }))
                .hasMessage("answer");
        retries.one(Fr.ONE, () -> retries.one(Fr.TWO, () -> ran++));
        assertThat(ran).isOne();
    }
}
