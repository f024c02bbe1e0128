package consumer;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Circuit;
import io.snark4j.circuit.CircuitCompiler;
import io.snark4j.circuit.Public;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Groth16;
import io.snark4j.groth16.Setup;
import java.util.List;

/** Proves knowledge of x with x³ + x + 5 = 35, and that the proof is worth nothing for 36. */
public final class Main {
    record Cubic(@Public Var y, Var x) implements Circuit {
        @Override
        public void define(Api api) {
            api.assertEqual(y, x.times(x).times(x).plus(x).plus(5));
        }
    }

    record CubicInputs(long y, long x) {}

    private Main() {}

    public static void main(String[] args) {
        var circuit = CircuitCompiler.compile(Cubic.class);
        var keys = Groth16.setup(circuit, Setup.insecureForTests());
        var proof = Groth16.prove(keys.provingKey(), circuit.solve(new CubicInputs(35, 3)));
        boolean right = Groth16.verify(keys.verifyingKey(), proof, List.of(Fr.of(35)));
        boolean wrong = Groth16.verify(keys.verifyingKey(), proof, List.of(Fr.of(36)));
        System.out.println("verified: " + (right && !wrong));
    }
}
