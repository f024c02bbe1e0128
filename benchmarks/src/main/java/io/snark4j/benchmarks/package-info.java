/** JMH benchmarks, one class per operation; parameters are log2 n, threads and kernel. */
@NullMarked
package io.snark4j.benchmarks;

import org.jspecify.annotations.NullMarked;
