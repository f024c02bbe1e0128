package io.snark4j.field;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * Scratch that is kept from call to call, as long as memory lasts. Taken once a thread and call, without a lock; at most as many
 * objects are kept as were ever in use at once. Whoever gives one back has cleared it. Thread-safe.
 *
 * @param <T> the scratch
 */
public final class ScratchPool<T> {
    private final ConcurrentLinkedDeque<SoftReference<T>> kept = new ConcurrentLinkedDeque<>();
    private final Supplier<T> maker;

    /**
     * An empty pool.
     *
     * @param maker called whenever nothing is kept
     */
    public ScratchPool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** {@return scratch that nobody else has until it is given back} */
    public T take() {
        for (SoftReference<T> reference = kept.pollFirst(); reference != null; reference = kept.pollFirst()) {
            T scratch = reference.get();
            if (scratch != null) {
                return scratch;
            }
        }
        return maker.get();
    }

    /**
     * Keeps scratch for the next one who takes some.
     *
     * @param scratch cleared
     */
    public void give(T scratch) {
        kept.addFirst(new SoftReference<>(scratch));
    }
}
