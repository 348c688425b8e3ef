package app.parley.client;

import app.parley.protocol.AccountId;
import java.util.Optional;

/// A line of the conversation list.
///
/// @param unread received messages not seen yet
/// @param firstUnread the order of the first of them
public record Conversation(AccountId with, Optional<Message> last, int unread, Optional<Long> firstUnread) {}
