/** Rank-1 constraint systems and witnesses, and circom's files of them. */
module io.snark4j.r1cs {
    requires static org.jspecify;
    requires transitive io.snark4j.field;

    exports io.snark4j.r1cs;
    exports io.snark4j.r1cs.file;
}
