/** The gateway over HTTP: its server, its upstreams, and what it publishes. */
@NullMarked
package io.snark4j.credits.gateway.http;

import org.jspecify.annotations.NullMarked;
