package io.snark4j.credits.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.credits.ethereum.Ethereum;
import io.snark4j.credits.ethereum.NodeRefusalException;
import io.snark4j.field.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A vault's events and its first block, from a node that limits what it answers. */
@Tag("peers")
final class VaultEventReaderContractTest {
    private static final long BLOCKS = 1_000;

    @AutoClose
    private static final TestChain chain = new TestChain();

    private static TestVault test;
    private static List<VaultEvent> all;
    private static long head;

    private LimitedNode node;
    private Ethereum limited;
    private CreditVault vault;
    private final List<VaultEvent> read = new ArrayList<>();

    @BeforeAll
    static void start() {
        chain.node.request("anvil_mine", "0x" + Long.toHexString(BLOCKS));
        test = TestVault.deploy(chain, new TestVault.Terms());
        for (int i = 0; i < 5; i++) {
            test.deposited(1_000);
            chain.node.request("anvil_mine", "0x40");
        }
        head = chain.ethereum.latestBlock().number();
        all = test.vault.events(0, head);
    }

    @BeforeEach
    void limit() throws IOException {
        node = new LimitedNode(chain.anvil.endpoint());
        limited = new Ethereum(node.endpoint());
        vault = CreditVault.at(limited, test.vault.terms().vault());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void readsAllInRangesThatTheNodeGrants() {
        node.mostBlocks = 100;
        new VaultEventReader(vault, 0, 5_000).readTo(head, Progress.SILENT, read::addAll);
        assertThat(read).isEqualTo(all).hasSizeGreaterThan(5);
        // Ranges of 64 to 100 blocks, and one refusal for each time that it tried more.
        assertThat(node.granted).isBetween(head / 100, head / 40);
        assertThat(node.refused).isBetween(1L, 10L);
    }

    @Test
    void goesOnWhereItWas() {
        node.mostBlocks = 200;
        node.questionsLeft = 12;
        VaultEventReader reader = new VaultEventReader(vault, 0, 200);
        assertThatThrownBy(() -> reader.readTo(head + 10_000, Progress.SILENT, read::addAll))
                .isInstanceOf(NodeRefusalException.class);
        long reached = reader.nextBlock();
        assertThat(reached).isPositive();
        node.questionsLeft = Long.MAX_VALUE;
        List<Long> done = new ArrayList<>();
        reader.readTo(head, (phase, from, total) -> done.add(from), read::addAll);
        assertThat(read).isEqualTo(all);
        assertThat(reader.nextBlock()).isGreaterThan(head);
        assertThat(done).isSorted();
    }

    @Test
    void aRangeWhoseTakerFailedIsReadAgain() {
        VaultEventReader reader = new VaultEventReader(vault, 0, 5_000);
        assertThatThrownBy(() -> reader.readTo(head, Progress.SILENT, events -> {
                    throw new IllegalStateException("the taker");
                }))
                .hasMessage("the taker");
        reader.readTo(head, Progress.SILENT, read::addAll);
        assertThat(read).isEqualTo(all);
    }

    @Test
    void findsTheFirstBlockOfAVault() {
        long first = limited.creationBlock(vault.terms().vault()).orElseThrow();
        assertThat(first).isGreaterThan(BLOCKS);
        assertThat(vault.events(first, head)).isEqualTo(all);
        // The constructor emits the first key: a block later it is missing.
        assertThat(vault.events(first + 1, head)).hasSizeLessThan(all.size());
        node.pruned = true;
        assertThat(limited.creationBlock(vault.terms().vault())).isEmpty();
    }
}
