package io.snark4j.curve.bn254;

import java.util.Objects;

/**
 * A vector of affine G1 points in one array, {@link G1Jacobian#AFFINE} longs a point: x, y in Montgomery form; infinity is
 * all zeros. Mutable, owned by whoever made it, not safe for concurrent writes.
 */
public final class G1Points {
    private final long[] limbs;
    private final int size;

    /**
     * A vector of {@code size} points at infinity.
     *
     * @param size how many points
     * @throws IllegalArgumentException if the size is negative or its limbs do not fit one array
     */
    public G1Points(int size) {
        if (size < 0 || size > Integer.MAX_VALUE / G1Jacobian.AFFINE) {
            throw new IllegalArgumentException(
                    "G1Points: size " + size + " is not in [0, " + Integer.MAX_VALUE / G1Jacobian.AFFINE + "]");
        }
        this.size = size;
        this.limbs = new long[size * G1Jacobian.AFFINE];
    }

    /**
     * A vector of the given points.
     *
     * @param points the points
     * @return a new vector
     */
    public static G1Points of(G1Affine... points) {
        G1Points vector = new G1Points(points.length);
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
     * The backing array itself, for hot code: point i begins at i · {@link G1Jacobian#AFFINE}.
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
    public G1Affine get(int index) {
        return G1Affine.read(limbs, Objects.checkIndex(index, size) * G1Jacobian.AFFINE);
    }

    /**
     * Replaces the point at an index.
     *
     * @param index in [0, size)
     * @param point any
     */
    public void set(int index, G1Affine point) {
        point.write(limbs, Objects.checkIndex(index, size) * G1Jacobian.AFFINE);
    }

    /**
     * A copy of the points in [from, to).
     *
     * @param from first index
     * @param to one past the last index
     * @return a new vector
     */
    public G1Points slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size);
        G1Points copy = new G1Points(to - from);
        System.arraycopy(limbs, from * G1Jacobian.AFFINE, copy.limbs, 0, copy.limbs.length);
        return copy;
    }
}
