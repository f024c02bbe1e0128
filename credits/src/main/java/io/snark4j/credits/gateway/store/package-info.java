/**
 * The gateway's durable memory: one row for each nullifier that was ever used, by a request or by an exit. A row is inserted once, by whoever comes
 * first, and ends once, by whoever wins the compare-and-set; both are one statement of SQL each, so that several gateways may share a store. Prompts,
 * answers, addresses and times are not in it: a lease's end is deleted with the lease, and what stays of time is the epoch in which a refund was published.
 * Of withheld requests there is what upstream said, apart from their rows. In SQLite a row lies where its nullifier puts it, and has no number (WITHOUT ROWID);
 * PostgreSQL's own books (xmin, ctid) tell its operator in which order requests came.
 *
 * <pre>
 *            reserve                settle
 * (absent) ----------&gt; RESERVED ------------&gt; SETTLED    v, A', signature
 *     |                  |    \    withhold
 *     | insertExit       |     ------------&gt; WITHHELD   terminal, no A'
 *     v                  v takeOver, of an expired lease
 *   EXITED             RESERVED by another owner
 * </pre>
 */
@NullMarked
package io.snark4j.credits.gateway.store;

import org.jspecify.annotations.NullMarked;
