package app.parley.protocol.content;

import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import java.util.List;

/// What a [Content] says: the kinds there are, each told by one octet (PROTOCOL.md §4).
public sealed interface Body {
    /// The longest text, in octets of UTF-8: a first contact has room for one.
    int MAX_TEXT = 13_000;
    /// Message ids or envelope ids in one note.
    int MAX_IDS = 256;

    /// Kind 1: something a person wrote.
    record Text(String text) implements Body {}

    /// Kind 2: these messages are stored on the sender's device.
    record Delivered(List<Octets> messages) implements Body {}

    /// Kind 3: these messages were seen.
    record Seen(List<Octets> messages) implements Body {}

    /// Kind 4: from now on write to this mailbox.
    record Mailbox(MailboxId.Send sid) implements Body {
        @Override
        public String toString() {
            return "Mailbox[…]";
        }
    }

    /// Kind 5: these envelopes could not be opened; send what was in them again.
    record ResendRequest(List<EnvelopeId> envelopes) implements Body {}

    /// Kind 6: answers a resend request.
    ///
    /// @param again what was, or may have been, in these was sent again
    /// @param gone what was in these is not there any more
    record ResendAnswer(List<EnvelopeId> again, List<EnvelopeId> gone) implements Body {}

    /// Kind 7: this session replaces the ones before.
    record Renewed(Reason reason) implements Body {
        /// Why, as one octet.
        public enum Reason {
            /// 0: an envelope could not be opened
            REPAIR,
            /// 1: the sender's profile was restored from an older copy, or runs twice
            ROLLED_BACK
        }
    }

    /// Kind 8: the invite that `proof` was made with reached the sender (PROTOCOL.md §2).
    ///
    /// @param proof HMAC-SHA256, 32 octets
    record Invited(Octets proof) implements Body {
        public Invited {
            proof.exactly(32);
        }
    }

    /// Kind 9: from now on both ends sign, or do not sign, what they say in this conversation.
    ///
    /// @param turn counts the switches: the highest holds, and of two that are the same, `on`
    record OffTheRecord(boolean on, int turn) implements Body {
        /// As often as anybody may switch.
        public static final int MAX_TURN = 1_000_000;

        public OffTheRecord {
            if (turn < 1 || turn > MAX_TURN) {
                throw new IllegalArgumentException("a turn is from 1 to a million");
            }
        }
    }
}
