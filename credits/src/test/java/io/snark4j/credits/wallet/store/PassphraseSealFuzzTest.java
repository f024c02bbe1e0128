package io.snark4j.credits.wallet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PassphraseSealFuzzTest {
    private static final PassphraseSeal.Cost CHEAP = new PassphraseSeal.Cost(8, 1, 1);
    private static final byte[] CONTENT = {1, 2, 3};

    private static byte[] seal(String passphrase) {
        return PassphraseSeal.seal(Passphrase.of(passphrase.toCharArray()), "backup", CONTENT, CHEAP);
    }

    private static byte[] open(String passphrase, String purpose, byte[] bytes) {
        return PassphraseSeal.open(Passphrase.of(passphrase.toCharArray()), purpose, bytes);
    }

    @Test
    void opensWhatItSealed() {
        assertThat(open("a", "backup", seal("a"))).isEqualTo(CONTENT);
        byte[] usual =
                PassphraseSeal.seal(Passphrase.of("a".toCharArray()), "backup", CONTENT, PassphraseSeal.Cost.DEFAULT);
        assertThat(open("a", "backup", usual)).isEqualTo(CONTENT);
    }

    /** é as one character and as e with an accent are one passphrase. */
    @Test
    void takesComposedAndDecomposedTextForOne() {
        assertThat(open("caf\u0065\u0301", "backup", seal("caf\u00e9"))).isEqualTo(CONTENT);
    }

    @Test
    void noByteCanBeChangedAndNoneLeftOut() {
        byte[] sealed = seal("a");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> open("a", "backup", changed))
                    .as("byte %d", i)
                    .isInstanceOf(StoreException.class);
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> open("a", "backup", cut))
                    .as("cut to %d", i)
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void aBackupIsNoWallet() {
        assertThatThrownBy(() -> open("a", "wallet", seal("a")))
                .isInstanceOf(StoreException.class)
                .hasMessage("not a wallet: it says that it is a backup");
    }

    /** Refused before anything is allocated. */
    @Test
    void refusesCostsThatNobodyAsksFor() {
        byte[] sealed = seal("a");
        for (int[] cost : new int[][] {{1 << 30, 1, 1}, {8, 65, 1}, {8, 0, 1}, {8, 1, 0}, {-8, 1, 1}, {1000, 1, 17}}) {
            ByteBuffer.wrap(sealed, 18, 12).putInt(cost[0]).putInt(cost[1]).putInt(cost[2]);
            assertThatThrownBy(() -> open("a", "backup", sealed))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("asks for Cost[memoryKib=" + cost[0]);
        }
    }

    @Test
    void saysItsVersion() {
        byte[] sealed = seal("a");
        sealed[9] = 2;
        assertThatThrownBy(() -> open("a", "backup", sealed))
                .hasMessage("backup of version 2, this program knows version 1");
    }
}
