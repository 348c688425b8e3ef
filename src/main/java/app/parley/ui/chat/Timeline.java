package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javafx.collections.ObservableList;

/// The messages of a conversation that are loaded, and the rows they make.
final class Timeline {
    private final RowBuilder builder;
    private final Optional<Long> firstUnread;
    private final Rows<ChatRow> rows = new Rows<>();
    private final TreeMap<Long, Message> messages = new TreeMap<>();
    private final Set<MessageId> deleted = new HashSet<>();
    private String name = "";
    private boolean toTheBeginning;

    /// @param firstUnread the order of the first message not seen when the conversation was
    ///     opened
    Timeline(RowBuilder builder, Optional<Long> firstUnread) {
        this.builder = builder;
        this.firstUnread = firstUnread;
    }

    ObservableList<ChatRow> rows() {
        return rows;
    }

    /// The row of the unread line, or -1.
    int unreadRow() {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof ChatRow.Unread) {
                return i;
            }
        }
        return -1;
    }

    /// The newest message that was sent from here and not taken back.
    Optional<Message> lastSent() {
        return messages.descendingMap().values().stream()
                .filter(message -> message.body() instanceof Message.Sent)
                .findFirst();
    }

    /// The newest message of the other person.
    Optional<Message> lastReceived() {
        return messages.descendingMap().values().stream()
                .filter(message -> message.body() instanceof Message.Received)
                .findFirst();
    }

    /// The row of a message that was answered, if it is loaded.
    Optional<Integer> rowOf(Said.Quote quote) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof ChatRow.Bubble row
                    && row.id().equals(quote.id())
                    && row.mine() == quote.mine()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /// Whether nothing is left to load.
    boolean toTheBeginning() {
        return toTheBeginning;
    }

    /// The order of the oldest message here, or one above all if there is none.
    long oldest() {
        return messages.isEmpty() ? Long.MAX_VALUE : messages.firstKey();
    }

    /// A page came from the history.
    ///
    /// @param last whether there is nothing before it
    void older(List<Message> page, boolean last) {
        toTheBeginning = last;
        for (Message message : page) {
            if (!deleted.contains(message.id())) {
                messages.putIfAbsent(message.order(), message);
            }
        }
        rebuild();
    }

    void added(Message message) {
        messages.put(message.order(), message);
        rebuild();
    }

    /// Does nothing if the message is not loaded.
    void changed(Message message) {
        messages.replace(message.order(), message);
        rebuild();
    }

    /// The message does not come back either with a page that is on its way.
    void deleted(MessageId id) {
        deleted.add(id);
        messages.values().removeIf(message -> message.id().equals(id));
        rebuild();
    }

    /// How the other person is called in the rows.
    void name(String now) {
        if (!name.equals(now)) {
            name = now;
            rebuild();
        }
    }

    private void rebuild() {
        rows.become(builder.rows(List.copyOf(messages.values()), name, firstUnread, toTheBeginning));
    }
}
