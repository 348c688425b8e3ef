package app.parley.client;

import app.parley.protocol.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One row of a conversation.
///
/// @param with the other person of the conversation
/// @param order the place in the conversation: rows are shown by rising `order`, which never
///     changes
/// @param sentAt by the sender's clock, for display only
/// @param whileAway it waited at the relay while this profile was offline
public record Message(MessageId id, AccountId with, long order, Instant sentAt, boolean whileAway, Body body) {

    /// What the row shows.
    public sealed interface Body {}

    /// @param delivery how far it came
    public record Sent(Said said, Delivery delivery) implements Body {
        /// Just a text.
        public Sent(String text, Delivery delivery) {
            this(Said.of(text), delivery);
        }

        public String text() {
            return said.text();
        }
    }

    /// @param signed whether it carries the sender's signature, which was checked
    /// @param verified whether the sender was verified when it came
    /// @param read whether it was seen here
    public record Received(Said said, boolean signed, boolean verified, boolean read) implements Body {
        /// Just a text.
        public Received(String text, boolean signed, boolean verified, boolean read) {
            this(Said.of(text), signed, verified, read);
        }

        public String text() {
            return said.text();
        }
    }

    /// Whoever wrote it took it back.
    ///
    /// @param mine whether that was this person
    public record Erased(boolean mine) implements Body {}

    /// A grey row of the conversation itself.
    ///
    /// @param timer what [Kind#TIMER] says: zero if messages stay from now on; else zero
    public record Notice(Kind kind, Duration timer) implements Body {
        public Notice(Kind kind) {
            this(kind, Duration.ZERO);
        }
    }

    /// What was written, if this row is something that a person wrote and did not take back.
    public Optional<Said> said() {
        return switch (body) {
            case Sent sent -> Optional.of(sent.said());
            case Received received -> Optional.of(received.said());
            case Erased erased -> Optional.empty();
            case Notice notice -> Optional.empty();
        };
    }

    /// Whether this person wrote it.
    public boolean mine() {
        return body instanceof Sent || body instanceof Erased(boolean mine) && mine;
    }

    /// What a grey row says.
    public enum Kind {
        KEY_CHANGED,
        VERIFIED,
        SESSION_RENEWED,
        MESSAGE_LOST,
        STATE_ROLLED_BACK,
        NO_LONGER_MEMBER,
        /// They proved to hold an invite made here: verified from the start.
        CAME_BY_INVITE,
        /// An older list of their devices turned up, and was not believed.
        OLDER_DEVICES,
        /// Their key signed two lists of devices that exclude each other.
        CONFLICTING_DEVICES,
        /// They name a list of devices that the relay does not show.
        HIDDEN_DEVICES,
        /// They are shown devices of ours that this profile does not know.
        OTHER_DEVICES_OF_OURS,
        /// They use another device now, which their account key signed for.
        NEW_DEVICE,
        /// From here on neither end signs.
        OFF_THE_RECORD,
        /// From here on both ends sign.
        ON_THE_RECORD,
        /// From here on what both ends write disappears after a time, or stays again.
        TIMER
    }
}
