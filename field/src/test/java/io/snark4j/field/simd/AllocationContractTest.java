package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.snark4j.field.NttDomain;
import io.snark4j.field.NttVector;
import io.snark4j.field.Work;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compiled kernels allocate nothing: vectors that escape to the heap would show here first. Only for lanes that the processor has; others are objects
 * for ever.
 */
@Tag("lanes")
@Tag("hardware")
class AllocationContractTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BLOCKS = 8;
    private static final long FEW_OBJECTS = 2048;
    private static final long LIMIT_NANOS = 60_000_000_000L;

    @ParameterizedTest
    @MethodSource
    void kernelsAllocateNothing(Runnable kernel) {
        assertThat(bytesWhenCompiled(kernel, 2000, 0)).isZero();
    }

    static Stream<Named<Runnable>> kernelsAllocateNothing() {
        return Stream.of(LaneField.values()).flatMap(AllocationContractTest::kernels);
    }

    private static Stream<Named<Runnable>> kernels(LaneField field) {
        int run = BLOCKS * FpLanes.BLOCK;
        double[] a = new double[run];
        double[] out = new double[run];
        long[] packed = new long[4 * BLOCKS * Lanes.COUNT];
        LaneScratch scratch = new LaneScratch();
        return Stream.of(
                Named.of(field + " mul", () -> field.mul.apply(out, 0, a, 0, a, 0, BLOCKS, scratch)),
                Named.of(field + " square", () -> field.square.apply(out, 0, a, 0, BLOCKS, scratch)),
                Named.of(field + " add", () -> field.linear.get(0).apply(out, 0, a, 0, a, 0, BLOCKS)),
                Named.of(field + " subLazy", () -> field.linear.get(3).apply(out, 0, a, 0, a, 0, BLOCKS)),
                Named.of(field + " reduce", () -> field.reduce.apply(out, 0, a, 0, BLOCKS)),
                Named.of(field + " unpack", () -> field.unpack.apply(out, 0, packed, 0, 4, BLOCKS)),
                Named.of(field + " pack", () -> field.pack.apply(packed, 0, 4, a, 0, BLOCKS)));
    }

    /** A transform of one thread allocates a few objects however long it is. */
    @ParameterizedTest
    @MethodSource
    void transformsAllocateNoVectors(Runnable transform) {
        assertThat(bytesWhenCompiled(transform, 20, 20 * FEW_OBJECTS)).isLessThanOrEqualTo(20 * FEW_OBJECTS);
    }

    static Stream<Named<Runnable>> transformsAllocateNoVectors() {
        Work alone = Work.ofThreads(1);
        NttVector vector = NttDomain.of(12).vector();
        return Stream.of(
                Named.of("forward", () -> vector.forward(alone)), Named.of("inverse", () -> vector.inverse(alone)));
    }

    // The bytes of some calls once the compiler has done its work; the least of all tries if they never are so few.
    private static long bytesWhenCompiled(Runnable kernel, int calls, long few) {
        long end = System.nanoTime() + LIMIT_NANOS;
        long least = Long.MAX_VALUE;
        while (least > few && System.nanoTime() < end) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < calls; i++) {
                kernel.run();
            }
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
