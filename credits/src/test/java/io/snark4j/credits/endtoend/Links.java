package io.snark4j.credits.endtoend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Looks for what links requests: a value that two observations of one wallet share, one a request at least, and that no other wallet has. */
final class Links {
    private final List<Observation> observations;

    /** A value and those who have it. */
    record Link(String value, List<Observation> between) {
        int wallet() {
            return between.getFirst().wallet;
        }
    }

    Links(List<Observation> observations) {
        this.observations = observations;
    }

    List<Link> find() {
        List<Link> links = new ArrayList<>(of(observation -> observation.values));
        Set<String> commonHalves = new HashSet<>();
        index(observation -> observation.halves).forEach((half, who) -> {
            if (wallets(who) > 1) {
                commonHalves.add(half);
            }
        });
        of(observation -> observation.grams).stream()
                .filter(link -> Observation.isOwn(link.value(), commonHalves))
                .forEach(links::add);
        return links;
    }

    private List<Link> of(Function<Observation, Set<String>> part) {
        List<Link> links = new ArrayList<>();
        index(part).forEach((value, who) -> {
            boolean request = who.stream().anyMatch(one -> one.kind == Observation.Kind.REQUEST);
            if (who.size() > 1 && request && wallets(who) == 1) {
                links.add(new Link(value, who));
            }
        });
        return links;
    }

    private Map<String, List<Observation>> index(Function<Observation, Set<String>> part) {
        Map<String, List<Observation>> index = new HashMap<>();
        for (Observation observation : observations) {
            for (String value : part.apply(observation)) {
                index.computeIfAbsent(value, _ -> new ArrayList<>(1)).add(observation);
            }
        }
        return index;
    }

    private static long wallets(List<Observation> who) {
        return who.stream().mapToInt(one -> one.wallet).distinct().count();
    }
}
