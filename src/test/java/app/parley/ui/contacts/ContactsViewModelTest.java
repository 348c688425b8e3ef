package app.parley.ui.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Marks;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.protocol.AccountId;
import app.parley.ui.fake.Bench;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import app.parley.ui.service.Live;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContactsViewModelTest {
    private final Bench bench = new Bench();
    private final FakeClient client = Samples.busy();
    private final Live live = bench.live(client);
    private final List<AccountId> opened = new ArrayList<>();
    private final List<Message> hits = new ArrayList<>();
    private final ContactsViewModel contacts = new ContactsViewModel(
            live,
            bench.wording,
            opened::add,
            new MessageHits(live, bench.work, bench.wording, (message, search) -> hits.add(message)));

    private List<String> names() {
        return contacts.getRows().stream()
                .map(row -> switch (row) {
                    case ContactRow.Entry entry -> entry.name();
                    case ContactRow.Hit hit -> hit.name() + ": " + hit.words().text();
                    default -> "# " + row.sentence();
                })
                .toList();
    }

    private ContactRow.Entry entry(AccountId id) {
        return contacts.getRows().stream()
                .filter(ContactRow.Entry.class::isInstance)
                .map(ContactRow.Entry.class::cast)
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void conversations_are_listed_by_last_activity() {
        assertEquals("Noa Levi", names().getFirst());
        client.receive(Samples.TOM, "Here at last");
        assertEquals("Tom Okafor", names().getFirst());
        assertEquals("Here at last", entry(Samples.TOM).preview());
        assertEquals(1, entry(Samples.TOM).unread());
    }

    @Test
    void people_are_listed_online_first() {
        contacts.sectionProperty().set(ContactsViewModel.Section.PEOPLE);
        assertEquals(List.of("# Online (3)", "Miriam", "Noa Levi", "Tom Okafor"), names().subList(0, 4));
        assertTrue(names().contains("Priya Raman"));
    }

    @Test
    void the_search_finds_chats_and_people_by_name_and_number() {
        contacts.filterProperty().set("PRI");
        assertEquals(List.of("# People", "Priya Raman"), names());
        contacts.filterProperty().set("555 0102");
        assertEquals(List.of("# Chats", "Tom Okafor"), names());
        contacts.filterProperty().set("רותי");
        assertEquals(List.of("# Chats", "סבתא רותי"), names());
        contacts.openFirst();
        assertEquals(List.of(Samples.GRANDMA), opened);
        contacts.filterProperty().set("nobody at all");
        assertEquals(bench.texts.get("contacts.none-found"), contacts.getEmptyTitle());
    }

    @Test
    void every_row_is_one_sentence() {
        assertEquals(
                "\u200Fסבתא רותי\u200F, verified, last seen today at 13:24, 2 new messages, \u200Fותביאי סוודר, קר פה.\u200F, 13:03. ",
                entry(Samples.GRANDMA).sentence());
        assertTrue(entry(Samples.TOM).sentence().endsWith("Waits here until the host can be reached"));
    }

    @Test
    void who_is_pinned_stands_above_the_others() {
        contacts.keeping().pin(Samples.TOM);
        assertEquals("Tom Okafor", names().getFirst());
        assertTrue(entry(Samples.TOM).pinned());
        assertTrue(entry(Samples.TOM).sentence().contains(", pinned"));
        contacts.keeping().pin(Samples.TOM);
        assertEquals("Noa Levi", names().getFirst());
    }

    @Test
    void the_archive_lies_below_and_opens_with_a_click() {
        int shown = names().size();
        contacts.keeping().archive(Samples.NOA);
        assertEquals("# Archived, one conversation: show", names().getLast());
        assertFalse(names().contains("Noa Levi"));
        contacts.open(contacts.getRows().getLast());
        assertEquals("Noa Levi", names().getLast());
        contacts.open(contacts.getRows().get(contacts.getRows().size() - 2));
        assertFalse(names().contains("Noa Levi"));
        contacts.keeping().archive(Samples.NOA);
        assertEquals(shown, names().size());
    }

    @Test
    void what_is_archived_is_found_all_the_same() {
        contacts.keeping().archive(Samples.NOA);
        contacts.filterProperty().set("noa");
        assertEquals(List.of("# Chats", "Noa Levi"), names());
    }

    @Test
    void who_asks_to_be_heard_stands_apart() {
        client.put(Samples.standing(client.people.get(Samples.TOM), Person.Standing.REQUEST));
        assertEquals(List.of("# Requests (1)", "Tom Okafor", "# Chats", "Noa Levi"), names().subList(0, 4));
        contacts.keeping().accept(Samples.TOM);
        assertEquals("Noa Levi", names().getFirst());
    }

    @Test
    void a_conversation_is_mute_for_its_time() {
        contacts.keeping().mute(Samples.NOA, Keeping.Mute.HOUR);
        assertTrue(entry(Samples.NOA).muted());
        assertTrue(entry(Samples.NOA).sentence().contains(", muted"));
        assertTrue(contacts.keeping().quiet(live.conversation(Samples.NOA).orElseThrow()));
        client.chats.mark(
                Samples.NOA, marks -> marks.mutedUntil(bench.wording.times().now()));
        assertFalse(entry(Samples.NOA).muted());
        contacts.keeping().mute(Samples.NOA, Keeping.Mute.ALWAYS);
        assertEquals(Marks.FOREVER, contacts.keeping().of(Samples.NOA).mutedUntil());
        contacts.keeping().unmute(Samples.NOA);
        assertFalse(contacts.keeping().quiet(live.conversation(Samples.NOA).orElseThrow()));
    }

    @Test
    void who_is_blocked_is_not_announced() {
        contacts.keeping().block(Samples.NOA);
        assertTrue(contacts.keeping().quiet(live.conversation(Samples.NOA).orElseThrow()));
        contacts.keeping().block(Samples.NOA);
        assertFalse(contacts.keeping().quiet(live.conversation(Samples.NOA).orElseThrow()));
    }

    @Test
    void unread_is_marked_by_hand_and_read_as_well() {
        assertEquals(2, entry(Samples.GRANDMA).unread());
        contacts.keeping().turnUnread(Samples.GRANDMA);
        assertEquals(0, entry(Samples.GRANDMA).unread());
        assertFalse(entry(Samples.GRANDMA).marked());
        contacts.keeping().turnUnread(Samples.GRANDMA);
        assertTrue(entry(Samples.GRANDMA).marked());
        assertEquals(Optional.of(Samples.GRANDMA), contacts.unreadNeighbour(Optional.empty(), 1));
    }

    @Test
    void a_conversation_is_deleted() {
        contacts.keeping().delete(Samples.NOA);
        assertFalse(names().contains("Noa Levi"));
    }

    @Test
    void a_draft_is_shown_instead_of_the_last_message() {
        live.drafts().put(Samples.TOM, "half a thought");
        assertTrue(entry(Samples.TOM).draft());
        assertEquals("half a thought", entry(Samples.TOM).preview());
    }

    @Test
    void the_neighbour_goes_round() {
        assertEquals(Optional.of(Samples.NOA), contacts.neighbour(Optional.empty(), 1));
        assertEquals(Optional.of(Samples.GRANDMA), contacts.neighbour(Optional.of(Samples.NOA), 1));
        assertEquals(Optional.of(Samples.JULES), contacts.neighbour(Optional.of(Samples.NOA), -1));
    }

    @Test
    void somebody_is_found_by_number_at_the_relay() {
        List<AccountId> found = new ArrayList<>();
        FindViewModel find = new FindViewModel(client, bench.work, bench.wording, found::add);
        find.numberProperty().set("+1 202 555 0177");
        find.find();
        assertEquals(bench.texts.get("find.nobody"), find.getWords());
        client.findable = Optional.of(client.people.get(Samples.PRIYA));
        find.find();
        assertEquals(List.of(Samples.PRIYA), found);
    }
}
