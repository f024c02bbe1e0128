/** BN254 groups, pairing and MSM; Baby Jubjub. */
module io.snark4j.curve {
    requires static transitive org.jspecify;
    requires transitive io.snark4j.field;

    exports io.snark4j.curve.bn254;
    exports io.snark4j.curve.babyjubjub;
}
