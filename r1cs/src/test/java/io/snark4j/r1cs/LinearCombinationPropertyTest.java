package io.snark4j.r1cs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LinearCombinationPropertyTest {
    private static final int WIRES = 6;

    record Term(int wire, long coefficient) {}

    @Provide
    Arbitrary<List<Term>> terms() {
        // Few wires and small coefficients of both signs, so that terms meet and cancel.
        Arbitrary<Term> term = Combinators.combine(
                        Arbitraries.integers().between(0, WIRES - 1),
                        Arbitraries.longs().between(-3, 3))
                .as(Term::new);
        return term.list().ofMaxSize(20);
    }

    private static LinearCombination combination(List<Term> terms) {
        LinearCombination.Builder builder = LinearCombination.builder();
        terms.forEach(term -> builder.add(term.wire, Fr.of(term.coefficient)));
        return builder.build();
    }

    private static Map<Integer, Fr> sum(List<Term> terms) {
        Map<Integer, Fr> sum = new TreeMap<>();
        terms.forEach(term -> sum.merge(term.wire, Fr.of(term.coefficient), Fr::add));
        sum.values().removeIf(Fr::isZero);
        return sum;
    }

    private static FrVector values(long seed) {
        Random random = new Random(seed);
        FrVector values = new FrVector(WIRES);
        for (int i = 0; i < WIRES; i++) {
            values.set(i, Fr.random(random));
        }
        values.set(0, Fr.ONE);
        return values;
    }

    @Property
    void is_canonical(@ForAll("terms") List<Term> terms) {
        LinearCombination combination = combination(terms);
        Map<Integer, Fr> read = new TreeMap<>();
        for (int i = 0; i < combination.size(); i++) {
            assertThat(i == 0 || combination.wire(i - 1) < combination.wire(i)).isTrue();
            read.put(combination.wire(i), combination.coefficient(i));
        }
        assertThat(read).isEqualTo(sum(terms));
        assertThat(combination.constantTerm()).isEqualTo(sum(terms).getOrDefault(0, Fr.ZERO));
    }

    @Property
    void adding_term_by_term_gives_the_same(@ForAll("terms") List<Term> terms) {
        LinearCombination sum = LinearCombination.ZERO;
        for (Term term : terms) {
            sum = sum.plus(LinearCombination.of(term.wire, Fr.of(term.coefficient)));
        }
        assertThat(sum).isEqualTo(combination(terms)).hasSameHashCodeAs(combination(terms));
    }

    @Property
    void evaluates_linearly(
            @ForAll("terms") List<Term> left,
            @ForAll("terms") List<Term> right,
            @ForAll long seed,
            @ForAll long factor) {
        FrVector w = values(seed);
        LinearCombination a = combination(left);
        LinearCombination b = combination(right);
        Fr k = Fr.of(factor);
        assertThat(a.plus(b).evaluate(w)).isEqualTo(a.evaluate(w).add(b.evaluate(w)));
        assertThat(a.minus(b).evaluate(w)).isEqualTo(a.evaluate(w).sub(b.evaluate(w)));
        assertThat(a.times(k).evaluate(w)).isEqualTo(a.evaluate(w).mul(k));
        assertThat(a.neg()).isEqualTo(LinearCombination.ZERO.minus(a));
        assertThat(a.minus(a)).isEqualTo(LinearCombination.ZERO);
        assertThat(LinearCombination.builder().add(a, k).add(b, k).build())
                .isEqualTo(a.plus(b).times(k));
    }

    @Property
    void knows_whether_it_is_constant(@ForAll("terms") List<Term> terms) {
        Map<Integer, Fr> sum = sum(terms);
        assertThat(combination(terms).isConstant())
                .isEqualTo(sum.keySet().stream().allMatch(wire -> wire == 0));
        assertThat(combination(terms).highestWire())
                .isEqualTo(sum.keySet().stream().mapToInt(wire -> wire).max().orElse(-1));
    }

    @Example
    void reads_as_text() {
        assertThat(combination(List.of(new Term(2, 3), new Term(0, 5)))).hasToString("5 + 3·w2");
        assertThat(LinearCombination.ZERO).hasToString("0");
    }

    @Example
    void refuses_a_negative_wire() {
        assertThatThrownBy(() -> LinearCombination.of(-1, Fr.ONE)).hasMessage("wire -1 is negative");
    }
}
