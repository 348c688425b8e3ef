package app.parley.protocol.content;

import app.parley.protocol.EnvelopeId;
import app.parley.protocol.MailboxId;
import app.parley.protocol.Octets;
import java.util.List;
import java.util.Optional;

/// What a [Content] says: the kinds there are, each told by one octet (PROTOCOL.md §4).
public sealed interface Body {
    /// The longest text, in octets of UTF-8: a first contact has room for one.
    int MAX_TEXT = 13_000;
    /// Message ids or envelope ids in one note.
    int MAX_IDS = 256;
    /// The longest reaction, in octets of UTF-8: one emoji, however it is put together.
    int MAX_REACTION = 64;
    /// How often one message may be edited.
    int MAX_EDITS = 1000;
    /// The longest time after which messages disappear, in seconds: a year.
    int MAX_TIMER = 365 * 24 * 60 * 60;

    /// A message of the conversation. Ids are of the choice of who wrote it, so the writer is part of the name.
    ///
    /// @param bySender written by the sender of the content that names it, not by its recipient
    record Target(boolean bySender, Octets id) {
        public Target {
            id.exactly(Content.ID_LENGTH);
        }
    }

    /// Kind 1: something a person wrote.
    ///
    /// @param replyTo the message it answers, perhaps one that the recipient does not have
    /// @param forwarded somebody else wrote it to the sender
    /// @param timer it disappears on both ends this many seconds after it was sent, and seen; 0 if it stays
    record Text(String text, Optional<Target> replyTo, boolean forwarded, int timer) implements Body {
        public Text {
            Body.checkTimer(timer);
        }

        /// A text that stays, and is no answer.
        public Text(String text) {
            this(text, Optional.empty(), false, 0);
        }
    }

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
            Body.checkTurn(turn);
        }
    }

    /// Kind 10: what the sender feels about a message.
    ///
    /// @param emoji at most 64 octets; empty takes the reaction back
    /// @param turn counts what this sender did to this message: the highest holds
    record Reaction(Target target, String emoji, int turn) implements Body {
        public Reaction {
            Body.checkTurn(turn);
        }
    }

    /// Kind 11: a message of the sender's says this now.
    ///
    /// @param message its id
    /// @param version from 1 on: the highest holds
    record Edit(Octets message, int version, String text) implements Body {
        public Edit {
            message.exactly(Content.ID_LENGTH);
            if (version < 1 || version > MAX_EDITS) {
                throw new IllegalArgumentException("a version is from 1 to a thousand");
            }
        }
    }

    /// Kind 12: the sender takes these messages of their own back, on both ends.
    record Deleted(List<Octets> messages) implements Body {}

    /// Kind 13: what both ends write from now on disappears after a time.
    ///
    /// @param seconds 0 for never
    /// @param turn counts the changes: the highest holds, and of two that are the same the shorter time
    record Timer(int seconds, int turn) implements Body {
        public Timer {
            Body.checkTimer(seconds);
            Body.checkTurn(turn);
        }
    }

    /// Kind 14: the sender is writing, or stopped. Counts for some seconds only, and only if it did not wait at the
    /// relay.
    record Typing(boolean on) implements Body {}

    private static void checkTurn(int turn) {
        if (turn < 1 || turn > OffTheRecord.MAX_TURN) {
            throw new IllegalArgumentException("a turn is from 1 to a million");
        }
    }

    private static void checkTimer(int seconds) {
        if (seconds < 0 || seconds > MAX_TIMER) {
            throw new IllegalArgumentException("messages disappear within a year");
        }
    }
}
