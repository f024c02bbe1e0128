package io.snark4j.credits.gateway;

import java.util.Locale;

/**
 * Says when the watcher of exits falls behind: while it does, an exit from an old state may go by unseen, and the gateway admits nothing. The follower itself may
 * be stuck in a call, so another thread must look. One line when the state changes, none while it stays.
 */
public final class WatcherAlarm {
    private static final System.Logger LOG = System.getLogger(WatcherAlarm.class.getName());

    /** How the watcher stands. */
    enum State {
        /** At the head. */
        CURRENT(System.Logger.Level.INFO),
        /** Half of the time is over after which it is behind. */
        SLOW(System.Logger.Level.WARNING),
        /** The gateway admits nothing. */
        BEHIND(System.Logger.Level.ERROR);

        private final System.Logger.Level level;

        State(System.Logger.Level level) {
            this.level = level;
        }
    }

    private final VaultFollower follower;
    private final Metrics metrics;
    private State state = State.CURRENT;

    /**
     * Shows the lag in two gauges, watcher_silence_seconds and watcher_head_age_seconds.
     *
     * @param follower that is watched
     * @param metrics to show it in
     */
    public WatcherAlarm(VaultFollower follower, Metrics metrics) {
        this.follower = follower;
        this.metrics = metrics;
        metrics.gauge("watcher_silence_seconds", () -> follower.lag().silence().toSeconds());
        metrics.gauge("watcher_head_age_seconds", () -> follower.lag().headAge().toSeconds());
    }

    /** Looks once. To be called every few seconds, by one thread at a time. */
    public void look() {
        VaultFollower.Lag lag = follower.lag();
        State now = state(lag);
        if (now == state) {
            return;
        }
        state = now;
        if (now == State.BEHIND) {
            metrics.count("watcher_alarms");
        }
        LOG.log(
                now.level,
                "event=watcher_{0} silence_s={1} head_age_s={2}",
                now.name().toLowerCase(Locale.ROOT),
                Long.toString(lag.silence().toSeconds()),
                Long.toString(lag.headAge().toSeconds()));
    }

    private State state(VaultFollower.Lag lag) {
        if (!follower.isCurrent()) {
            return State.BEHIND;
        }
        boolean slow = lag.silence().multipliedBy(2).compareTo(follower.maxSilence()) > 0;
        return slow ? State.SLOW : State.CURRENT;
    }
}
