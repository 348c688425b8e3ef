/// Capability mailboxes and public bundles, durable before they are answered.
@NullMarked
package app.parley.relay.mailbox;

import org.jspecify.annotations.NullMarked;
