package io.snark4j.credits.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.Fr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Five tickets that a provider withholds, asked for over a day. */
final class RetryRhythmContractTest {
    private static final Duration ROUND = Duration.ofSeconds(15);

    private Instant now = Instant.EPOCH;
    private final RetryRhythm rhythm = new RetryRhythm(() -> now, new Random(5));
    private final Map<Integer, List<Instant>> asked = new HashMap<>();

    private static List<SignedTicket> open(int... notes) {
        return IntStream.of(notes)
                .mapToObj(note -> new SignedTicket(note, 3, Fr.ONE, Fr.ONE, new byte[0]))
                .toList();
    }

    private void go(Duration time, List<SignedTicket> open) {
        for (Instant end = now.plus(time); now.isBefore(end); now = now.plus(ROUND)) {
            rhythm.due(open).ifPresent(ticket -> {
                asked.computeIfAbsent(ticket.note(), note -> new ArrayList<>()).add(now);
                rhythm.failed(ticket, false);
            });
        }
    }

    private List<Integer> orderOf(int time) {
        return asked.keySet().stream()
                .sorted((a, b) -> asked.get(a).get(time).compareTo(asked.get(b).get(time)))
                .toList();
    }

    @Test
    void oneIsAskedForAtOnceAndTheOthersInTheMinutesThatFollow() {
        go(ROUND, open(0, 1, 2, 3, 4));
        assertThat(asked).hasSize(1);
        go(RetryRhythm.SPREAD.plus(ROUND.multipliedBy(5)), open(0, 1, 2, 3, 4));
        assertThat(asked).hasSize(5);
    }

    @Test
    void pausesGrowAndNeitherTimesNorOrderComeAgain() {
        go(Duration.ofDays(1), open(0, 1, 2, 3, 4));
        for (List<Instant> times : asked.values()) {
            Duration first = Duration.between(times.get(0), times.get(1));
            Duration last = Duration.between(times.get(times.size() - 2), times.getLast());
            assertThat(first).isLessThan(RetryRhythm.SHORTEST.multipliedBy(3));
            assertThat(last).isBetween(Duration.ofHours(1), RetryRhythm.LONGEST.multipliedBy(2));
        }
        assertThat(new HashSet<>(IntStream.range(0, 8).mapToObj(this::orderOf).toList()))
                .hasSizeGreaterThan(4);
    }

    @Test
    void anotherTicketOfANoteHasATimeOfItsOwn() {
        SignedTicket first = open(0).getFirst();
        assertThat(rhythm.due(List.of(first))).isPresent();
        rhythm.failed(first, true);
        assertThat(rhythm.due(List.of(first))).isEmpty();
        SignedTicket next = new SignedTicket(0, 4, Fr.ONE, Fr.ONE, new byte[0]);
        assertThat(rhythm.due(List.of(next))).isEqualTo(Optional.of(next));
    }
}
