package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import java.util.List;
import java.util.Map;

/** A circuit for each gadget on points, and inputs for them. */
final class BabyJubjubCircuits {
    private BabyJubjubCircuits() {}

    record OnCurve(@Public BabyJubjubVar p) implements Circuit {
        @Override
        public void define(Api api) {
            BabyJubjubGadget.assertOnCurve(api, p);
        }
    }

    record InSubgroup(@Public BabyJubjubVar p) implements Circuit {
        @Override
        public void define(Api api) {
            BabyJubjubGadget.assertInSubgroup(api, p);
        }
    }

    record Sum(@Public BabyJubjubVar sum, BabyJubjubVar p, BabyJubjubVar q) implements Circuit {
        @Override
        public void define(Api api) {
            BabyJubjubGadget.assertOnCurve(api, p);
            BabyJubjubGadget.assertOnCurve(api, q);
            BabyJubjubGadget.assertEqual(api, sum, BabyJubjubGadget.add(api, p, q));
        }
    }

    record Twice(@Public BabyJubjubVar sum, BabyJubjubVar p) implements Circuit {
        @Override
        public void define(Api api) {
            BabyJubjubGadget.assertOnCurve(api, p);
            BabyJubjubGadget.assertEqual(api, sum, BabyJubjubGadget.twice(api, p));
        }
    }

    /** The base point of EdDSA by so many bits. */
    record Fixed(@Public BabyJubjubVar product, List<Var> bits) implements Circuit {
        @Override
        public void define(Api api) {
            BabyJubjubGadget.assertEqual(
                    api, product, BabyJubjubGadget.mulFixed(api, BabyJubjubPoint.BASE8, bits.toArray(Var[]::new)));
        }
    }

    /** A point of order l by so many bits. */
    record Variable(@Public BabyJubjubVar product, BabyJubjubVar point, List<Var> bits) implements Circuit {
        @Override
        public void define(Api api) {
            BabyJubjubGadget.assertInSubgroup(api, point);
            api.assertNotZero(point.x());
            BabyJubjubGadget.assertEqual(api, product, BabyJubjubGadget.mul(api, point, bits.toArray(Var[]::new)));
        }
    }

    record Signed(
            @Public BabyJubjubVar publicKey,
            BabyJubjubVar r8,
            Var s,
            @Public Var message) implements Circuit {
        @Override
        public void define(Api api) {
            EddsaPoseidonGadget.assertValid(api, publicKey, r8, s, message);
        }
    }

    static Map<String, Fr> point(BabyJubjubPoint point) {
        return Map.of("x", point.x(), "y", point.y());
    }

    static Map<String, Fr> point(Fr x, Fr y) {
        return Map.of("x", x, "y", y);
    }

    static List<Fr> bits(java.math.BigInteger scalar, int n) {
        return java.util.stream.IntStream.range(0, n)
                .mapToObj(i -> scalar.testBit(i) ? Fr.ONE : Fr.ZERO)
                .toList();
    }
}
