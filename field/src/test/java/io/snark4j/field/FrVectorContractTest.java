package io.snark4j.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrVectorContractTest {
    @Test
    void holdsWhatWasSet() {
        FrVector vector = FrVector.of(Fr.of(1), Fr.of(2), Fr.of(3));
        assertThat(FrVector.copyOf(List.of(Fr.of(1), Fr.of(2), Fr.of(3))).limbs())
                .isEqualTo(vector.limbs());
        vector.set(1, Fr.of(-2));
        assertThat(vector.get(0)).isEqualTo(Fr.ONE);
        assertThat(vector.get(1)).isEqualTo(Fr.of(-2));
        assertThat(vector.size()).isEqualTo(3);
        assertThat(vector.limbs()).hasSize(12);
        FrVector slice = vector.slice(1, 3);
        vector.clear();
        assertThat(vector.limbs()).containsOnly(0);
        assertThat(slice.get(0)).isEqualTo(Fr.of(-2));
        assertThat(slice.get(1)).isEqualTo(Fr.of(3));
        vector.fill(Fr.TWO);
        assertThat(vector.get(2)).isEqualTo(Fr.TWO);
        assertThat(new FrVector(0).size()).isZero();
    }

    @Test
    void showsNoElement() {
        assertThat(FrVector.of(Fr.of(12345))).hasToString("FrVector of 1 elements");
    }

    @Test
    void refusesIndicesOutside() {
        FrVector vector = new FrVector(2);
        assertThatThrownBy(() -> vector.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.set(-1, Fr.ONE)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.slice(1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new FrVector(-1)).hasMessageContaining("-1");
    }
}
