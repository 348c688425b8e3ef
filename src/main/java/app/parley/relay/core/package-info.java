/// Answers each connection's frames; the only place that joins codes, mailboxes and presence.
@NullMarked
package app.parley.relay.core;

import org.jspecify.annotations.NullMarked;
