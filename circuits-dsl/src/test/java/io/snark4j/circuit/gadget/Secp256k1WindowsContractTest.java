package io.snark4j.circuit.gadget;

import static io.snark4j.circuit.gadget.EcdsaCase.G;
import static io.snark4j.circuit.gadget.EcdsaCase.scalar;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.CircuitRun;
import io.snark4j.circuit.CompiledCircuit;
import io.snark4j.circuit.Public;
import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** sum + g·G is the total and no other point, the total's negative with the same x included. */
class Secp256k1WindowsContractTest {
    private static final Secp256k1Point TOTAL = G.mul(BigInteger.valueOf(123_456_789));

    record Total(@Public Uint256Var x, @Public Uint256Var y, Uint256Var g) implements Circuit {
        @Override
        public void define(Api api) {
            ForeignField field = Secp256k1Point.FIELD;
            var sum = new ForeignPoint(
                    ForeignFieldGadget.fromBits(api, field, x.bits(api)),
                    ForeignFieldGadget.fromBits(api, field, y.bits(api)));
            api.label("total", () -> Secp256k1Windows.assertTotal(api, sum, g.bits(api), TOTAL));
        }
    }

    private static final CompiledCircuit CIRCUIT =
            CircuitCompiler.compile(new Total(Uint256Var.input(), Uint256Var.input(), Uint256Var.input()));

    private static CircuitRun run(Secp256k1Point sum, BigInteger g) {
        return CircuitRun.of(CIRCUIT, Map.of("x", Uint256.of(sum.x()), "y", Uint256.of(sum.y()), "g", Uint256.of(g)));
    }

    @Test
    void theTotalIsAcceptedAndItsNegativeRefused() {
        Random random = new Random(8);
        for (int i = 0; i < 3; i++) {
            BigInteger g = scalar(random);
            Secp256k1Point other = G.mul(g).neg();
            run(TOTAL.add(other), g).requireAccepted();
            run(TOTAL.neg().add(other), g).requireRefused("\"total\"");
        }
    }

    /** The windows but the last may end in the negative of what the last one holds: the same x, and not the total. */
    @Test
    void aSumThatEndsInTheNegativeOfTheLastWindowIsRefused() {
        BigInteger g = scalar(new Random(10));
        BigInteger unit = BigInteger.ONE.shiftLeft(248);
        BigInteger first = g.mod(unit);
        Secp256k1Point offsets = Secp256k1Point.INFINITY;
        for (int i = 0; i < 31; i++) {
            offsets = offsets.add(Secp256k1Point.named("snark4j secp256k1 window " + i));
        }
        // What is lacking is total + offsets − (g − first)·G; the sum is to be its negative less offsets + first·G.
        Secp256k1Point lacking = TOTAL.add(offsets).add(G.mul(g.subtract(first)).neg());
        Secp256k1Point sum = lacking.add(offsets).add(G.mul(first)).neg();
        run(sum, g).requireRefused("\"total\"");
    }

    @Test
    void anotherScalarIsRefused() {
        BigInteger g = scalar(new Random(9));
        Secp256k1Point sum = TOTAL.add(G.mul(g).neg());
        run(sum, g.add(BigInteger.ONE)).requireRefused("\"total\"");
        run(sum, g.flipBit(255)).requireRefused("\"total\"");
    }
}
