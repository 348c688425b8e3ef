package app.parley.ui.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private final ContactsViewModel contacts = new ContactsViewModel(live, bench.wording, opened::add);

    private List<String> names() {
        return contacts.getRows().stream()
                .map(row -> row instanceof ContactRow.Entry entry ? entry.name() : "# " + row.sentence())
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
        assertEquals(3, contacts.unreadProperty().get());
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
