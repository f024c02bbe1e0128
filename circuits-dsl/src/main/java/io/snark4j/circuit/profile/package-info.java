/**
 * How large a circuit is and where its constraints come from: sizes, a profile by source line and call path, as text and in the form that
 * pprof and speedscope draw, and a way to pin a circuit's size in a test.
 */
@NullMarked
package io.snark4j.circuit.profile;

import org.jspecify.annotations.NullMarked;
