package app.parley.ui.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.Said;
import app.parley.ui.fake.Bench;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import app.parley.ui.service.Live;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChatViewModelTest {
    private final Bench bench = new Bench();
    private final FakeClient client = Samples.busy();
    private final Live live = bench.live(client);

    private ChatViewModel open(app.parley.protocol.AccountId with) {
        ChatViewModel chat = new ChatViewModel(with, live, bench.work, bench.wording);
        chat.open();
        return chat;
    }

    private static List<ChatRow.Bubble> bubbles(ChatViewModel chat) {
        return chat.getRows().stream()
                .filter(ChatRow.Bubble.class::isInstance)
                .map(ChatRow.Bubble.class::cast)
                .toList();
    }

    @Test
    void a_sent_text_appears_and_the_field_is_empty() {
        ChatViewModel chat = open(Samples.NOA);
        chat.getComposing().draftProperty().set("  see you\nsoon ");
        chat.getComposing().send();
        assertEquals("  see you\nsoon ", bubbles(chat).getLast().text());
        assertEquals("", chat.getComposing().draftProperty().get());
    }

    @Test
    void blanks_are_never_sent() {
        ChatViewModel chat = open(Samples.NOA);
        int before = chat.getRows().size();
        chat.getComposing().draftProperty().set(" \n\t ");
        chat.getComposing().send();
        assertEquals(before, chat.getRows().size());
        assertTrue(client.asked.isEmpty());
    }

    @Test
    void a_text_that_was_refused_comes_back_with_the_reason() {
        ChatViewModel chat = open(Samples.NOA);
        client.refuseNext = Optional.of(ClientException.Why.DISK_FULL);
        chat.getComposing().draftProperty().set("keep me");
        chat.getComposing().send();
        assertEquals("keep me", chat.getComposing().draftProperty().get());
        assertEquals(bench.texts.get("failure.DISK_FULL"), chat.getFailure());
        chat.dismissFailure();
        assertEquals("", chat.getFailure());
    }

    @Test
    void messages_within_five_minutes_are_one_group() {
        ChatViewModel chat = open(Samples.GRANDMA);
        assertEquals(
                List.of(ChatRow.Place.FIRST, ChatRow.Place.LAST),
                bubbles(chat).stream().map(ChatRow.Bubble::place).toList());
    }

    @Test
    void days_are_separated() {
        ChatViewModel chat = open(Samples.NOA);
        List<String> days = chat.getRows().stream()
                .filter(ChatRow.Day.class::isInstance)
                .map(ChatRow::sentence)
                .toList();
        assertEquals(List.of("Tuesday, 17 November", "Yesterday", "Today"), days);
    }

    @Test
    void messages_that_waited_are_marked_and_unseen_ones_have_a_line() {
        ChatViewModel noa = open(Samples.NOA);
        assertTrue(noa.getRows().contains(new ChatRow.Away("While you were away")));
        ChatViewModel grandma = open(Samples.GRANDMA);
        assertTrue(grandma.getRows().contains(new ChatRow.Unread("New, while you were away")));
        assertEquals(1, grandma.unreadRow());
    }

    @Test
    void a_step_of_delivery_changes_only_its_row() {
        ChatViewModel chat = open(Samples.NOA);
        chat.getComposing().draftProperty().set("hello");
        chat.getComposing().send();
        Message sent = client.messages.get(Samples.NOA).lastEntry().getValue();
        List<ChatRow> before = List.copyOf(chat.getRows());
        client.deliver(sent, new Delivery.OnDevice(Samples.NOW));
        assertEquals(before.subList(0, before.size() - 1), chat.getRows().subList(0, before.size() - 1));
        assertEquals(
                Optional.of(new Delivery.OnDevice(Samples.NOW)),
                bubbles(chat).getLast().delivery());
    }

    @Test
    void older_messages_come_page_by_page_in_front_of_the_others() {
        for (int i = 0; i < 150; i++) {
            client.seed(
                    Samples.PRIYA,
                    Samples.NOW.minus(Duration.ofMinutes(200 - i)),
                    false,
                    new Message.Received("m" + i, true, true, true));
        }
        ChatViewModel chat = open(Samples.PRIYA);
        assertEquals("m90", bubbles(chat).getFirst().text());
        chat.loadOlder();
        assertEquals("m30", bubbles(chat).getFirst().text());
        chat.loadOlder();
        chat.loadOlder();
        assertEquals("m0", bubbles(chat).getFirst().text());
        assertEquals(150, bubbles(chat).size());
    }

    @Test
    void what_is_far_away_is_not_kept_and_comes_again() {
        for (int i = 0; i < 2000; i++) {
            client.seed(
                    Samples.PRIYA,
                    Samples.NOW.minus(Duration.ofMinutes(3000 - i)),
                    i == 1990,
                    i == 1990
                            ? new Message.Sent(Said.of("m1990"), new Delivery.Read(Samples.NOW))
                            : new Message.Received("m" + i, true, true, true));
        }
        ChatViewModel chat = open(Samples.PRIYA);
        while (!bubbles(chat).getFirst().text().equals("m0")) {
            chat.loadOlder();
            assertTrue(
                    bubbles(chat).size() <= Timeline.MOST,
                    "kept " + bubbles(chat).size());
        }
        assertFalse(chat.toTheEnd());
        chat.getComposing().editLast();
        assertEquals("m1990", chat.getComposing().draftProperty().get(), "the last one is still there to edit");
        while (!chat.toTheEnd()) {
            chat.loadNewer();
            assertTrue(
                    bubbles(chat).size() <= Timeline.MOST,
                    "kept " + bubbles(chat).size());
        }
        assertEquals("m1999", bubbles(chat).getLast().text());
        assertEquals(
                bubbles(chat).size(),
                bubbles(chat).getLast().order() - bubbles(chat).getFirst().order() + 1,
                "none is missing between");
    }

    @Test
    void what_comes_in_while_reading_above_is_counted_until_the_end_is_seen() {
        ChatViewModel chat = open(Samples.NOA);
        chat.atEndProperty().set(false);
        client.receive(Samples.NOA, "one");
        client.receive(Samples.NOA, "two");
        assertEquals(2, chat.getNewBelow());
        chat.atEndProperty().set(true);
        assertEquals(0, chat.getNewBelow());
    }

    @Test
    void only_what_is_looked_at_is_marked_read() {
        ChatViewModel chat = open(Samples.GRANDMA);
        long last = bubbles(chat).getLast().order();
        chat.seen(last);
        assertTrue(client.asked.isEmpty());
        chat.activeProperty().set(true);
        chat.seen(last);
        chat.seen(last);
        assertEquals(List.of("markRead " + last), client.asked);
        assertEquals(0, live.conversation(Samples.GRANDMA).orElseThrow().unread());
    }

    @Test
    void a_changed_key_of_somebody_verified_blocks_sending_until_verified_again() {
        ChatViewModel chat = open(Samples.DANIEL);
        assertEquals(
                ChatPartner.Composer.BLOCKED,
                chat.getPartner().composerProperty().get());
        chat.getComposing().draftProperty().set("anything");
        chat.getComposing().send();
        assertTrue(client.asked.isEmpty());
        client.setVerified(Samples.DANIEL, true);
        assertEquals(
                ChatPartner.Composer.OPEN, chat.getPartner().composerProperty().get());
        assertEquals("anything", chat.getComposing().draftProperty().get());
    }

    @Test
    void two_lists_of_devices_block_sending_until_the_person_goes_on() {
        client.put(Samples.with(client.people.get(Samples.TOM), Person.Trust.CONFLICTING_DEVICES));
        ChatViewModel chat = open(Samples.TOM);
        assertEquals(
                ChatPartner.Composer.CONFLICT,
                chat.getPartner().composerProperty().get());
        chat.getComposing().draftProperty().set("anything");
        chat.getComposing().send();
        assertTrue(client.asked.isEmpty());
        chat.acts().acceptKeyChange();
        assertEquals(
                ChatPartner.Composer.OPEN, chat.getPartner().composerProperty().get());
    }

    @Test
    void going_off_the_record_is_shown_and_can_be_taken_back() {
        ChatViewModel chat = open(Samples.TOM);
        assertFalse(chat.getPartner().isOffTheRecord());
        chat.acts().switchRecord();
        assertTrue(chat.getPartner().isOffTheRecord());
        chat.acts().switchRecord();
        assertFalse(chat.getPartner().isOffTheRecord());
    }

    @Test
    void a_changed_key_of_somebody_unverified_is_said_until_accepted() {
        ChatViewModel chat = open(Samples.JULES);
        assertTrue(chat.getPartner().isKeyNotice());
        assertEquals(
                ChatPartner.Composer.OPEN, chat.getPartner().composerProperty().get());
        chat.acts().acceptKeyChange();
        assertFalse(chat.getPartner().isKeyNotice());
    }

    @Test
    void a_person_with_a_new_account_goes_on_in_the_same_tab() {
        ChatViewModel chat = open(Samples.TOM);
        Person back = Samples.person(Samples.account(40), 2, "Tom Okafor", true, Person.Trust.CHANGED);
        client.publish(new ClientEvent.PersonReplaced(Samples.TOM, back));
        assertEquals(back.id(), chat.with());
        chat.getComposing().draftProperty().set("is it you?");
        chat.getComposing().send();
        assertEquals("is it you?", bubbles(chat).getLast().text());
    }

    @Test
    void somebody_who_left_cannot_be_written_to() {
        Person tom = client.people.get(Samples.TOM);
        client.put(new Person(
                tom.id(),
                tom.phone(),
                tom.name(),
                false,
                tom.lastSeen(),
                tom.trust(),
                false,
                Duration.ZERO,
                false,
                tom.standing()));
        assertEquals(
                ChatPartner.Composer.GONE,
                open(Samples.TOM).getPartner().composerProperty().get());
    }

    @Test
    void what_was_typed_survives_closing_the_tab() {
        ChatViewModel chat = open(Samples.TOM);
        chat.getComposing().draftProperty().set("half a thought");
        chat.close();
        assertEquals("half a thought", live.drafts().get(Samples.TOM));
        assertEquals(
                "half a thought",
                open(Samples.TOM).getComposing().draftProperty().get());
        assertFalse(live.drafts().containsKey(Samples.TOM));
    }

    @Test
    void a_stuck_message_can_be_tried_again_or_deleted() {
        ChatViewModel chat = open(Samples.MIRIAM);
        ChatRow.Bubble stuck = bubbles(chat).getLast();
        assertTrue(stuck.stuck() && stuck.showsState());
        chat.actions().resend(stuck.id());
        chat.actions().delete(stuck.id());
        assertEquals(List.of("resend", "delete"), client.asked);
        assertEquals(1, bubbles(chat).size());
    }

    private Message row(app.parley.protocol.AccountId with, int fromTheEnd) {
        List<Message> all = List.copyOf(client.messages.get(with).values());
        return all.get(all.size() - 1 - fromTheEnd);
    }

    @Test
    void an_answer_names_what_it_answers_and_the_next_message_is_a_new_one() {
        ChatViewModel chat = open(Samples.NOA);
        chat.getComposing().replyToLast();
        assertEquals(
                "Noa Levi: Yes! He always finds the best cheese 🧀🇫🇷",
                chat.getComposing().getAnswering().getWords());
        chat.getComposing().draftProperty().set("He does");
        chat.getComposing().send();
        assertFalse(chat.getComposing().getAnswering().isActive());
        assertEquals(
                Optional.of("Yes! He always finds the best cheese 🧀🇫🇷"),
                bubbles(chat).getLast().quote().map(ChatRow.Quote::words));
        chat.getComposing().draftProperty().set("New subject");
        chat.getComposing().send();
        assertEquals(Optional.empty(), bubbles(chat).getLast().quote());
    }

    @Test
    void the_arrow_up_changes_the_last_own_message_and_leaves_what_was_being_typed() {
        ChatViewModel chat = open(Samples.NOA);
        chat.getComposing().draftProperty().set("half a thought");
        chat.getComposing().editLast();
        assertEquals(
                "Should I tell Tom as well?",
                chat.getComposing().draftProperty().get());
        chat.getComposing().cancelAnswering();
        assertEquals("half a thought", chat.getComposing().draftProperty().get());
        chat.getComposing().editLast();
        chat.getComposing().draftProperty().set("Should I tell Tom?");
        chat.getComposing().send();
        assertEquals("half a thought", chat.getComposing().draftProperty().get());
        ChatRow.Bubble changed = bubbles(chat).stream()
                .filter(row -> row.said().edits() > 0)
                .findFirst()
                .orElseThrow();
        assertEquals("Should I tell Tom?", changed.text());
        assertEquals("14:25, edited", changed.time());
    }

    @Test
    void a_refused_change_stays_in_the_composer_with_the_reason() {
        ChatViewModel chat = open(Samples.NOA);
        chat.getComposing().editLast();
        chat.getComposing().draftProperty().set("changed");
        client.refuseNext = Optional.of(ClientException.Why.NO_SUCH_MESSAGE);
        chat.getComposing().send();
        assertEquals("changed", chat.getComposing().draftProperty().get());
        assertEquals(bench.texts.get("failure.NO_SUCH_MESSAGE"), chat.getFailure());
    }

    @Test
    void reactions_taking_back_and_forwarding_are_asked_of_the_client_or_the_shell() {
        ChatViewModel chat = open(Samples.NOA);
        chat.actions().react(row(Samples.NOA, 0), "👍");
        assertEquals(
                List.of("👍"),
                bubbles(chat).getLast().said().reactions().stream()
                        .map(reaction -> reaction.emoji())
                        .toList());
        assertTrue(bubbles(chat).getLast().sentence().contains("You reacted 👍."));
        chat.actions().takeBack(row(Samples.NOA, 1));
        assertTrue(chat.getRows().stream().anyMatch(line -> line.sentence().equals("You took this message back")));
        Message last = row(Samples.NOA, 0);
        chat.actions().forward(last);
        assertEquals(List.of(last), chat.chosen().forwardingProperty().get());
    }

    @Test
    void several_messages_are_forwarded_copied_deleted_or_taken_back_at_once() {
        ChatViewModel chat = open(Samples.NOA);
        Selection chosen = chat.getSelection();
        Message mine = row(Samples.NOA, 1);
        Message theirs = row(Samples.NOA, 0);
        assertTrue(mine.mine() && !theirs.mine());
        chat.actions().selection().turn(theirs);
        chat.actions().selection().turn(mine);
        assertTrue(chosen.isActive() && !chosen.isAllMine());
        assertEquals(List.of(mine, theirs), chosen.messages());
        assertEquals(
                mine.said().orElseThrow().text() + "\n"
                        + theirs.said().orElseThrow().text(),
                chosen.words());
        chat.chosen().forward();
        assertEquals(List.of(mine, theirs), chat.chosen().forwardingProperty().get());
        assertFalse(chosen.isActive());
        chosen.turn(mine);
        chosen.turn(mine);
        assertFalse(chosen.isActive(), "a second click takes it out");
        chosen.turn(mine);
        assertTrue(chosen.isAllMine());
        chat.chosen().takeBack();
        assertTrue(chat.getRows().stream().anyMatch(line -> line.sentence().equals("You took this message back")));
        chosen.turn(theirs);
        int before = bubbles(chat).size();
        chat.chosen().delete();
        assertEquals(before - 1, bubbles(chat).size());
        assertFalse(chosen.isActive());
    }

    @Test
    void what_is_gone_is_not_selected_any_more() {
        ChatViewModel chat = open(Samples.NOA);
        Selection chosen = chat.getSelection();
        Message theirs = row(Samples.NOA, 0);
        chosen.turn(theirs);
        client.delete(theirs.id());
        assertFalse(chosen.isActive());
    }

    @Test
    void who_asks_to_be_heard_is_accepted_turned_away_or_blocked() {
        client.put(Samples.standing(client.people.get(Samples.TOM), Person.Standing.REQUEST));
        ChatViewModel chat = open(Samples.TOM);
        assertEquals(
                ChatPartner.Composer.REQUEST,
                chat.getPartner().composerProperty().get());
        assertTrue(chat.getPartner().getComposerWords().contains("Tom Okafor"));
        chat.acts().accept();
        assertEquals(
                ChatPartner.Composer.OPEN, chat.getPartner().composerProperty().get());
        chat.acts().block(true);
        assertEquals(
                ChatPartner.Composer.UNWANTED,
                chat.getPartner().composerProperty().get());
        chat.acts().block(false);
        assertEquals(
                ChatPartner.Composer.OPEN, chat.getPartner().composerProperty().get());
        chat.acts().deleteAll();
        assertEquals(List.of(), chat.getRows());
    }

    @Test
    void a_quote_leads_to_its_row_and_back() {
        ChatViewModel chat = open(Samples.NOA);
        Message tom = row(Samples.NOA, 1);
        chat.actions().jump(new Said.Quote(tom.id(), true, Optional.empty()));
        ChatRow shown = chat.getRows().get(chat.wantedRowProperty().get());
        assertEquals(tom.id(), ((ChatRow.Bubble) shown).id());
        assertEquals(List.of(), client.asked, "what is loaded is not looked up");
        assertTrue(chat.isAway());
        chat.down();
        assertFalse(chat.isAway());
    }

    @Test
    void a_quote_leads_to_a_message_far_above_and_back_to_where_the_person_was() {
        List<Message> all = manyFromPriya();
        ChatViewModel chat = open(Samples.PRIYA);
        long here = bubbles(chat).get(20).order();
        chat.atEndProperty().set(false);
        chat.reading(here);
        assertTrue(bubbles(chat).getFirst().order() > all.get(7).order(), "it is not loaded");
        chat.actions().jump(new Said.Quote(all.get(7).id(), false, Optional.of("m7")));
        ChatRow.Bubble shown =
                (ChatRow.Bubble) chat.getRows().get(chat.wantedRowProperty().get());
        assertEquals("m7", shown.text());
        assertEquals(
                Optional.of(all.get(7).order()),
                chat.highlights().pointedProperty().get());
        chat.atEndProperty().set(false);
        assertTrue(chat.comeBack());
        shown = (ChatRow.Bubble) chat.getRows().get(chat.wantedRowProperty().get());
        assertEquals(here, shown.order());
        assertFalse(chat.comeBack(), "nothing to come back from");
    }

    @Test
    void a_quote_whose_original_is_gone_says_so_and_nothing_moves() {
        List<Message> all = manyFromPriya();
        ChatViewModel chat = open(Samples.PRIYA);
        List<ChatRow> before = List.copyOf(chat.getRows());
        client.delete(all.get(7).id());
        chat.actions().jump(new Said.Quote(all.get(7).id(), false, Optional.empty()));
        assertEquals(bench.texts.get("chat.quote.lost"), chat.getFailure());
        assertEquals(-1, chat.wantedRowProperty().get());
        assertEquals(before, chat.getRows());
        assertFalse(chat.isAway());
        chat.dismissFailure();
        chat.actions().jump(new Said.Quote(all.get(8).id(), true, Optional.empty()));
        assertEquals(
                bench.texts.get("chat.quote.lost"), chat.getFailure(), "an id of the other side is another message");
    }

    private List<Message> manyFromPriya() {
        for (int i = 0; i < 300; i++) {
            client.seed(
                    Samples.PRIYA,
                    Samples.NOW.minus(Duration.ofMinutes(400 - i)),
                    false,
                    new Message.Received("m" + i, true, true, true));
        }
        return List.copyOf(client.messages.get(Samples.PRIYA).values());
    }

    @Test
    void who_is_writing_is_shown_for_six_seconds_or_until_the_message_comes() {
        ChatViewModel chat = open(Samples.NOA);
        client.publish(new ClientEvent.Typing(Samples.NOA, true));
        assertEquals("is writing…", chat.getPartner().getPresence());
        client.receive(Samples.NOA, "done");
        assertEquals("online", chat.getPartner().getPresence());
        client.publish(new ClientEvent.Typing(Samples.NOA, true));
        client.publish(new ClientEvent.Typing(Samples.TOM, true));
        client.publish(new ClientEvent.Typing(Samples.NOA, false));
        assertEquals("online", chat.getPartner().getPresence());
    }

    @Test
    void a_timer_is_shown_and_changed() {
        ChatViewModel chat = open(Samples.NOA);
        assertEquals("", chat.getPartner().getTimerWords());
        chat.acts().setTimer(Duration.ofDays(1));
        assertEquals(
                "Messages disappear one day after they were sent and seen",
                chat.getPartner().getTimerWords());
    }
}
