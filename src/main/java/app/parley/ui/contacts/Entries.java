package app.parley.ui.contacts;

import app.parley.client.Conversation;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.ui.Texts;
import app.parley.ui.Wording;
import app.parley.ui.service.Live;
import java.util.Optional;

/// Puts people and conversations into rows.
final class Entries {
    private final Live live;
    private final Wording wording;
    private final Texts texts;
    private final Keeping keeping;

    Entries(Live live, Wording wording, Keeping keeping) {
        this.live = live;
        this.wording = wording;
        this.texts = wording.texts();
        this.keeping = keeping;
    }

    /// A row of the list of people.
    ContactRow entry(Person person) {
        String name = wording.name(person);
        String presence = wording.presence(person);
        return new ContactRow.Entry(
                person.id(),
                name,
                person.online(),
                person.verified(),
                warning(person),
                presence,
                false,
                Optional.empty(),
                "",
                0,
                false,
                false,
                false,
                texts.get("contacts.sentence.person", name, presence, person.verified() ? 1 : 0));
    }

    /// A row of the list of conversations.
    ContactRow entry(Person person, Conversation conversation) {
        String name = wording.name(person);
        Optional<Message> last = conversation.last();
        Optional<String> draft = Optional.ofNullable(live.drafts().get(person.id()));
        String preview = draft.map(String::strip)
                .or(() -> last.map(message -> wording.preview(message, name)))
                .orElse("");
        Optional<Delivery> delivery = draft.isPresent() ? Optional.empty() : last.flatMap(Entries::delivery);
        String when =
                last.map(message -> wording.times().brief(message.sentAt())).orElse("");
        String sentence = texts.get(
                "contacts.sentence.chat",
                name,
                wording.presence(person),
                conversation.unread(),
                preview,
                when,
                delivery.map(wording::delivery).orElse(""),
                person.verified() ? 1 : 0,
                keeping.muted(person.id()) ? 1 : 0,
                conversation.marks().pinned() ? 1 : 0);
        return new ContactRow.Entry(
                person.id(),
                name,
                person.online(),
                person.verified(),
                warning(person),
                preview,
                draft.isPresent(),
                delivery,
                when,
                conversation.unread(),
                conversation.marks().unread(),
                conversation.marks().pinned(),
                keeping.muted(person.id()),
                sentence);
    }

    private static boolean warning(Person person) {
        return switch (person.trust()) {
            case FIRST_SEEN, VERIFIED -> false;
            case CHANGED, CHANGED_AFTER_VERIFIED, CONFLICTING_DEVICES -> true;
        };
    }

    private static Optional<Delivery> delivery(Message message) {
        return message.body() instanceof Message.Sent sent ? Optional.of(sent.delivery()) : Optional.empty();
    }
}
