package app.parley.ui.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientEvent;
import app.parley.client.Conversation;
import app.parley.client.Message;
import app.parley.protocol.AccountId;
import app.parley.ui.Desktop.Announcement;
import app.parley.ui.Texts;
import app.parley.ui.Times;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.UiSettings.Notices;
import app.parley.ui.Wording;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.FakeDesktop;
import app.parley.ui.fake.FakeSettings;
import app.parley.ui.fake.Samples;
import app.parley.ui.service.Live;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Without a window: `fx` runs what it is given when told to, and the moment a rush is gathered for ends when
/// told to.
class NoticesTest {
    private final FakeClient client = Samples.busy();
    private final FakeSettings settings = new FakeSettings(Appearance.LIGHT, 100);
    private final FakeDesktop desktop = new FakeDesktop();
    private final Queue<Runnable> fxQueue = new ArrayDeque<>();
    private final Executor fx = fxQueue::add;
    private final List<Runnable> pauses = new ArrayList<>();
    private final Set<AccountId> inFront = new HashSet<>();
    private final List<String> done = new ArrayList<>();
    private Predicate<Conversation> quiet = conversation -> false;
    private app.parley.ui.notice.Notices notices;

    @BeforeEach
    void listen() {
        Live live = Live.of(client, fx);
        live.begin();
        Texts texts = new Texts(Locale.UK);
        Front front = new Front() {
            @Override
            public boolean shows(AccountId with) {
                return inFront.contains(with);
            }

            @Override
            public void open(AccountId with) {
                done.add("open " + with.hex());
            }

            @Override
            public void raise() {
                done.add("raise");
            }
        };
        notices = new app.parley.ui.notice.Notices(
                live,
                new Wording(texts, new Times(Samples.CLOCK, Samples.ZONE, texts)),
                new app.parley.ui.notice.Notices.Ways(
                        settings, desktop, front, conversation -> quiet.test(conversation)),
                fx,
                (pause, what) -> pauses.add(what));
    }

    private void pulse() {
        while (!fxQueue.isEmpty()) {
            fxQueue.poll().run();
        }
    }

    private void afterTheRush() {
        List<Runnable> due = List.copyOf(pauses);
        pauses.clear();
        due.forEach(Runnable::run);
        pulse();
    }

    private Message receive(AccountId from, String text) {
        Message message = client.receive(from, text);
        pulse();
        return message;
    }

    private Announcement only() {
        Collection<Announcement> all = desktop.announced.values();
        assertEquals(1, all.size());
        return all.iterator().next();
    }

    private int unread(AccountId with) {
        return client.conversation(with).unread();
    }

    @Test
    void a_message_is_announced_with_name_and_text() {
        receive(Samples.MIRIAM, "Are you\nthere?");
        assertEquals("Miriam", only().title().replaceAll(" \\(\\d+\\)", ""));
        assertEquals("Are you there?", only().words());
    }

    @Test
    void by_name_only_it_shows_no_text() {
        settings.notices = Notices.NAME;
        receive(Samples.PRIYA, "the secret");
        assertTrue(only().title().startsWith("Priya"));
        assertEquals("New message", only().words());
    }

    @Test
    void with_neither_it_shows_no_text_and_no_name() {
        settings.notices = Notices.NEITHER;
        receive(Samples.PRIYA, "the secret");
        receive(Samples.MIRIAM, "another");
        afterTheRush();
        assertEquals("Parley", only().title());
        assertTrue(only().words().matches("\\d+ new messages"), only().words());
    }

    @Test
    void switched_off_nothing_is_announced() {
        settings.notices = Notices.OFF;
        receive(Samples.MIRIAM, "x");
        afterTheRush();
        assertEquals(0, desktop.times);
    }

    @Test
    void nothing_is_announced_for_the_conversation_in_front() {
        inFront.add(Samples.MIRIAM);
        receive(Samples.MIRIAM, "x");
        afterTheRush();
        assertEquals(0, desktop.times);
    }

    @Test
    void own_messages_and_read_ones_are_no_news() throws Exception {
        client.send(Samples.MIRIAM, "mine", java.util.Optional.empty());
        Message read = client.seed(
                Samples.MIRIAM, Samples.NOW, false, new Message.Received("read elsewhere", true, true, true));
        client.publish(new ClientEvent.MessageAdded(read));
        pulse();
        assertEquals(0, desktop.times);
    }

