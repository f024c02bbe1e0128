package io.snark4j.circuit.gadget;

import io.snark4j.circuit.Api;
import io.snark4j.circuit.Var;
import io.snark4j.field.Fr;
import java.math.BigInteger;
import java.util.stream.Stream;

/**
 * The scalar first·λ + second·λ² modulo n.
 *
 * @param first of the point's image under the endomorphism
 * @param second of that one's image
 */
record ScalarPair(HalfScalar first, HalfScalar second) {
    /** Number of {@link #values}. */
    static final int VALUES = 2;

    private static final Fr APART = Fr.TWO.pow(HalfScalar.DIGITS);

    static ScalarPair of(Api api, Var[] values, int from) {
        return new ScalarPair(HalfScalar.of(api, values[from]), HalfScalar.of(api, values[from + 1]));
    }

    /** The values of an Eisenstein integer: u + v·ω is (v − u)·ω − u·ω², as 1 = −ω − ω². */
    static Stream<Fr> values(Eisenstein scalar) {
        return Stream.of(scalar.v().subtract(scalar.u()), scalar.u().negate()).map(HalfScalar::shifted);
    }

    ForeignVar scalar(Api api) {
        BigInteger lambda = Secp256k1Endomorphism.LAMBDA;
        return times(api, lambda, first).plus(times(api, lambda.multiply(lambda), second));
    }

    private static ForeignVar times(Api api, BigInteger factor, HalfScalar half) {
        return ForeignFieldGadget.mul(
                api, ForeignFieldGadget.constant(api, Secp256k1Point.SCALARS, factor), half.scalar(api));
    }

    /**
     * States that the scalar is not 0 modulo n: 1 constraint. The norm of first·ω + second·ω² is at most 3·2^130 &lt; n and, where n divides the
     * scalar, a multiple of n; so then both are 0. first + 2^66·second, below 2^132 in size, is 0 for no others.
     */
    void assertNotZero(Api api) {
        api.assertNotZero(first.value(api).plus(second.value(api).times(APART)));
    }
}
