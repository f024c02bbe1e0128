package io.snark4j.circuit.gadget;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.curve.babyjubjub.BabyJubjubPoint;
import io.snark4j.field.Fr;
import io.snark4j.vectors.CircomlibVectors;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** circomlibjs' signatures, {@code poseidon-eddsa-rln.json}. */
class EddsaPoseidonVectorTest {
    private static BabyJubjubPoint point(List<BigInteger> coordinates) {
        return new BabyJubjubPoint(Fr.of(coordinates.get(0)), Fr.of(coordinates.get(1)));
    }

    @TestFactory
    Stream<DynamicTest> signaturesEqualCircomlibjs() {
        return CircomlibVectors.load().eddsaPoseidon().stream()
                .map(vector -> DynamicTest.dynamicTest(vector.privateKey(), () -> {
                    var key = EddsaPoseidon.PrivateKey.of(HexFormat.of().parseHex(vector.privateKey()));
                    var signature = new EddsaPoseidon.Signature(point(vector.r8()), vector.s());
                    Fr message = Fr.of(vector.message());
                    assertThat(key.publicKey()).isEqualTo(point(vector.publicKey()));
                    assertThat(key.sign(message)).isEqualTo(signature);
                    assertThat(EddsaPoseidon.verify(key.publicKey(), message, signature))
                            .isTrue();
                }));
    }
}
