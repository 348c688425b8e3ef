package app.parley.ui.chat;

import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.Said;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns messages into rows: day lines, groups, the unread line, "while you were away".
final class RowBuilder {
    /// Messages of one person closer than this belong together.
    static final Duration GROUP = Duration.ofMinutes(5);

    private final Wording wording;
    private final Texts texts;
    /// The rows of messages as they were last made.
    private Map<Long, Made> made = Map.of();

    /// A row, and what it was made from.
    private record Made(Message message, String name, ChatRow.Place place, ChatRow row) {
        boolean fits(Message now, String who, ChatRow.Place where) {
            return message == now && place == where && name.equals(who);
        }
    }

    RowBuilder(Wording wording) {
        this.wording = wording;
        this.texts = wording.texts();
    }

    /// @param messages by rising order
    /// @param name of the other person
    /// @param firstUnread the order of the first message not seen when the conversation was
    ///     opened
    /// @param toTheBeginning whether no older messages exist
    List<ChatRow> rows(List<Message> messages, String name, Optional<Long> firstUnread, boolean toTheBeginning) {
        List<ChatRow> rows = new ArrayList<>(messages.size() + 8);
        Map<Long, Made> now = HashMap.newHashMap(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            Optional<Message> before = i == 0 ? Optional.empty() : Optional.of(messages.get(i - 1));
            Optional<Message> after = i + 1 == messages.size() ? Optional.empty() : Optional.of(messages.get(i + 1));
            if (before.isPresent() ? newDay(before.get(), message) : toTheBeginning) {
                rows.add(new ChatRow.Day(wording.times().dayLine(wording.times().day(message.sentAt()))));
            }
            marker(before, message, firstUnread).ifPresent(rows::add);
            boolean continues =
                    before.filter(b -> together(b, message, firstUnread)).isPresent();
            boolean goesOn =
                    after.filter(a -> together(message, a, firstUnread)).isPresent();
            Made row = made(message, name, ChatRow.Place.of(continues, goesOn));
            now.put(message.order(), row);
            rows.add(row.row());
        }
        made = now;
        return rows;
    }

    private Made made(Message message, String name, ChatRow.Place place) {
        Made before = made.get(message.order());
        return before != null && before.fits(message, name, place)
                ? before
                : new Made(message, name, place, row(message, name, place));
    }

    private boolean newDay(Message before, Message now) {
        return !wording.times().day(before.sentAt()).equals(wording.times().day(now.sentAt()));
    }

    private Optional<ChatRow> marker(Optional<Message> before, Message message, Optional<Long> firstUnread) {
        boolean unread = isFirstUnread(message, firstUnread);
        boolean away = waited(message) && before.filter(RowBuilder::waited).isEmpty();
        if (unread) {
            return Optional.of(new ChatRow.Unread(texts.get(away ? "chat.unread-away" : "chat.unread")));
        }
        return away ? Optional.of(new ChatRow.Away(texts.get("chat.away"))) : Optional.empty();
    }

    private static boolean isFirstUnread(Message message, Optional<Long> firstUnread) {
        return firstUnread.filter(order -> order == message.order()).isPresent();
    }

    private static boolean waited(Message message) {
        return message.whileAway() && message.body() instanceof Message.Received;
    }

    private boolean together(Message before, Message now, Optional<Long> firstUnread) {
        boolean sameSide = before.body().getClass() == now.body().getClass();
        boolean notices = now.body() instanceof Message.Notice;
        Duration apart = Duration.between(before.sentAt(), now.sentAt()).abs();
        return sameSide
                && !notices
                && apart.compareTo(GROUP) <= 0
                && !newDay(before, now)
                && waited(before) == waited(now)
                && !isFirstUnread(now, firstUnread);
    }

    private ChatRow row(Message message, String name, ChatRow.Place place) {
        return switch (message.body()) {
            case Message.Sent sent -> sent(message, sent, name, place);
            case Message.Received received -> received(message, received, name, place);
            case Message.Notice notice ->
                new ChatRow.Grey(message.id(), wording.notice(notice, name), serious(notice.kind()));
            case Message.Erased erased -> new ChatRow.Grey(message.id(), wording.erased(erased.mine()), false);
        };
    }

    private ChatRow sent(Message message, Message.Sent sent, String name, ChatRow.Place place) {
        Delivery delivery = sent.delivery();
        String words = wording.delivery(delivery);
        String time = wording.times().time(message.sentAt());
        return new ChatRow.Bubble(
                message,
                sent.said(),
                quote(sent.said(), name),
                place,
                Optional.of(delivery),
                words,
                time(sent.said(), time),
                details(wording.times().full(message.sentAt()), sent.said()),
                false,
                sentences(texts.get("chat.sentence.sent", time, sent.text(), words), sent.said(), name));
    }

    private ChatRow received(Message message, Message.Received received, String name, ChatRow.Place place) {
        String time = wording.times().time(message.sentAt());
        String details = texts.get(
                "chat.details",
                wording.times().full(message.sentAt()),
                received.signed() ? 1 : 0,
                received.verified() ? 1 : 0);
        return new ChatRow.Bubble(
                message,
                received.said(),
                quote(received.said(), name),
                place,
                Optional.empty(),
                "",
                time(received.said(), time),
                details(details, received.said()),
                !received.signed(),
                sentences(texts.get("chat.sentence.received", name, time, received.text()), received.said(), name));
    }

    private String time(Said said, String time) {
        return said.edits() > 0 ? texts.get("chat.edited", time) : time;
    }

    /// With a second line that says when it disappears.
    private String details(String first, Said said) {
        return said.goneAt()
                .map(at -> String.join(
                        "\n", first, texts.get("chat.gone-at", wording.times().full(at))))
                .orElse(first);
    }

    private Optional<ChatRow.Quote> quote(Said said, String name) {
        return said.replyTo()
                .map(of -> new ChatRow.Quote(
                        of,
                        of.mine() ? texts.get("chat.you") : name,
                        of.text().map(wording::oneLine).orElseGet(() -> texts.get("chat.quote.gone"))));
    }

    /// All that a screen reader says.
    private String sentences(String first, Said said, String name) {
        List<String> all = new ArrayList<>(List.of(first));
        quote(said, name).ifPresent(quote -> all.add(texts.get("chat.sentence.answers", quote.name(), quote.words())));
        if (said.forwarded()) {
            all.add(texts.get("chat.forwarded"));
        }
        for (Said.Reaction reaction : said.reactions()) {
            String who = reaction.mine() ? texts.get("chat.you") : name;
            all.add(texts.get("chat.sentence.reaction", who, reaction.emoji()));
        }
        return String.join(" ", all);
    }

    private static boolean serious(Message.Kind kind) {
        return switch (kind) {
            case KEY_CHANGED,
                    MESSAGE_LOST,
                    STATE_ROLLED_BACK,
                    OLDER_DEVICES,
                    CONFLICTING_DEVICES,
                    HIDDEN_DEVICES,
                    OTHER_DEVICES_OF_OURS -> true;
            case VERIFIED,
                    SESSION_RENEWED,
                    NO_LONGER_MEMBER,
                    CAME_BY_INVITE,
                    NEW_DEVICE,
                    OFF_THE_RECORD,
                    ON_THE_RECORD,
                    TIMER -> false;
        };
    }
}
