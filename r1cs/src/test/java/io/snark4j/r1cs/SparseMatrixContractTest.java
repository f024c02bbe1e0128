package io.snark4j.r1cs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snark4j.field.Fr;
import io.snark4j.field.FrVector;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SparseMatrixContractTest {
    private static final int WIRES = 30;
    private final R1cs system = Systems.random(100, WIRES, 1);
    private final FrVector w = Systems.values(WIRES, 2);

    @Test
    void multiplies_as_its_rows_evaluate() {
        FrVector product = new FrVector(100);
        for (int i = 0; i < 100; i++) {
            system.a().multiplyRow(product.limbs(), 4 * i, w.limbs(), i, new long[8], 0);
            assertThat(product.get(i)).isEqualTo(system.a().row(i).evaluate(w));
        }
    }

    @Test
    void writes_only_one_element_and_its_scratch() {
        FrVector product = new FrVector(3);
        FrVector scratch = new FrVector(4);
        product.fill(Fr.TWO);
        scratch.fill(Fr.TWO);
        system.a().multiplyRow(product.limbs(), 4, w.limbs(), 10, scratch.limbs(), 4);
        assertThat(product.get(0)).isEqualTo(Fr.TWO);
        assertThat(product.get(1)).isEqualTo(system.a().row(10).evaluate(w));
        assertThat(product.get(2)).isEqualTo(Fr.TWO);
        assertThat(scratch.get(0)).isEqualTo(Fr.TWO);
        assertThat(scratch.get(3)).isEqualTo(Fr.TWO);
    }

    @Test
    void keeps_every_coefficient_once_and_the_units_first() {
        SparseMatrix matrix = SparseMatrix.builder()
                .add(LinearCombination.of(1, Fr.of(7)))
                .add(LinearCombination.ZERO)
                .add(LinearCombination.of(2, Fr.of(7)).plus(LinearCombination.of(3, Fr.of(-1))))
                .build();
        assertThat(matrix.rows()).isEqualTo(3);
        assertThat(matrix.entries()).isEqualTo(3);
        assertThat(matrix.rowStart()).containsExactly(0, 1, 1, 3);
        assertThat(matrix.wires()).containsExactly(1, 2, 3);
        assertThat(matrix.coefficientIndex()).containsExactly(2, 2, 1);
        assertThat(matrix.coefficients().size()).isEqualTo(3);
        assertThat(matrix.coefficients().get(0)).isEqualTo(Fr.ONE);
        assertThat(matrix.coefficients().get(1)).isEqualTo(Fr.ONE.neg());
        assertThat(matrix.row(1)).isEqualTo(LinearCombination.ZERO);
    }

    @Test
    void is_equal_to_a_matrix_of_the_same_rows() {
        LinearCombination seven = LinearCombination.of(1, Fr.of(7));
        LinearCombination nine = LinearCombination.of(1, Fr.of(9));
        SparseMatrix matrix = SparseMatrix.builder().add(seven).add(nine).build();
        assertThat(matrix)
                .isEqualTo(SparseMatrix.builder().add(seven).add(nine).build())
                .isNotEqualTo(SparseMatrix.builder().add(nine).add(seven).build())
                .isNotEqualTo(SparseMatrix.builder().add(seven).build());
    }

    @Test
    void refuses_rows_that_are_not_there() {
        assertThatThrownBy(() -> system.a().row(100)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> system.a().multiplyRow(new long[4], 0, w.limbs(), 100, new long[8], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> system.a().multiplyRow(new long[4], 1, w.limbs(), 0, new long[8], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void a_system_refuses_parts_that_do_not_fit() {
        SparseMatrix one = SparseMatrix.builder().add(Systems.wire(3)).build();
        SparseMatrix none = SparseMatrix.builder().build();
        assertThatThrownBy(() -> new R1cs(3, 0, 0, 0, WireLabels.identity(3), one, one, one))
                .hasMessageContaining("wire 3 occurs but there are only 3 wires");
        assertThatThrownBy(() -> new R1cs(4, 0, 0, 0, WireLabels.identity(4), one, none, one))
                .hasMessageContaining("A has 1 rows, B 0, C 1");
        assertThatThrownBy(() -> new R1cs(4, 1, 1, 2, WireLabels.identity(4), one, one, one))
                .hasMessageContaining("4 wires cannot hold the constant one, 1 outputs, 1 public and 2 private inputs");
        assertThatThrownBy(() -> new R1cs(4, 0, 0, 0, WireLabels.identity(3), one, one, one))
                .hasMessageContaining("4 wires but labels of 3");
    }

    /** Rows in any order, a wire twice, a coefficient of zero: the same matrix as from rows that are canonical. */
    @Test
    void entries_in_any_order_are_brought_to_canonical_form() {
        FrVector table = FrVector.of(Fr.ONE, Fr.ONE.neg(), Fr.of(7));
        SparseMatrix sorted =
                SparseMatrix.of(new int[] {0, 2, 2, 4}, new int[] {1, 5, 2, 3}, new int[] {2, 0, 2, 1}, table);
        assertThat(SparseMatrix.of(new int[] {0, 2, 2, 4}, new int[] {5, 1, 3, 2}, new int[] {0, 2, 1, 2}, table))
                .isEqualTo(sorted);
        assertThat(sorted)
                .isEqualTo(SparseMatrix.builder()
                        .add(LinearCombination.of(1, Fr.of(7)).plus(Systems.wire(5)))
                        .add(LinearCombination.ZERO)
                        .add(LinearCombination.of(2, Fr.of(7)).minus(Systems.wire(3)))
                        .build());
        FrVector withZero = FrVector.of(Fr.ONE, Fr.ONE.neg(), Fr.ZERO);
        SparseMatrix merged =
                SparseMatrix.of(new int[] {0, 3, 5}, new int[] {4, 2, 4, 1, 1}, new int[] {0, 2, 0, 0, 1}, withZero);
        assertThat(merged)
                .isEqualTo(SparseMatrix.builder()
                        .add(LinearCombination.of(4, Fr.of(2)))
                        .add(LinearCombination.ZERO)
                        .build());
    }

    @Test
    void entries_that_make_no_matrix_are_refused() {
        FrVector units = FrVector.of(Fr.ONE, Fr.ONE.neg());
        int[] one = {0};
        assertThatThrownBy(() -> SparseMatrix.of(new int[] {0, 1}, one, one, FrVector.of(Fr.ONE, Fr.TWO)))
                .hasMessageContaining("do not begin with 1 and -1");
        assertThatThrownBy(() -> SparseMatrix.of(new int[] {0, 2}, one, one, units))
                .hasMessageContaining("1 wires, 1 coefficients, row starts to 2");
        assertThatThrownBy(() -> SparseMatrix.of(new int[] {0, 2, 1}, one, one, units))
                .hasMessageContaining("row 2 starts before row 1");
        assertThatThrownBy(() -> SparseMatrix.of(new int[] {0, 1}, new int[] {-1}, one, units))
                .hasMessageContaining("entry 0 has wire -1");
        assertThatThrownBy(() -> SparseMatrix.of(new int[] {0, 1}, one, new int[] {2}, units))
                .hasMessageContaining("coefficient 2 of 2");
    }

    private static int[] doubled(int wires) {
        int[] renamed = new int[wires];
        Arrays.setAll(renamed, wire -> 2 * wire);
        return renamed;
    }

    private static LinearCombination doubled(LinearCombination row) {
        LinearCombination.Builder renamed = LinearCombination.builder();
        for (int i = 0; i < row.size(); i++) {
            renamed.add(2 * row.wire(i), row.coefficient(i));
        }
        return renamed.build();
    }

    @Test
    void rows_are_taken_over_with_other_names_of_their_wires() {
        SparseMatrix.Builder ofRows = SparseMatrix.builder();
        SparseMatrix.Builder ofMatrix = SparseMatrix.builder();
        SparseMatrix.Builder expected = SparseMatrix.builder();
        for (int i = 0; i < 100; i++) {
            ofRows.add(system.a().row(i), doubled(WIRES));
            ofMatrix.add(system.a(), i, doubled(WIRES));
            expected.add(doubled(system.a().row(i)));
        }
        assertThat(ofRows.build()).isEqualTo(expected.build());
        assertThat(ofMatrix.build()).isEqualTo(expected.build());
    }

    @Test
    void a_row_begins_with_its_first_terms_and_no_others() {
        LinearCombination row = LinearCombination.of(1, Fr.of(5))
                .plus(LinearCombination.of(4, Fr.of(6)))
                .plus(LinearCombination.of(9, Fr.ONE));
        SparseMatrix.Builder builder =
                SparseMatrix.builder().add(LinearCombination.of(1, Fr.TWO)).add(row);
        assertThat(builder.rows()).isEqualTo(2);
        assertThat(builder.size(1)).isEqualTo(3);
        assertThat(builder.begins(1, LinearCombination.ZERO)).isTrue();
        assertThat(builder.begins(1, LinearCombination.of(1, Fr.of(5)))).isTrue();
        assertThat(builder.begins(1, row)).isTrue();
        assertThat(builder.begins(1, LinearCombination.of(1, Fr.of(6)))).isFalse();
        assertThat(builder.begins(1, LinearCombination.of(4, Fr.of(6)))).isFalse();
        assertThat(builder.begins(1, LinearCombination.of(1, Fr.of(5)).plus(LinearCombination.of(9, Fr.ONE))))
                .isFalse();
        assertThat(builder.begins(1, row.plus(LinearCombination.of(10, Fr.ONE))))
                .isFalse();
        assertThat(builder.begins(0, row)).isFalse();
    }

    @Test
    void as_many_coefficients_as_there_are_stay_apart() {
        // Far past the table's first size; neighbours differ in one limb only.
        int count = 5_000;
        SparseMatrix.Builder builder = SparseMatrix.builder();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < count; i++) {
                builder.add(LinearCombination.of(i, coefficient(i)));
            }
        }
        SparseMatrix matrix = builder.build();
        assertThat(matrix.coefficients().size()).isEqualTo(2 + count);
        for (int i = 0; i < 2 * count; i++) {
            assertThat(matrix.row(i).coefficient(0)).isEqualTo(coefficient(i % count));
        }
    }

    private static Fr coefficient(int i) {
        return new Fr[] {Fr.of(2L + i), Fr.of(2L + i).neg(), Fr.TWO.pow(BigInteger.valueOf(64L + i))}[i % 3];
    }
}
