package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.relay.mailbox.MailPages.Place;
import java.util.Optional;

/// An envelope that its recipient may have.
///
/// @param envelope as long as it is not on disk
/// @param place where it is on disk
record Shown(Entry entry, Optional<Envelope> envelope, Optional<Place> place) {}
