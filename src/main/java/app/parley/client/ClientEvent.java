package app.parley.client;

import app.parley.protocol.AccountId;
import java.time.Duration;

/// Something that happened, published after it was committed.
public sealed interface ClientEvent {
    record SignedIn(Me me) implements ClientEvent {}

    record LinkChanged(Link link) implements ClientEvent {}

    /// New, or anything about them changed.
    record PersonChanged(Person person) implements ClientEvent {}

    /// A person came back with another account key under the same number: the conversation with
    /// `before` goes on with `now`, whose [Person#trust] says what that means. Rows of the
    /// conversation keep their order.
    record PersonReplaced(AccountId before, Person now) implements ClientEvent {}

    /// Last message or unread count changed.
    record ConversationChanged(Conversation conversation) implements ClientEvent {}

    record MessageAdded(Message message) implements ClientEvent {}

    record MessageChanged(Message message) implements ClientEvent {}

    record MessageDeleted(AccountId with, MessageId id) implements ClientEvent {}

    /// Somebody is writing to this person, or stopped. Counts for some seconds unless it is said again.
    record Typing(AccountId from, boolean on) implements ClientEvent {}

    /// This machine's clock and the relay's differ by more than a few minutes.
    ///
    /// @param ahead how far this machine is ahead; negative if behind
    record ClockOff(Duration ahead) implements ClientEvent {}

    /// Somebody confirmed a code for this profile's number with another key.
    record NumberClaimed() implements ClientEvent {}

    /// This profile was restored from an older copy, or runs twice: sessions are being made anew.
    record StateRolledBack() implements ClientEvent {}

    /// The disk is full or the database broke: nothing was stored, and the intent that failed was
    /// reported to its caller.
    record StorageTrouble(ClientException.Why why) implements ClientEvent {}
}
