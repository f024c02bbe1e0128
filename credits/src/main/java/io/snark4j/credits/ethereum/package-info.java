/**
 * The little of Ethereum that the credits need: accounts that sign, JSON-RPC over HTTP, logs. Numbers are exact; an address is a value of its own; what
 * the chain refuses is a {@link RevertedException} with the contract's answer.
 */
@NullMarked
package io.snark4j.credits.ethereum;

import org.jspecify.annotations.NullMarked;
