package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import java.util.Optional;

/// Reads envelopes where the index says that they are, while they may go or be moved. For any thread.
final class MailReader {
    private final MailIndex index;
    private final MailFile mail;

    MailReader(MailIndex index, MailFile mail) {
        this.index = index;
        this.mail = mail;
    }

    /// @return nothing if it went meanwhile
    Optional<Envelope> envelope(long box, Shown shown) {
        if (shown.envelope().isPresent() || shown.place().isEmpty()) {
            return shown.envelope();
        }
        Envelope envelope = mail.read(shown.place().get());
        if (index.isStill(box, shown)) {
            return Optional.of(envelope);
        }
        // Gone, or moved by the upkeep: then what was read may be another's.
        return index.shown(box, shown.entry().seq(), 1, Long.MAX_VALUE).stream()
                .filter(again -> again.entry() == shown.entry())
                .findFirst()
                .flatMap(again -> envelope(box, again));
    }
}
