/**
 * Gadgets beside their native twins: {@code Poseidon} computes what {@code PoseidonGadget} constrains, and so on. A native
 * twin knows nothing of constraints; a gadget's count of constraints is pinned by a test. Arithmetic modulo other primes
 * than r is {@code ForeignFieldGadget}'s, which docs/adr/0015-foreign-fields.md proves right.
 */
@NullMarked
package io.snark4j.circuit.gadget;

import org.jspecify.annotations.NullMarked;
