/// What a relay keeps: capability mailboxes, public bundles, members, limits; durable before it
/// is answered.
@NullMarked
package app.parley.relay.mailbox;

import org.jspecify.annotations.NullMarked;
