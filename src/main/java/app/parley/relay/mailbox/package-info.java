/// What a relay keeps: capability mailboxes, public bundles, members, limits; durable before it
/// is answered.
///
/// The schema of `relay.db` is versioned in [app.parley.relay.mailbox.SqliteRelayStore]: V1 is frozen, V2 is
/// what this round changes and is edited in place until it is released; from then on V3. A test brings a file of
/// each older version up.
@NullMarked
package app.parley.relay.mailbox;

import org.jspecify.annotations.NullMarked;
