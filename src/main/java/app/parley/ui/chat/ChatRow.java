package app.parley.ui.chat;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import java.util.Optional;

/// A row of a conversation, as it is shown.
public sealed interface ChatRow {
    /// The sentence a screen reader says.
    String sentence();

    /// A line between two days.
    record Day(String words) implements ChatRow {
        @Override
        public String sentence() {
            return words;
        }
    }

    /// Above the first message not seen when the conversation was opened.
    record Unread(String words) implements ChatRow {
        @Override
        public String sentence() {
            return words;
        }
    }

    /// Above messages that waited at the relay.
    record Away(String words) implements ChatRow {
        @Override
        public String sentence() {
            return words;
        }
    }

    /// Something about the conversation itself.
    ///
    /// @param serious whether it wants attention
    record Grey(MessageId id, String words, boolean serious) implements ChatRow {
        @Override
        public String sentence() {
            return words;
        }
    }

    /// A message.
    ///
    /// @param message what was written, and by whom
    /// @param quote what it answers, in words
    /// @param place where it is in a group of messages of one person within five minutes
    /// @param delivery how far it came, if it was sent from here
    /// @param deliveryWords the same in words; empty text for a received one
    /// @param time `14:05`
    /// @param details the time with the day; for a received one also whether it is signed, by whom
    /// @param unsigned whether it came without a signature
    record Bubble(
            Message message,
            Said said,
            Optional<Quote> quote,
            Place place,
            Optional<Delivery> delivery,
            String deliveryWords,
            String time,
            String details,
            boolean unsigned,
            String sentence)
            implements ChatRow {
        public MessageId id() {
            return message.id();
        }

        /// Its place in the conversation.
        public long order() {
            return message.order();
        }

        public boolean mine() {
            return message.mine();
        }

        public String text() {
            return said.text();
        }

        /// Whether it will not arrive unless the person does something.
        public boolean stuck() {
            return delivery.filter(d -> d instanceof Delivery.Failed || d instanceof Delivery.Expired)
                    .isPresent();
        }

        /// Whether time and state are shown beside it: at the end of a group, or when there is
        /// something to know.
        public boolean showsState() {
            return place.ends()
                    || said.edits() > 0
                    || stuck()
                    || delivery.filter(Delivery.Waiting.class::isInstance).isPresent();
        }
    }

    /// What a message answers.
    ///
    /// @param name who wrote that
    /// @param words what it says, or that it is not here
    record Quote(Said.Quote of, String name, String words) {}

    /// A message's place in its group.
    enum Place {
        SINGLE,
        FIRST,
        MIDDLE,
        LAST;

        boolean ends() {
            return this == SINGLE || this == LAST;
        }

        static Place of(boolean continues, boolean goesOn) {
            if (continues) {
                return goesOn ? MIDDLE : LAST;
            }
            return goesOn ? FIRST : SINGLE;
        }
    }
}
