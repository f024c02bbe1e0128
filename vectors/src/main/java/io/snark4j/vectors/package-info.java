/** Test vectors: values with the place each came from, and the loader that hands them to tests. */
@NullMarked
package io.snark4j.vectors;

import org.jspecify.annotations.NullMarked;
