package io.snark4j.circuit;

/**
 * A statement to be proved. Implemented by a record whose components are the inputs: {@link Var}, arrays or lists of them, and records of
 * those. A component of any other type is a parameter of the circuit and is taken from the prototype as it is.
 *
 * <pre>{@code
 * record Cubic(@Public Var y, Var x) implements Circuit {
 *     public void define(Api api) {
 *         api.assertEqual(y, x.times(x).times(x).plus(x).plus(5));
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Circuit {
    /**
     * States the constraints between the inputs. Runs once, when the circuit is compiled, and must do the same every time: what depends on
     * input values goes through {@link Api#select} and its kind, never through Java's {@code if}.
     *
     * @param api states constraints; usable only during this call
     */
    void define(Api api);
}
