package io.snark4j.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class CircomlibVectorsVectorTest {
    private static final BigInteger R =
            new BigInteger("21888242871839275222246405745257275088548364400416034343698204186575808495617");

    private final CircomlibVectors vectors = CircomlibVectors.load();

    @Test
    void theSourceIsNamed() {
        assertThat(vectors.source()).isEqualTo("computed with circomlibjs 0.1.7");
    }

    @Test
    void everyPartIsThere() {
        assertThat(vectors.poseidon()).extracting(v -> v.inputs().size()).contains(1, 2, 3, 4, 5, 6);
        assertThat(vectors.zeroRoots()).hasSize(33);
        assertThat(vectors.rln()).hasSize(3);
        assertThat(vectors.eddsaPoseidon()).hasSize(4).allSatisfy(v -> {
            assertThat(v.privateKey()).hasSize(64);
            assertThat(v.publicKey()).hasSize(2);
            assertThat(v.r8()).hasSize(2);
            assertThat(v.s()).isLessThan(vectors.babyJubjub().subgroupOrder());
        });
        assertThat(vectors.babyJubjub().multiples())
                .isNotEmpty()
                .allSatisfy(v -> assertThat(v.point()).hasSize(2));
    }

    @Test
    void sharesLieOnTheirLines() {
        assertThat(vectors.rln())
                .allSatisfy(
                        v -> assertThat(v.k().add(v.a().multiply(v.x())).mod(R)).isEqualTo(v.y()));
    }
}
