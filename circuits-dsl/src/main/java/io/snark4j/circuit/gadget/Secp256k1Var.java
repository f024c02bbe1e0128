package io.snark4j.circuit.gadget;

/**
 * A point of secp256k1 as an input of a circuit. A record with components {@code x} and {@code y}, each a {@link Uint256}, is its value, such as {@link
 * Secp256k1Coordinates}.
 *
 * @param x coordinate
 * @param y coordinate
 */
public record Secp256k1Var(Uint256Var x, Uint256Var y) {
    /** @return a placeholder for an input of a prototype */
    public static Secp256k1Var input() {
        return new Secp256k1Var(Uint256Var.input(), Uint256Var.input());
    }
}