    @Test
    void a_rush_in_one_conversation_is_one_notification_with_the_last_text() {
        int before = unread(Samples.PRIYA);
        for (int i = 1; i <= 50; i++) {
            receive(Samples.PRIYA, "line " + i);
        }
        afterTheRush();
        assertEquals(2, desktop.times);
        assertEquals("line 50", only().words());
        assertTrue(only().title().endsWith("(" + (50 + before) + ")"), only().title());
    }

    @Test
    void after_a_night_offline_many_conversations_are_announced_together() {
        List<AccountId> all = List.of(Samples.PRIYA, Samples.MIRIAM, Samples.NOA, Samples.TOM, Samples.LAYLA);
        all.forEach(from -> client.receive(from, "while you slept"));
        pulse();
        assertEquals("5 new messages in 5 conversations", only().words());
        only().chosen().run();
        pulse();
        assertEquals(List.of("raise"), done);
    }

    @Test
    void choosing_a_notification_opens_its_conversation() {
        receive(Samples.PRIYA, "x");
        only().chosen().run();
        assertEquals(List.of(), done);
        pulse();
        assertEquals(List.of("open " + Samples.PRIYA.hex()), done);
    }

    @Test
    void it_goes_when_the_conversation_was_read() {
        Message message = receive(Samples.PRIYA, "x");
        client.markRead(Samples.PRIYA, message.order());
        pulse();
        assertEquals(0, desktop.announced.size());
    }

    @Test
    void it_goes_when_the_message_was_taken_back_or_disappeared() {
        Message back = receive(Samples.PRIYA, "a mistake");
        client.publish(new ClientEvent.MessageChanged(
                new Message(back.id(), back.with(), back.order(), back.sentAt(), false, new Message.Erased(false))));
        pulse();
        assertEquals(0, desktop.announced.size());
        afterTheRush();
        Message fleeting = receive(Samples.PRIYA, "for five seconds");
        client.publish(new ClientEvent.MessageDeleted(Samples.PRIYA, fleeting.id()));
        pulse();
        assertEquals(0, desktop.announced.size());
    }

    @Test
    void what_was_taken_back_during_the_rush_is_never_shown() {
        receive(Samples.PRIYA, "first");
        Message back = receive(Samples.PRIYA, "a mistake");
        client.publish(new ClientEvent.MessageDeleted(Samples.PRIYA, back.id()));
        pulse();
        afterTheRush();
        assertFalse(
                desktop.announced.values().stream().anyMatch(one -> one.words().contains("mistake")));
    }

    @Test
    void quiet_conversations_are_neither_announced_nor_counted() {
        int before = notices.unreadProperty().get();
        quiet = conversation -> conversation.with().equals(Samples.NOA);
        int quietOnes = unread(Samples.NOA);
        receive(Samples.NOA, "x");
        afterTheRush();
        assertEquals(0, desktop.times);
        assertEquals(before - quietOnes, notices.unreadProperty().get());
    }

    @Test
    void the_count_is_that_of_all_unseen_messages() {
        int before = notices.unreadProperty().get();
        Message message = receive(Samples.MIRIAM, "x");
        assertEquals(before + 1, notices.unreadProperty().get());
        int hers = unread(Samples.MIRIAM);
        client.markRead(Samples.MIRIAM, message.order());
        pulse();
        assertEquals(before + 1 - hers, notices.unreadProperty().get());
    }

    @Test
    void a_locked_profile_leaves_nothing_on_the_screen_and_says_nothing_more() {
        receive(Samples.PRIYA, "x");
        notices.close();
        assertEquals(0, desktop.announced.size());
        receive(Samples.MIRIAM, "y");
        afterTheRush();
        assertEquals(0, desktop.announced.size());
    }

    @Test
    void a_very_long_text_is_cut_between_characters() {
        receive(Samples.PRIYA, "😀".repeat(1000));
        assertTrue(only().words().length() < 300);
        assertTrue(only().words().matches("(😀)+…"));
    }
}
