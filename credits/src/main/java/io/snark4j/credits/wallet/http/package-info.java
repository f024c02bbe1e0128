/**
 * The wallet's local daemon: OpenAI's endpoints, Ollama's chat and a page to look at, on the loopback interface alone. Clients change their base URL and nothing
 * else; what they send is paid by {@link io.snark4j.credits.wallet.Spender}.
 */
@NullMarked
package io.snark4j.credits.wallet.http;

import org.jspecify.annotations.NullMarked;
