package io.snark4j.circuit;

import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The hints of the basic gadgets; what they compute is also the gadgets' native twin. */
final class Hints {
    /** The inverse, 0 for 0. */
    static final Hint INVERSE_OR_ZERO = inputs -> new Fr[] {inputs[0].isZero() ? Fr.ZERO : inputs[0].inverse()};

    private Hints() {}

    /**
     * The lowest bits of the integer in [0, r). Where the bit above them is what they leave of the value, a changed bit is noticed up there
     * and not by its own constraint; so its aliases are, besides the bits of v + r and of v + 2r, each bit changed by what that top bit
     * makes up for by turning over: nothing but the changed bit's own constraint refuses those.
     */
    record LowestBits(int count) implements Hint {
        @Override
        public Fr[] compute(Fr[] inputs) {
            return bits(inputs[0].toBigInteger());
        }

        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            List<Fr[]> aliases = new ArrayList<>();
            BigInteger value = inputs[0].toBigInteger();
            for (int i = 1; i <= 2; i++) {
                aliases.add(bits(value.add(Fr.MODULUS.multiply(BigInteger.valueOf(i)))));
            }
            Fr turned = value.testBit(count) ? Fr.ONE : Fr.ONE.neg();
            for (int i = 0; i < count; i++) {
                Fr[] alias = outputs.clone();
                alias[i] = alias[i].add(turned.mul(Fr.TWO.pow(count - i)));
                aliases.add(alias);
            }
            return aliases;
        }

        private Fr[] bits(BigInteger value) {
            Fr[] bits = new Fr[count];
            for (int i = 0; i < count; i++) {
                bits[i] = value.testBit(i) ? Fr.ONE : Fr.ZERO;
            }
            return bits;
        }
    }
}
