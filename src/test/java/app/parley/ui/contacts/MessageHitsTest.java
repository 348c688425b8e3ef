package app.parley.ui.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Message;
import app.parley.client.Search;
import app.parley.ui.fake.Bench;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Later;
import app.parley.ui.fake.Samples;
import app.parley.ui.service.Live;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageHitsTest {
    private final Bench bench = new Bench();
    private final FakeClient client = Samples.busy();
    private final List<Message> opened = new ArrayList<>();

    @BeforeEach
    void seed() {
        client.receive(Samples.TOM, "The Quince tree is in bloom");
        client.receive(Samples.NOA, "quinces, two kilos of them, if there are any left at the market when you come by");
    }

    private ContactsViewModel contacts(app.parley.ui.Work work) {
        Live live = bench.live(client);
        return new ContactsViewModel(
                live,
                bench.wording,
                with -> {},
                new MessageHits(live, work, bench.wording, (message, search) -> opened.add(message)));
    }

    private static List<String> rows(ContactsViewModel contacts) {
        return contacts.getRows().stream()
                .map(row -> row instanceof ContactRow.Hit hit ? hit.words().text() : "# " + row.sentence())
                .toList();
    }

    @Test
    void messages_are_found_below_chats_and_people_with_the_words_marked() {
        ContactsViewModel contacts = contacts(bench.work);
        contacts.filterProperty().set("quince");
        assertEquals(
                List.of(
                        "# Messages",
                        "quinces, two kilos of them, if there are any left at the market when you come by",
                        "The Quince tree is in bloom"),
                rows(contacts));
        ContactRow.Hit hit = (ContactRow.Hit) contacts.getRows().get(2);
        assertEquals(List.of(new Search.Span(4, 10)), hit.words().spans());
        assertTrue(hit.sentence().contains("The Quince tree"), hit.sentence());
        contacts.openFirst();
        assertEquals(Samples.NOA, opened.getFirst().with());
        contacts.filterProperty().set("");
        assertTrue(rows(contacts).stream().noneMatch("# Messages"::equals));
    }

    @Test
    void a_hit_far_behind_is_shown_with_what_is_around_it() {
        client.receive(Samples.TOM, "word ".repeat(40) + "needle and more");
        ContactsViewModel contacts = contacts(bench.work);
        contacts.filterProperty().set("needle");
        ContactRow.Hit hit = (ContactRow.Hit) contacts.getRows().get(1);
        assertEquals("…word word word word needle and more", hit.words().text());
        Search.Span span = hit.words().spans().getFirst();
        assertEquals("needle", hit.words().text().substring(span.start(), span.end()));
    }

    @Test
    void of_several_searches_the_last_one_counts_whichever_is_answered_last() {
        Later work = new Later();
        ContactsViewModel contacts = contacts(work);
        contacts.filterProperty().set("tree");
        contacts.filterProperty().set("kilos");
        work.answer(1);
        work.answer(0);
        assertEquals(2, contacts.getRows().size());
        assertTrue(rows(contacts).get(1).startsWith("quinces, two kilos"));
    }

    @Test
    void that_older_messages_cannot_be_searched_yet_is_said() {
        client.searchable = false;
        ContactsViewModel contacts = contacts(bench.work);
        contacts.filterProperty().set("tree");
        assertEquals(
                "# " + bench.texts.get("contacts.incomplete"), rows(contacts).getLast());
    }
}
