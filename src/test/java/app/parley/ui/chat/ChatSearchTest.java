package app.parley.ui.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Message;
import app.parley.ui.fake.Bench;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Looking for something in a long conversation, and the way back.
class ChatSearchTest {
    private static final int LINES = 1000;

    private final Bench bench = new Bench();
    private final FakeClient client = Samples.busy();
    private final List<Message> lines = new ArrayList<>();
    private ChatViewModel chat;

    @BeforeEach
    void open() {
        for (int i = 0; i < LINES; i++) {
            lines.add(client.seed(
                    Samples.PRIYA,
                    Samples.NOW.minus(Duration.ofHours(LINES - i)),
                    false,
                    new Message.Received("line " + i + (i % 100 == 7 ? " of the harbour" : ""), true, true, true)));
        }
        chat = new ChatViewModel(Samples.PRIYA, bench.live(client), bench.work, bench.wording);
        chat.open();
    }

    private List<String> shown() {
        return chat.getRows().stream()
                .filter(ChatRow.Bubble.class::isInstance)
                .map(row -> ((ChatRow.Bubble) row).text())
                .toList();
    }

    private String wanted() {
        return ((ChatRow.Bubble) chat.getRows().get(chat.wantedRowProperty().get())).text();
    }

    /// As the view does once a row that is not the last is in its middle.
    private void scrolledTo(int line) {
        chat.atEndProperty().set(false);
        chat.reading(lines.get(line).order());
    }

    @Test
    void hits_are_gone_through_from_the_newest_up_and_esc_leads_back_to_where_the_person_was() {
        scrolledTo(950);
        chat.getSearch().open();
        chat.getSearch().wordsProperty().set("HARBOUR");
        assertEquals("1 of 10", chat.getSearch().getPlace());
        assertEquals("line 907 of the harbour", wanted());
        chat.getSearch().older();
        chat.getSearch().older();
        assertEquals("3 of 10", chat.getSearch().getPlace());
        assertEquals("line 707 of the harbour", wanted());
        assertFalse(shown().contains("line 999"), "only a part is loaded");
        assertEquals(
                Optional.of(lines.get(707).order()),
                chat.highlights().pointedProperty().get());
        chat.getSearch().newer();
        assertEquals("line 807 of the harbour", wanted());
        chat.getSearch().close();
        assertEquals("line 950", wanted());
        assertFalse(chat.getSearch().isOpen());
        assertTrue(chat.highlights().searchProperty().get().isEmpty());
    }

    @Test
    void the_part_around_a_hit_grows_both_ways_until_the_ends() {
        chat.getSearch().open();
        chat.getSearch().wordsProperty().set("line 507");
        assertEquals(80, shown().size());
        chat.loadOlder();
        chat.loadNewer();
        assertEquals(200, shown().size());
        assertEquals("line 408", shown().getFirst());
        while (!chat.toTheEnd()) {
            chat.loadNewer();
        }
        assertEquals("line 999", shown().getLast());
        assertEquals(592, shown().size());
        chat.loadNewer();
        assertEquals(592, shown().size());
    }

    @Test
    void what_comes_meanwhile_leaves_no_gap_and_is_there_at_the_end() {
        chat.getSearch().open();
        chat.getSearch().wordsProperty().set("line 107");
        chat.atEndProperty().set(false);
        client.receive(Samples.PRIYA, "news");
        assertFalse(shown().contains("news"));
        assertEquals(1, chat.getNewBelow());
        chat.down();
        assertEquals("news", shown().getLast());
        assertEquals("line 999", shown().get(shown().size() - 2));
        assertEquals(0, chat.getNewBelow());
    }

    @Test
    void who_writes_is_at_the_end_again() {
        chat.getSearch().open();
        chat.getSearch().wordsProperty().set("line 107");
        chat.getComposing().draftProperty().set("found it");
        chat.getComposing().send();
        assertEquals("found it", shown().getLast());
        assertTrue(shown().contains("line 999"));
    }

    @Test
    void the_button_leads_back_first_and_then_down() {
        scrolledTo(950);
        chat.getSearch().open();
        chat.getSearch().wordsProperty().set("line 107");
        chat.down();
        assertEquals("line 950", wanted());
        chat.down();
        assertTrue(chat.atEndProperty().get());
        assertEquals("line 999", shown().getLast());
    }

    @Test
    void nothing_found_is_said_and_nothing_moves() {
        chat.getSearch().open();
        chat.getSearch().wordsProperty().set("submarine");
        assertEquals("Nothing found", chat.getSearch().getPlace());
        assertEquals("line 999", shown().getLast());
        chat.getSearch().wordsProperty().set("");
        assertEquals("", chat.getSearch().getPlace());
    }

    @Test
    void a_day_is_gone_to_and_one_after_the_last_message_is_the_end() {
        chat.getSearch().open();
        chat.getSearch()
                .goTo(
                        bench.wording.times().day(lines.get(300).sentAt()),
                        bench.wording.times().zone());
        String first = wanted();
        int line = Integer.parseInt(first.substring("line ".length()).split(" ")[0]);
        assertTrue(line <= 300 && line > 300 - 24, first);
        chat.getSearch()
                .goTo(
                        bench.wording.times().today().plusDays(40),
                        bench.wording.times().zone());
        assertEquals("line 999", shown().getLast());
    }

    @Test
    void a_hit_picked_in_the_list_is_shown_in_its_place_among_the_others() {
        chat.showHit(lines.get(307), "harbour");
        assertTrue(chat.getSearch().isOpen());
        assertEquals("7 of 10", chat.getSearch().getPlace());
        assertEquals("line 307 of the harbour", wanted());
    }

    @Test
    void a_message_that_went_meanwhile_leaves_the_one_before_it() {
        client.delete(lines.get(307).id());
        chat.showHit(lines.get(307), "harbour");
        assertEquals("line 306", wanted());
    }
}
