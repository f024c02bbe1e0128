/** BN254 scalar and base field, extension tower, bulk vectors, NTT. */
module io.snark4j.field {
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    exports io.snark4j.field;
    exports io.snark4j.field.simd;
}
