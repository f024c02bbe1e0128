/**
 * The binary files of the circom world: the container of sections, .r1cs and .wtns. Files are hostile: a claimed length or count is
 * held against the file's length before anything is allocated, and a file is written beside its target and moved into place.
 */
@NullMarked
package io.snark4j.r1cs.file;

import org.jspecify.annotations.NullMarked;
