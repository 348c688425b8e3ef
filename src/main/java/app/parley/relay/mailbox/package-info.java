/// What a relay keeps: capability mailboxes, public bundles, members, limits; durable before it
/// is answered.
///
/// The schema of `relay.db` is versioned in [app.parley.relay.mailbox.SqliteRelayStore]: versions are
/// added, never edited. A test brings a file of each older version up. Envelopes lie beside it in
/// `mail.slots` ([app.parley.relay.mailbox.MailPages]).
@NullMarked
package app.parley.relay.mailbox;

import org.jspecify.annotations.NullMarked;
