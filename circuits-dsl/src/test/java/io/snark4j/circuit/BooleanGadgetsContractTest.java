package io.snark4j.circuit;

import io.snark4j.field.Fr;
import java.util.Random;
import java.util.stream.Stream;

/** What takes or keeps a boolean. */
class BooleanGadgetsContractTest extends GadgetContract {
    static Stream<Case> cases() {
        Fr random = Fr.random(new Random(1));
        return Stream.of(
                asserting(
                        "assertBoolean",
                        1,
                        (api, in) -> api.assertBoolean(in[0]),
                        rows(of(0), of(1)),
                        rows(of(2), new Fr[] {LAST}, new Fr[] {random})),
                new Case(
                        "not",
                        1,
                        one((api, in) -> api.not(in[0])),
                        in -> new Fr[] {Fr.ONE.sub(in[0])},
                        rows(of(0), of(1)),
                        rows(of(2), new Fr[] {LAST})),
                new Case(
                        "select",
                        2,
                        one((api, in) -> api.select(in[0], in[1], in[2])),
                        in -> new Fr[] {in[0].isOne() ? in[1] : in[2]},
                        rows(of(0, 7, 9), of(1, 7, 9), of(1, 7, 7)),
                        rows(of(2, 7, 9), new Fr[] {LAST, Fr.ONE, Fr.TWO})));
    }
}
