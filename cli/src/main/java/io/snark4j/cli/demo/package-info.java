/**
 * {@code snark4j demo}: anonymous API credits from deposit to contract, and a model for programs that use the library.
 * {@link io.snark4j.cli.demo.Demo} tells the story; the other classes are its parties.
 */
@NullMarked
package io.snark4j.cli.demo;

import org.jspecify.annotations.NullMarked;
