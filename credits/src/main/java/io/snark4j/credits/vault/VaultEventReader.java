package io.snark4j.credits.vault;

import io.snark4j.credits.ethereum.NodeRefusalException;
import io.snark4j.field.Progress;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a vault's events from its first block on, each once, in ranges that the node grants: hosted nodes limit how many blocks or results one question has, and each says so in
 * words of its own. A range that is refused is halved; after some that were granted it is doubled again. What was read is kept when a question fails: the next
 * call goes on there. Not thread-safe.
 */
public final class VaultEventReader {
    private static final int GRANTED_BEFORE_DOUBLING = 8;

    private final CreditVault vault;
    private final long mostBlocks;
    private long span;
    private long next;
    private int granted;

    /**
     * Reads nothing yet.
     *
     * @param vault whose events
     * @param firstBlock of the vault, or earlier
     * @param mostBlocks in one question, at least 1
     */
    public VaultEventReader(CreditVault vault, long firstBlock, long mostBlocks) {
        this.vault = vault;
        this.next = firstBlock;
        this.mostBlocks = mostBlocks;
        this.span = mostBlocks;
    }

    /** @return the first block that was not read */
    public long nextBlock() {
        return next;
    }

    /**
     * Reads on.
     *
     * @param head last block to read
     * @param progress hears how many blocks are read
     * @param taker gets the events of each range, oldest first; if it throws, it gets them again
     * @throws io.snark4j.credits.ethereum.EthereumException if the node does not answer, or refuses a single block
     * @throws io.snark4j.field.MalformedInputException if an event is not of a vault
     */
    public void readTo(long head, Progress progress, Consumer<List<VaultEvent>> taker) {
        long first = next;
        while (next <= head) {
            // What one question answers is not worth a line.
            if (head - first >= span) {
                progress.report("reading the vault's events", next - first, head - first + 1);
            }
            long last = Math.min(head, next + span - 1);
            try {
                taker.accept(vault.events(next, last));
            } catch (NodeRefusalException e) {
                if (last == next) {
                    throw e;
                }
                span = (last - next + 1) / 2;
                granted = 0;
                continue;
            }
            next = last + 1;
            if (++granted >= GRANTED_BEFORE_DOUBLING) {
                span = Math.min(mostBlocks, 2 * span);
                granted = 0;
            }
        }
    }
}
