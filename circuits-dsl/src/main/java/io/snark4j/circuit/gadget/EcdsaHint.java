package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Hint;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a prover of an ECDSA signature finds out first. Numbers come as their halves, the low one first. */
enum EcdsaHint implements Hint {
    /**
     * Of the key's x and y, digest, r and s: whether the x of the point that the signature is about is r + n rather than r, and limbs of the point's y. Zeros
     * where there is no such point.
     */
    POINT {
        @Override
        public Fr[] compute(Fr[] inputs) {
            Secp256k1Point key = new Secp256k1Point(number(inputs, 0), number(inputs, 1));
            BigInteger s = Secp256k1Point.SCALARS.reduce(number(inputs, 4));
            Secp256k1Point point = key.isOnCurve() && s.signum() != 0
                    ? EcdsaSecp256k1.point(key, number(inputs, 2), number(inputs, 3), s)
                    : Secp256k1Point.INFINITY;
            return outputs(point.x().compareTo(Secp256k1Point.SCALARS.modulus()) >= 0, point.y());
        }

        // The opposite point, the other x, and the key's y.
        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            Secp256k1Point key = new Secp256k1Point(number(inputs, 0), number(inputs, 1));
            BigInteger p = Secp256k1Point.FIELD.modulus();
            boolean beyond = outputs[0].isOne();
            BigInteger y = BigInteger.ZERO;
            for (int i = outputs.length - 1; i > 0; i--) {
                y = y.shiftLeft(Secp256k1Point.FIELD.limbBits()).add(outputs[i].toBigInteger());
            }
            return List.of(outputs(beyond, p.subtract(y)), outputs(!beyond, y), outputs(beyond, key.y()));
        }

        private static Fr[] outputs(boolean beyond, BigInteger y) {
            return Stream.concat(
                            Stream.of(beyond ? Fr.ONE : Fr.ZERO),
                            Secp256k1Point.FIELD.split(y).stream().map(Fr::of))
                    .toArray(Fr[]::new);
        }
    },

    /** Of r and s: a and b with a·s + b·r = 0 modulo n, {@link ScalarPair}s, b not 0. */
    RELATION {
        @Override
        public Fr[] compute(Fr[] inputs) {
            ForeignField scalars = Secp256k1Point.SCALARS;
            BigInteger s = scalars.reduce(number(inputs, 1));
            BigInteger ratio = s.signum() == 0
                    ? BigInteger.ZERO
                    : scalars.div(number(inputs, 0).negate(), s);
            ShortRatio relation = ShortRatio.of(scalars.modulus(), Secp256k1Endomorphism.LAMBDA, ratio);
            return values(relation.numerator(), relation.denominator());
        }

        // The relation that always holds and says nothing, 0·s + 0·r = 0; each scalar alone; both exchanged.
        @Override
        public List<Fr[]> aliases(Fr[] inputs, Fr[] outputs) {
            List<Fr[]> aliases = new ArrayList<>();
            Fr[] zero = values(Eisenstein.ZERO, Eisenstein.ZERO);
            aliases.add(zero);
            for (int from = 0; from < outputs.length; from += ScalarPair.VALUES) {
                Fr[] alias = outputs.clone();
                System.arraycopy(zero, 0, alias, from, ScalarPair.VALUES);
                aliases.add(alias);
            }
            Fr[] exchanged = outputs.clone();
            System.arraycopy(outputs, 0, exchanged, ScalarPair.VALUES, ScalarPair.VALUES);
            System.arraycopy(outputs, ScalarPair.VALUES, exchanged, 0, ScalarPair.VALUES);
            aliases.add(exchanged);
            return aliases;
        }

        private static Fr[] values(Eisenstein a, Eisenstein b) {
            return Stream.concat(ScalarPair.values(a), ScalarPair.values(b)).toArray(Fr[]::new);
        }
    };

    private static BigInteger number(Fr[] halves, int index) {
        return halves[2 * index]
                .toBigInteger()
                .add(halves[2 * index + 1].toBigInteger().shiftLeft(Uint256.HALF_BITS));
    }
}
