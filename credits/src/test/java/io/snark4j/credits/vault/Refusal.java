package io.snark4j.credits.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests say of calls that the vault refuses. */
final class Refusal {
    private Refusal() {}

    static void assertRefused(String error, ThrowingCallable call) {
        VaultException refused = catchThrowableOfType(VaultException.class, call);
        assertThat(refused).as("refused with " + error).isNotNull();
        assertThat(refused.error()).isEqualTo(error);
    }

    /** Values are numbers of any kind. */
    static void assertRefused(String error, List<?> values, ThrowingCallable call) {
        VaultException refused = catchThrowableOfType(VaultException.class, call);
        assertThat(refused).as("refused with " + error).isNotNull();
        Stream<BigInteger> numbers = values.stream().map(value -> new BigInteger(value.toString()));
        assertThat(refused.error() + refused.values()).isEqualTo(error + numbers.toList());
    }
}
