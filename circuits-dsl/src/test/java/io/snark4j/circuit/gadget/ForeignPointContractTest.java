package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Incomplete additions: right where they are defined, and refused, rather than anything, where they are not. */
class ForeignPointContractTest {
    private static final Secp256k1Point P = EcdsaCase.G.mul(EcdsaCase.scalar(new Random(1)));
    private static final Secp256k1Point Q = EcdsaCase.G.mul(EcdsaCase.scalar(new Random(2)));

    @FunctionalInterface
    private interface Operation {
        ForeignPoint apply(Api api, ForeignPoint p, ForeignPoint q);
    }

    private static GadgetTrial trial(int results, Operation operation) {
        return ForeignTrial.of(Secp256k1Point.FIELD, 4, results, (api, in) -> {
            ForeignPoint result = operation.apply(api, new ForeignPoint(in[0], in[1]), new ForeignPoint(in[2], in[3]));
            return results == 0
                    ? new Var[0]
                    : List.of(result.x(), result.y()).stream()
                            .flatMap(c -> ForeignFieldGadget.canonicalBits(api, c).stream())
                            .toArray(Var[]::new);
        });
    }

    private static Fr[] bits(Secp256k1Point... points) {
        return ForeignTrial.bits(
                Secp256k1Point.FIELD,
                Arrays.stream(points)
                        .flatMap(point -> List.of(point.x(), point.y()).stream())
                        .toArray(BigInteger[]::new));
    }

    private static void equalsTheNativeTwin(Operation operation, BinaryOperator<Secp256k1Point> twin) {
        GadgetTrial trial = trial(512, operation);
        for (Secp256k1Point q :
                List.of(Q, EcdsaCase.G, P.twice(), P.twice().add(P).neg())) {
            trial.gives(bits(P, q), bits(twin.apply(P, q)));
        }
    }

    @Test
    void sums() {
        equalsTheNativeTwin((api, p, q) -> p.add(api, q), Secp256k1Point::add);
        GadgetTrial trial = trial(0, (api, p, q) -> p.add(api, q));
        trial.accepts(bits(P, P.twice().neg()));
        trial.refuses(bits(P, P));
        trial.refuses(bits(P, P.neg()));
        // Whose x is p + 1 and 1: equal modulo p.
        Secp256k1Point small = EcdsaCase.from(BigInteger.ONE);
        trial.refuses(bits(new Secp256k1Point(small.x().add(EcdsaCase.P), small.y()), small));
        assertThat(trial.cost()).isEqualTo(4 * 256 + 724);
    }

    @Test
    void doublesWithASum() {
        equalsTheNativeTwin(
                (api, p, q) -> p.twiceAdd(api, q), (p, q) -> p.twice().add(q));
        GadgetTrial trial = trial(0, (api, p, q) -> p.twiceAdd(api, q));
        trial.refuses(bits(P, P));
        trial.refuses(bits(P, P.neg()));
        trial.refuses(bits(P, P.twice().neg()));
        assertThat(trial.cost()).isEqualTo(4 * 256 + 1180);
    }

    @Test
    void pointsOffTheCurveAreRefused() {
        GadgetTrial trial = trial(0, (api, p, _) -> {
            p.assertOnCurve(api);
            return p;
        });
        trial.accepts(bits(P, P));
        trial.refuses(bits(new Secp256k1Point(P.x().add(BigInteger.ONE), P.y()), P));
        trial.refuses(bits(new Secp256k1Point(P.x(), P.x()), P));
        trial.refuses(bits(Secp256k1Point.INFINITY, P));
        assertThat(trial.cost()).isEqualTo(4 * 256 + 212);
    }

    @Test
    void endomorphism() {
        equalsTheNativeTwin((api, p, _) -> p.endomorphism(api), (p, _) -> p.mul(Secp256k1Endomorphism.LAMBDA));
    }
}
