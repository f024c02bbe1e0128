package io.snark4j.credits.gateway;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** An answer that one thread adds to while another reads what is there. Thread-safe. */
final class GrowingBody {
    private static final int MAX_PART = 64 << 10;

    private static final class Bytes extends ByteArrayOutputStream {
        byte[] part(int from) {
            return Arrays.copyOfRange(buf, from, Math.min(count, from + MAX_PART));
        }
    }

    private final Bytes bytes = new Bytes();
    private boolean complete;

    synchronized void add(byte[] part, int length) {
        bytes.write(part, 0, length);
        notifyAll();
    }

    /** Nothing is added from now on. */
    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    synchronized int size() {
        return bytes.size();
    }

    synchronized byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** Waits for what follows the first bytes: at most 64 KiB of it, empty once it is complete. */
    synchronized byte[] after(int from) throws InterruptedException {
        while (bytes.size() == from && !complete) {
            wait();
        }
        return bytes.part(from);
    }
}
