package io.snark4j.groth16.solidity;

import io.snark4j.curve.bn254.G1Affine;
import io.snark4j.curve.bn254.G2Affine;
import io.snark4j.field.Fr;
import io.snark4j.groth16.Proof;
import io.snark4j.groth16.VerifyingKey;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A verifying key whose discrete logarithms are known, so that a proof of any statement is made by solving for C: an oracle
 * that shares nothing with the prover. Logarithms are to the generators.
 */
record KnownKey(Fr alpha, Fr beta, Fr gamma, Fr delta, List<Fr> ic) {

    static KnownKey random(int inputs, RandomGenerator random) {
        return new KnownKey(
                Fr.random(random),
                Fr.random(random),
                Fr.random(random),
                Fr.random(random),
                Stream.generate(() -> Fr.random(random)).limit(inputs + 1).toList());
    }

    KnownKey withIc(List<Fr> other) {
        return new KnownKey(alpha, beta, gamma, delta, other);
    }

    KnownKey withDelta(Fr other) {
        return new KnownKey(alpha, beta, gamma, other, ic);
    }

    VerifyingKey verifyingKey() {
        return new VerifyingKey(
                g1(alpha),
                g2(beta),
                g2(gamma),
                g2(delta),
                ic.stream().map(KnownKey::g1).toList());
    }

    /** The proof with these logarithms of A and B. */
    Proof proof(Fr a, Fr b, List<Fr> inputs) {
        return new Proof(g1(a), g2(b), g1(a.mul(b).sub(target(inputs)).div(delta)));
    }

    Proof proof(List<Fr> inputs, RandomGenerator random) {
        return proof(Fr.random(random), Fr.random(random), inputs);
    }

    /** alpha·beta + (ic[0] + Σ input·ic)·gamma: what a·b − c·delta is to be. */
    Fr target(List<Fr> inputs) {
        Fr sum = IntStream.range(0, inputs.size())
                .mapToObj(i -> inputs.get(i).mul(ic.get(i + 1)))
                .reduce(ic.getFirst(), Fr::add);
        return alpha.mul(beta).add(sum.mul(gamma));
    }

    static List<Fr> randomInputs(int count, RandomGenerator random) {
        return Stream.generate(() -> Fr.random(random)).limit(count).toList();
    }

    static G1Affine g1(Fr logarithm) {
        return G1Affine.GENERATOR.mul(logarithm);
    }

    static G2Affine g2(Fr logarithm) {
        return G2Affine.GENERATOR.mul(logarithm);
    }
}
