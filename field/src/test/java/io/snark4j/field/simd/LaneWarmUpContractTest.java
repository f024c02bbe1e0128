package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LaneWarmUpContractTest {
    private static final long SCALAR = 16_000;
    private static final long LANES = 4_000;
    private static final long COLD_LANES = 400_000;

    private static int roundsUntilDecided(LaneWarmUp.Score score, Random random, int busyPercent, int most) {
        for (int round = 1; round <= most; round++) {
            long scalar = SCALAR + (random.nextInt(100) < busyPercent ? 100_000 : 0);
            long lanes = LANES + (random.nextInt(100) < busyPercent ? 100_000 : 0);
            if (score.isDecidedBy(scalar, lanes)) {
                return round;
            }
        }
        return most;
    }

    @Test
    void aBusyMachineDelaysTheDecisionAndDoesNotPreventIt() {
        assertThat(roundsUntilDecided(new LaneWarmUp.Score(), new Random(1), 0, 1_000))
                .isEqualTo(8);
        for (int seed = 0; seed < 50; seed++) {
            assertThat(roundsUntilDecided(new LaneWarmUp.Score(), new Random(seed), 40, 1_000))
                    .as("seed %d", seed)
                    .isLessThan(200);
        }
    }

    @Test
    void lanesThatAreNotCompiledYetAreNotChosen() {
        var score = new LaneWarmUp.Score();
        for (int round = 0; round < 1_000; round++) {
            assertThat(score.isDecidedBy(SCALAR, COLD_LANES)).isFalse();
        }
        assertThat(roundsUntilDecided(score, new Random(1), 0, 1_000)).isEqualTo(8);
    }

    /** A try that comes to nothing is followed by another, after four times as much work. */
    @Test
    void whatWasGivenUpIsTriedAgain() throws InterruptedException {
        var contest = new Spinning();
        var warmUp = new LaneWarmUp("test", 4, contest, 100_000_000L);
        warmUp.run();
        assertThat(warmUp.isReady()).isFalse();
        contest.compiled = true;
        assertThat(warmUp.useLanes(15)).isFalse();
        long end = System.nanoTime() + 10_000_000_000L;
        while (!warmUp.useLanes(1) && Lanes.COUNT > 0 && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        // Without lanes there is nothing to choose.
        assertThat(warmUp.isReady()).isEqualTo(Lanes.COUNT > 0);
    }

    private static final class Spinning implements LaneWarmUp.Contest {
        private volatile boolean compiled;

        @Override
        public void runScalar() {
            spin(3);
        }

        @Override
        public void runInLanes() {
            spin(compiled ? 0 : 6);
        }

        private static void spin(long millis) {
            long end = System.nanoTime() + millis * 1_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }
}
