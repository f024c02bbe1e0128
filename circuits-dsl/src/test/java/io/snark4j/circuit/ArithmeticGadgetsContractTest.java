package io.snark4j.circuit;

import io.snark4j.field.Fr;
import java.util.Random;
import java.util.stream.Stream;

/** Products, quotients, and what tells whether they exist. */
class ArithmeticGadgetsContractTest extends GadgetContract {
    static Stream<Case> cases() {
        Fr random = Fr.random(new Random(1));
        return Stream.of(
                new Case(
                        "mul",
                        1,
                        one((api, in) -> api.mul(in[0], in[1])),
                        in -> new Fr[] {in[0].mul(in[1])},
                        rows(of(3, 5), of(0, 4), new Fr[] {LAST, random}),
                        rows()),
                new Case(
                        "square",
                        1,
                        one((api, in) -> api.square(in[0])),
                        in -> new Fr[] {in[0].square()},
                        rows(of(3), of(0), new Fr[] {LAST}),
                        rows()),
                new Case(
                        "inverse",
                        1,
                        one((api, in) -> api.inverse(in[0])),
                        in -> new Fr[] {in[0].inverse()},
                        rows(of(3), of(1), new Fr[] {LAST}, new Fr[] {random}),
                        rows(of(0))),
                new Case(
                        "div",
                        2,
                        one((api, in) -> api.div(in[0], in[1])),
                        in -> new Fr[] {in[0].div(in[1])},
                        rows(of(6, 3), of(0, 5), new Fr[] {random, LAST}),
                        rows(of(1, 0), of(0, 0))),
                asserting(
                        "assertProduct",
                        1,
                        (api, in) -> api.assertProduct(in[0], in[1], in[2]),
                        rows(of(2, 3, 6)),
                        rows(of(2, 3, 7))),
                asserting(
                        "assertNotZero",
                        1,
                        (api, in) -> api.assertNotZero(in[0]),
                        rows(of(1), new Fr[] {LAST}),
                        rows(of(0))),
                asserting(
                        "assertDifferent",
                        1,
                        (api, in) -> api.assertDifferent(in[0], in[1]),
                        rows(of(1, 2), new Fr[] {LAST, Fr.ZERO}),
                        rows(of(3, 3))),
                new Case(
                        "isZero",
                        2,
                        one((api, in) -> api.isZero(in[0])),
                        in -> new Fr[] {bool(in[0].isZero())},
                        rows(of(0), of(1), new Fr[] {LAST}, new Fr[] {random}),
                        rows()),
                new Case(
                        "isEqual",
                        2,
                        one((api, in) -> api.isEqual(in[0], in[1])),
                        in -> new Fr[] {bool(in[0].equals(in[1]))},
                        rows(of(0, 0), of(1, 0), new Fr[] {LAST, LAST}, new Fr[] {random, LAST}),
                        rows()));
    }
}
