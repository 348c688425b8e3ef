package app.parley.ui.contacts;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.protocol.AccountId;
import app.parley.ui.emoji.Marked;
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

    /// What shows or hides the rows below it.
    ///
    /// @param open whether they are shown
    record Fold(String words, boolean open, String sentence) implements ContactRow {}

    /// Something to know about the rows above.
    record Hint(String words) implements ContactRow {
        @Override
        public String sentence() {
            return words;
        }
    }

    /// A message that was found.
    ///
    /// @param mine whether this person wrote it
    record Hit(Message message, String name, boolean online, boolean mine, Marked words, String when, String sentence)
            implements ContactRow {}

    /// Somebody, with or without a conversation.
    ///
    /// @param preview last message, draft, or how they are reached
    /// @param draft whether the preview is a draft
    /// @param delivery how far the last message came, if it was sent from here
    /// @param when when the conversation last moved; empty text without one
    /// @param warning whether their key changed and nobody looked at it yet
    /// @param marked whether it was marked as unread by hand
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
            boolean marked,
            boolean pinned,
            boolean muted,
            String sentence)
            implements ContactRow {
        /// Whether something in it was not seen, or it was marked so.
        boolean isNew() {
            return unread > 0 || marked;
        }
    }
}
