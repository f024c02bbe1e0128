package io.snark4j.circuit;

/** A gadget in a file of its own. */
final class OtherFile {
    private OtherFile() {}

    static void assertSquareIsNine(Api api, Var x) {
        api.assertProduct(x, x, api.constant(9));
    }
}
