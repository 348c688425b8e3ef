package app.parley.client;

import app.parley.protocol.AccountId;
import java.util.Optional;

/// A line of the conversation list.
///
/// @param unread received messages not seen yet
/// @param firstUnread the order of the first of them
/// @param marks how this person keeps it
public record Conversation(
        AccountId with, Optional<Message> last, int unread, Optional<Long> firstUnread, Marks marks) {

    /// The same conversation with another account of the person.
    public Conversation of(AccountId now) {
        return new Conversation(now, last, unread, firstUnread, marks);
    }
}
