package io.snark4j.credits.wallet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When open tickets are asked for again. Whoever withholds several settlements would see the same nullifiers come together, in the same order, again and again, and know that they are one
 * wallet's: so each ticket has times of its own, drawn at random and ever farther apart, and no two come at once. Nothing of it is durable: after a start one ticket is asked for,
 * and the others in the minutes that follow. Thread-safe.
 */
final class RetryRhythm {
    /** Within it tickets are asked for that are found beside others. */
    static final Duration SPREAD = Duration.ofMinutes(10);
    /** The first pause, doubled each time; the real one is drawn between half of it and one and a half. */
    static final Duration SHORTEST = Duration.ofSeconds(30);

    static final Duration LONGEST = Duration.ofHours(6);
    /** For what the gateway has refused for good: its operator may think better of it. */
    static final Duration HOPELESS = Duration.ofDays(1);

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<Integer, Waiting> waiting = new HashMap<>();

    private record Waiting(SignedTicket ticket, Instant next, Duration pause) {
        boolean isFor(SignedTicket other) {
            return ticket.note() == other.note() && ticket.index() == other.index();
        }
    }

    RetryRhythm(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** The ticket among these, all that are open and nobody is at work on, whose time has come longest ago; empty if none's has. */
    synchronized Optional<SignedTicket> due(List<SignedTicket> open) {
        waiting.values().removeIf(known -> open.stream().noneMatch(known::isFor));
        Instant now = clock.instant();
        for (SignedTicket ticket : open) {
            Duration first = waiting.isEmpty() ? Duration.ZERO : within(Duration.ZERO, SPREAD);
            waiting.putIfAbsent(ticket.note(), new Waiting(ticket, now.plus(first), SHORTEST));
        }
        return waiting.values().stream()
                .filter(known -> !known.next().isAfter(now))
                .min(Comparator.comparing(Waiting::next))
                .map(Waiting::ticket);
    }

    /** It was asked for in vain; hopeless is what no repetition puts right. */
    synchronized void failed(SignedTicket ticket, boolean hopeless) {
        waiting.computeIfPresent(ticket.note(), (note, known) -> {
            Duration pause = hopeless ? HOPELESS : known.pause();
            Duration doubled = pause.multipliedBy(2);
            Instant next = clock.instant().plus(within(pause.dividedBy(2), pause.plus(pause.dividedBy(2))));
            return new Waiting(known.ticket(), next, doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
        });
    }

    private Duration within(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis()));
    }
}
