/** Rank-1 constraint systems and witnesses. */
module io.snark4j.r1cs {
    requires static org.jspecify;
    requires transitive io.snark4j.field;

    exports io.snark4j.r1cs;
}
