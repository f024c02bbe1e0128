package io.snark4j.curve.bn254;

/** Sums of table entries by scalar code. One thread at a time. */
final class G1FixedBaseScalar implements G1FixedBase.Sums {
    private static final int AFFINE = G1Jacobian.AFFINE;
    private static final int BLOCK = G1FixedBase.BLOCK;

    private final G1FixedBaseTable table;
    private final G1BatchAdder adder = new G1BatchAdder(2 * BLOCK, BLOCK);

    G1FixedBaseScalar(G1FixedBaseTable table) {
        this.table = table;
    }

    @Override
    public void sum(long[] out, int[] indices, long[] prepared, int count) {
        load(0, 0, prepared, count);
        for (int window = 1; window < table.digits().windows(); window++) {
            load(BLOCK, window, prepared, count);
            for (int i = 0; i < count; i++) {
                adder.pair(i, BLOCK + i);
            }
            adder.run();
        }
        for (int i = 0; i < count; i++) {
            adder.store(i, out, indices[i] * AFFINE);
        }
    }

    private void load(int slot, int window, long[] prepared, int count) {
        OddDigits digits = table.digits();
        int width = digits.width(window);
        for (int i = 0; i < count; i++) {
            int field = digits.field(prepared, i * OddDigits.LIMBS, window);
            int entry = table.start(window, OddDigits.multiple(field, width));
            adder.load(slot + i, table.points(), entry, OddDigits.isNegative(field, width));
        }
    }

    @Override
    public void clear() {
        for (int i = 0; i < 2 * BLOCK; i++) {
            adder.load(i, table.points(), 0, false);
        }
    }
}
