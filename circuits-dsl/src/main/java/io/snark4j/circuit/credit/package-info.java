/**
 * Anonymous API credits: the circuits by which a depositor shows that a request is paid for, and the same formulas natively.
 * Names: secret k, identity commitment c, deposit D, ticket index i, price cap cMax, slope a, nullifier N, share y at x.
 */
@NullMarked
package io.snark4j.circuit.credit;

import org.jspecify.annotations.NullMarked;
