/**
 * Outside programs that check this one: Node with snarkjs, circom2, circomlibjs and solc, and a real EVM node (anvil).
 *
 * <p>They run beside the project, as processes, in tests and in the demo; none is linked.
 */
@NullMarked
package io.snark4j.peers;

import org.jspecify.annotations.NullMarked;
