// Generated from G1LaneWorker.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

/**
 * One thread's share of a sum in lanes. Entries are sorted by digit into parts of neighbouring buckets, neighbouring parts are
 * taken together while they fit a {@link G2LaneColumns}, and several of those are in work at once, each a round further than the next, so
 * that an inversion serves additions of all of them. Buckets too tall for that are summed in pieces, and the pieces' sums again, so that
 * no input is slow. Scratch, a few MB, is kept from sum to sum.
 */
final class G2LaneWorker {
    private final G2LaneAdder adder = new G2LaneAdder();
    private final BucketEntries entries = new BucketEntries();
    private final G2LaneBuckets buckets = new G2LaneBuckets();
    private final G2LaneList[] lists = {new G2LaneList(), new G2LaneList()};
    private final Flight[] flights = new Flight[G2LaneColumns.ROUNDS + 1];
    private int flying;

    /** Columns, and where their sums are to go: to a list, or to buckets. */
    private static final class Flight {
        final G2LaneColumns columns = new G2LaneColumns();
        int list;
        int firstBucket;
    }

    private static final int TO_BUCKETS = -1;

    G2LaneWorker() {
        for (int i = 0; i < flights.length; i++) {
            flights[i] = new Flight();
        }
    }

    /** The outputs of the buckets [first, first + count) of some windows. */
    void sumWindows(
            G2MsmTerms terms,
            MsmScalars scalars,
            SignedDigits digits,
            int firstWindow,
            int windows,
            int first,
            int count,
            int indexBits) {
        entries.sortDigits(
                scalars,
                terms.positions(),
                terms.count(),
                terms.shift(),
                indexBits,
                digits,
                firstWindow,
                windows,
                first,
                count);
        buckets.begin(windows * count);
        int columns = entries.columnBits();
        for (int part = 0; part < entries.parts(); ) {
            int from = entries.start(part);
            int next = part + 1;
            while (next < entries.parts()
                    && entries.start(next + 1) - from <= G2LaneColumns.CAPACITY
                    && (next + 1 - part) << columns <= G2LaneColumns.COLUMNS) {
                next++;
            }
            sum(terms.points(), entries, from, entries.start(next), part, (next - part) << columns, part << columns, 0);
            part = next;
        }
        drain();
        buckets.fold(windows, count, adder);
    }

    /** Hands out what {@link #sumWindows} left of a window. */
    void collect(int window, int count, G2LaneTotals totals, int firstOutput) {
        buckets.collect(window, count, totals, firstOutput);
    }

    /** The sum of the terms [from, to) whose scalars are ±1. */
    void sumUnits(G2MsmTerms terms, int from, int to, G2LaneTotals totals, int output) {
        entries.takeUnits(terms.units(), from, to);
        buckets.begin(1);
        sum(terms.points(), entries, 0, to - from, 0, 1, 0, 0);
        drain();
        buckets.collectOne(0, totals, output);
    }

    G2LaneAdder adder() {
        return adder;
    }

    /** Overwrites what tells scalars. */
    void clear() {
        entries.clear();
        adder.clear();
        for (Flight flight : flights) {
            flight.columns.clear();
        }
        for (G2LaneList list : lists) {
            list.clear();
        }
        flying = 0;
    }

    // The sums of entries [from, to), which begin in a part, over some buckets.
    // Parts of buckets that are too tall go to a list first.
    private void sum(
            long[] points, BucketEntries source, int from, int to, int part, int count, int firstBucket, int list) {
        if (to - from <= G2LaneColumns.CAPACITY && start(points, source, from, to, part, count, firstBucket, list)) {
            return;
        }
        if (to - from > G2LaneColumns.CAPACITY) {
            lists[list].begin(count);
            for (int i = from; i < to; i += G2LaneColumns.CAPACITY) {
                startToList(points, source, i, Math.min(i + G2LaneColumns.CAPACITY, to), part, count, list);
            }
        }
        drain();
        BucketEntries rest = lists[list].end();
        sum(lists[list].points(), rest, 0, rest.size(), 0, count, firstBucket, 1 - list);
    }

    // True if the sums will go to the buckets; where one was cut they go to the list.
    private boolean start(
            long[] points, BucketEntries source, int from, int to, int part, int count, int firstBucket, int list) {
        Flight flight = flights[flying++];
        boolean whole = flight.columns.load(points, source, from, to, part, count);
        flight.list = whole ? TO_BUCKETS : list;
        flight.firstBucket = firstBucket;
        if (!whole) {
            lists[list].begin(count);
        }
        advance();
        return whole;
    }

    private void startToList(long[] points, BucketEntries source, int from, int to, int part, int count, int list) {
        Flight flight = flights[flying++];
        flight.columns.load(points, source, from, to, part, count);
        flight.list = list;
        advance();
    }

    private void drain() {
        while (flying > 0) {
            advance();
        }
    }

    // One round of all that is in flight, which are then at least one round apart from each other.
    private void advance() {
        for (int i = 0; i < flying; i++) {
            flights[i].columns.schedule(adder);
        }
        adder.finish();
        boolean infinity = adder.takeMadeInfinity();
        for (int i = flying - 1; i >= 0; i--) {
            Flight flight = flights[i];
            if (infinity) {
                flight.columns.expectInfinity();
            }
            if (flight.columns.isDone()) {
                land(flight);
                flights[i] = flights[--flying];
                flights[flying] = flight;
            }
        }
    }

    private void land(Flight flight) {
        if (flight.list == TO_BUCKETS) {
            flight.columns.store(buckets, flight.firstBucket);
        } else {
            flight.columns.store(lists[flight.list]);
        }
    }
}
