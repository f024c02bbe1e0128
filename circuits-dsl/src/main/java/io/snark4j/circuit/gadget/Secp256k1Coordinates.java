package io.snark4j.circuit.gadget;

/**
 * The value of a {@link Secp256k1Var}.
 *
 * @param x coordinate
 * @param y coordinate
 */
public record Secp256k1Coordinates(Uint256 x, Uint256 y) {
    /**
     * @param point any, coordinates in [0, 2^256)
     * @return its coordinates
     * @throws IllegalArgumentException if one is out of range
     */
    public static Secp256k1Coordinates of(Secp256k1Point point) {
        return new Secp256k1Coordinates(Uint256.of(point.x()), Uint256.of(point.y()));
    }
}
