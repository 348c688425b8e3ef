package app.parley.ui.contacts;

import app.parley.client.Delivery;
import app.parley.protocol.AccountId;
import java.util.Optional;

/// A row of the list, as it is shown.
public sealed interface ContactRow {
    /// The sentence a screen reader says.
    String sentence();

    /// @param words the heading of the rows below
    record Heading(String words) implements ContactRow {
        @Override
        public String sentence() {
            return words;
        }
    }

    /// Somebody, with or without a conversation.
    ///
    /// @param preview last message, draft, or how they are reached
    /// @param draft whether the preview is a draft
    /// @param delivery how far the last message came, if it was sent from here
    /// @param when when the conversation last moved; empty text without one
    /// @param warning whether their key changed and nobody looked at it yet
    record Entry(
            AccountId id,
            String name,
            boolean online,
            boolean verified,
            boolean warning,
            String preview,
            boolean draft,
            Optional<Delivery> delivery,
            String when,
            int unread,
            String sentence)
            implements ContactRow {}
}
