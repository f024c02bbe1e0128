package io.snark4j.credits.gateway;

import io.snark4j.field.Fr;
import java.util.HashSet;
import java.util.Set;

/**
 * Room for callers who ask for a request again. They paid once and prove nothing, and may wait for minutes or read slowly: so one at a time for each request, and few in all,
 * whose places are not those of callers who pay. Thread-safe.
 */
final class Retries {
    private final int most;
    private final Set<Fr> asking = new HashSet<>();

    /** Room for so many. */
    Retries(int most) {
        this.most = most;
    }

    /** Runs what answers a retry. Throws RefusedException STILL_RUNNING if the request is being asked for already, or there is no room. */
    void one(Fr nullifier, Runnable answering) {
        enter(nullifier);
        try {
            answering.run();
        } finally {
            leave(nullifier);
        }
    }

    private synchronized void enter(Fr nullifier) {
        if (asking.size() >= most) {
            throw new RefusedException(
                    Refusal.STILL_RUNNING, "too many ask for requests that were admitted: ask again");
        }
        if (!asking.add(nullifier)) {
            throw new RefusedException(Refusal.STILL_RUNNING, "another caller is asking for this request: ask again");
        }
    }

    private synchronized void leave(Fr nullifier) {
        asking.remove(nullifier);
    }
}
