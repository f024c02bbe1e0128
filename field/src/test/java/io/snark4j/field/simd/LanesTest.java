package io.snark4j.field.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.snark4j.field.FieldKernels;
import org.junit.jupiter.api.Test;

class LanesTest {
    /** Runs with every setting; that `auto` finds vectors is LanesContractTest's to say. */
    @Test
    void kernelsAreThoseAskedFor() {
        String wish = System.getProperty(Lanes.PROPERTY, "auto");
        switch (wish) {
            case "off" -> assertThat(Lanes.COUNT).isZero();
            case "4", "8" -> assertThat(Lanes.COUNT).isEqualTo(Integer.parseInt(wish));
            default -> assertThat(Lanes.COUNT).isIn(0, 4, 8);
        }
        assertThat(Lanes.NAME).isEqualTo(Lanes.COUNT == 0 ? "scalar" : Lanes.COUNT + " lanes");
        assertThat(FieldKernels.fr().name()).isEqualTo(Lanes.NAME);
        assertThat(FieldKernels.fp().name()).isEqualTo(Lanes.NAME);
        assertThat(Lanes.reason()).isNotBlank();
    }
}
