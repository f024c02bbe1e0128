// Generated from G1Points.java by io.snark4j.curve.generator.G2Generator. Do not edit: change that and run it.
package io.snark4j.curve.bn254;

import java.util.Objects;

/**
 * A vector of affine G2 points in one array, {@link G2Jacobian#AFFINE} longs a point: x, y in Montgomery form; infinity is
 * all zeros. Mutable, owned by whoever made it, not safe for concurrent writes.
 */
public final class G2Points {
    private final long[] limbs;
    private final int size;

    /**
     * A vector of {@code size} points at infinity.
     *
     * @param size how many points
     * @throws IllegalArgumentException if the size is negative or its limbs do not fit one array
     */
    public G2Points(int size) {
        if (size < 0 || size > Integer.MAX_VALUE / G2Jacobian.AFFINE) {
            throw new IllegalArgumentException(
                    "G2Points: size " + size + " is not in [0, " + Integer.MAX_VALUE / G2Jacobian.AFFINE + "]");
        }
        this.size = size;
        this.limbs = new long[size * G2Jacobian.AFFINE];
    }

    /**
     * A vector of the given points.
     *
     * @param points the points
     * @return a new vector
     */
    public static G2Points of(G2Affine... points) {
        G2Points vector = new G2Points(points.length);
        for (int i = 0; i < points.length; i++) {
            vector.set(i, points[i]);
        }
        return vector;
    }

    /**
     * The number of points.
     *
     * @return how many
     */
    public int size() {
        return size;
    }

    /**
     * The backing array itself, for hot code: point i begins at i · {@link G2Jacobian#AFFINE}.
     *
     * @return the array, not a copy
     */
    public long[] limbs() {
        return limbs;
    }

    /**
     * The point at an index.
     *
     * @param index in [0, size)
     * @return the point
     */
    public G2Affine get(int index) {
        return G2Affine.read(limbs, Objects.checkIndex(index, size) * G2Jacobian.AFFINE);
    }

    /**
     * Replaces the point at an index.
     *
     * @param index in [0, size)
     * @param point any
     */
    public void set(int index, G2Affine point) {
        point.write(limbs, Objects.checkIndex(index, size) * G2Jacobian.AFFINE);
    }

    /**
     * A copy of the points in [from, to).
     *
     * @param from first index
     * @param to one past the last index
     * @return a new vector
     */
    public G2Points slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        G2Points copy = new G2Points(to - from);
        System.arraycopy(limbs, from * G2Jacobian.AFFINE, copy.limbs, 0, copy.limbs.length);
        return copy;
    }
}
