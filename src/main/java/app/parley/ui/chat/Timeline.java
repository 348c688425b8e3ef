package app.parley.ui.chat;

import app.parley.client.Message;
import app.parley.client.MessageId;
import app.parley.client.Said;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javafx.collections.ObservableList;

/// The messages of a conversation that are loaded, and the rows they make.
final class Timeline {
    /// What is far above or below is not kept: it comes again when somebody goes there. Cut down to the lower
    /// number beyond the higher one, not at each page.
    static final int KEPT = 600;

    static final int MOST = 840;

    private final RowBuilder builder;
    private final Optional<Long> firstUnread;
    private final Rows<ChatRow> rows = new Rows<>();
    private final TreeMap<Long, Message> messages = new TreeMap<>();
    private final Set<MessageId> deleted = new HashSet<>();
    private String name = "";
    /// What came since the conversation was opened: a part that is loaded meanwhile may not have it.
    private final TreeMap<Long, Message> recent = new TreeMap<>();
    private boolean toTheBeginning;
    private boolean toTheEnd = true;

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
        return newestFirst()
                .filter(message -> message.body() instanceof Message.Sent)
                .findFirst();
    }

    /// The newest message of the other person.
    Optional<Message> lastReceived() {
        return newestFirst()
                .filter(message -> message.body() instanceof Message.Received)
                .findFirst();
    }

    private Stream<Message> newestFirst() {
        return Stream.of(recent, messages).flatMap(part -> part.descendingMap().values().stream());
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
        take(page);
        rebuild();
        if (messages.size() > MOST) {
            forgetNewest();
            rebuild();
        }
    }

    /// The page right after the newest message here.
    ///
    /// @param last whether there is nothing after it
    void newer(List<Message> page, boolean last) {
        take(page);
        end(last);
        rebuild();
        if (messages.size() > MOST) {
            toTheBeginning = false;
            while (messages.size() > KEPT) {
                messages.pollFirstEntry();
            }
            rebuild();
        }
    }

    private void forgetNewest() {
        // What was said last can still be answered and edited.
        lastSent().ifPresent(message -> recent.put(message.order(), message));
        lastReceived().ifPresent(message -> recent.put(message.order(), message));
        toTheEnd = false;
        while (messages.size() > KEPT) {
            messages.pollLastEntry();
        }
    }

    /// Another part of the conversation instead of this one.
    void become(List<Message> part, boolean fromTheBeginning, boolean upToTheEnd) {
        messages.clear();
        toTheBeginning = fromTheBeginning;
        take(part);
        end(upToTheEnd);
        rebuild();
    }

    private void take(List<Message> page) {
        for (Message message : page) {
            if (!deleted.contains(message.id())) {
                messages.putIfAbsent(message.order(), message);
            }
        }
    }

    private void end(boolean here) {
        toTheEnd = here;
        if (here) {
            messages.putAll(messages.isEmpty() ? recent : recent.tailMap(messages.lastKey(), false));
        }
    }

    /// It is shown if this part reaches up to the end.
    void added(Message message) {
        recent.put(message.order(), message);
        if (toTheEnd) {
            messages.put(message.order(), message);
            rebuild();
        }
    }

    /// Whether the newest message is in this part.
    boolean toTheEnd() {
        return toTheEnd;
    }

    /// The order of the newest message here, or 0.
    long newest() {
        return messages.isEmpty() ? 0 : messages.lastKey();
    }

    /// Whether this is a place in this part.
    boolean has(long order) {
        return messages.containsKey(order)
                || !messages.isEmpty() && order > messages.firstKey() && order < messages.lastKey();
    }

    /// The row of this message or of the last one before it.
    Optional<Integer> rowAt(long order) {
        Optional<Integer> found = Optional.empty();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof ChatRow.Bubble row && row.order() <= order) {
                found = Optional.of(i);
            }
        }
        return found.isPresent() || rows.isEmpty() ? found : Optional.of(0);
    }

    /// Does nothing if the message is not loaded.
    void changed(Message message) {
        messages.replace(message.order(), message);
        recent.replace(message.order(), message);
        rebuild();
    }

    /// The message does not come back either with a page that is on its way.
    void deleted(MessageId id) {
        deleted.add(id);
        recent.values().removeIf(message -> message.id().equals(id));
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
