package app.parley.relay.mailbox;

import static app.parley.relay.mailbox.MailboxStoreContract.RID;
import static app.parley.relay.mailbox.MailboxStoreContract.SID;
import static app.parley.relay.mailbox.MailboxStoreContract.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Randomness;
import app.parley.protocol.Envelope;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.relay.mailbox.MailboxStore.Appended.Held;
import app.parley.relay.mailbox.MailboxStore.Recipients;
import app.parley.relay.mailbox.MailboxStore.State;
import app.parley.relay.mailbox.MailboxStore.Stored;
import app.parley.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Envelopes that go from the sender straight to a recipient who is there.
class HandoverTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path dir;

    private final ConcurrentLinkedQueue<Long> arrived = new ConcurrentLinkedQueue<>();
    private final Recipients there = (box, seq, envelope) -> arrived.add(seq);
    private final Sender sender = new Sender();
    private SqliteRelayStore store;
    private long box;

    @BeforeEach
    void open() {
        open(dir, 1L << 30, LONG);
        store.mail().create(RID, SID).join();
        box = state().box();
        // The first one is written, and numbers for the next ones are reserved then.
        assertEquals(1, held(append(1)).seq());
        store.mail().ack(box, 1).join();
        barrier();
    }

    private void open(Path folder, long bytes, Duration patience) {
        store = SqliteRelayStore.open(
                folder.resolve("relay.db"), bytes, InstantSource.system(), Randomness.system(), patience);
    }

    private void reopen(long bytes, Duration patience) {
        store.close();
        open(dir, bytes, patience);
        held(append(0));
        store.mail().ack(box, Long.MAX_VALUE).join();
        barrier();
    }

    /// Everything asked for before is on disk.
    private void barrier() {
        store.mail().renew(List.of()).join();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private State state() {
        return store.mail().states(List.of(RID)).join().getFirst().orElseThrow();
    }

    private static byte[] text(int n) {
        return ("envelope number " + n + " of this test;").getBytes(StandardCharsets.UTF_8);
    }

    private static Envelope envelope(int n) {
        byte[] bytes = new byte[4096];
        System.arraycopy(text(n), 0, bytes, 2000, text(n).length);
        return Envelope.of(bytes);
    }

    private CompletableFuture<Appended> append(int n) {
        return store.mail().append(SID, envelope(n), sender, there);
    }

    private static Held held(CompletableFuture<Appended> answer) {
        return assertInstanceOf(
                Held.class, answer.orTimeout(20, TimeUnit.SECONDS).join());
    }

    private List<Long> waiting() {
        return store.mail().read(box, 1, 1000, Long.MAX_VALUE).join().stream()
                .map(Stored::seq)
                .toList();
    }

    private boolean isOnDisk(int n) throws IOException {
        String text = new String(text(n), StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void one_that_is_acknowledged_at_once_never_touches_the_disk() throws IOException {
        CompletableFuture<Appended> answer = append(2);
        assertEquals(List.of(1L, 2L), List.copyOf(arrived));
        assertFalse(answer.isDone(), "nothing vouches for it yet");
        store.mail().ack(box, 2).join();
        assertEquals(2, held(answer).seq());
        assertEquals(new State(box, 2, 2), state());
        assertEquals(new MailboxStore.Load(1, 0, 0), store.mail().load());
        barrier();
        assertFalse(isOnDisk(2));
        store.mail().append(SID, envelope(3)).join();
        assertTrue(isOnDisk(3), "this is how one is found");
    }

    @Test
    void one_that_is_not_acknowledged_is_written_after_a_while_and_is_there_after_a_restart() {
        reopen(1L << 30, SHORT);
        long seq = held(append(2)).seq();
        assertEquals(List.of(seq), waiting());
        store.close();
        open(dir, 1L << 30, LONG);
        assertEquals(List.of(seq), waiting());
    }

    @Test
    void after_a_recipient_was_slow_the_next_ones_are_written_at_once() {
        reopen(1L << 30, Duration.ofMillis(600));
        CompletableFuture<Appended> slow = append(2);
        barrier();
        assertFalse(slow.isDone());
        held(slow);
        CompletableFuture<Appended> next = append(3);
        barrier();
        assertTrue(next.isDone());
    }

    @Test
    void whoever_is_not_there_gets_it_written_at_once() throws IOException {
        held(store.mail().append(SID, envelope(2)));
        assertTrue(isOnDisk(2));
        assertEquals(List.of(2L), waiting());
    }

    @Test
    void closing_writes_what_was_handed_over_and_how_far_it_was_acknowledged() {
        CompletableFuture<Appended> second = append(2);
        CompletableFuture<Appended> third = append(3);
        store.mail().ack(box, 2).join();
        assertFalse(third.isDone());
        store.close();
        held(second);
        held(third);
        open(dir, 1L << 30, LONG);
        assertEquals(new State(box, 2, 3), state());
        assertEquals(List.of(3L), waiting());
        assertTrue(held(append(4)).seq() > 3);
    }

    @Test
    void acknowledging_while_the_store_ends_does_no_harm() {
        CompletableFuture<Appended> second = append(2);
        CompletableFuture<Appended> third = append(3);
        store.mail().ack(box, 2).join();
        store.finish();
        store.mail().ack(box, 3).exceptionally(refused -> null).join();
        held(second);
        held(third);
        // Its row can no longer be erased: it comes once more after the restart.
        assertEquals(new MailboxStore.Load(1, 1, 4096), store.mail().load());
    }

    @Test
    void acknowledging_the_last_that_was_handed_over_while_the_store_ends_does_no_harm() {
        store.finish();
        CompletableFuture<Appended> late = append(2);
        assertTrue(late.isCompletedExceptionally());
        store.mail().ack(box, 2).join();
        assertEquals(List.of(), waiting());
    }

    @Test
    void one_that_is_written_takes_those_before_it_along_so_that_a_crash_turns_no_order() {
        CompletableFuture<Appended> second = append(2);
        CompletableFuture<Appended> third = append(3);
        assertFalse(second.isDone());
        long fourth = held(store.mail().append(SID, envelope(4))).seq();
        assertTrue(second.isDone() && third.isDone(), "the later one is on disk, the earlier are not");
        store.close();
        open(dir, 1L << 30, LONG);
        assertEquals(List.of(2L, 3L, fourth), waiting());
    }

    @Test
    void one_for_another_mailbox_is_written_and_those_before_it_too_until_all_are_answered() {
        store.mail().create(hash(5), hash(6)).join();
        held(store.mail().append(hash(6), envelope(1), sender, there));
        barrier();
        CompletableFuture<Appended> second = append(2);
        assertFalse(second.isDone());
        held(store.mail().append(hash(6), envelope(3), sender, there));
        assertTrue(second.isDone(), "the later one is on disk, the earlier is not");
        assertEquals(List.of(2L), waiting());
        CompletableFuture<Appended> alone = store.mail().append(hash(6), envelope(4), sender, there);
        CompletableFuture<Appended> another = store.mail().append(hash(6), envelope(5), sender, there);
        barrier();
        assertFalse(alone.isDone() || another.isDone());
        assertFalse(store.mail().append(SID, envelope(6), new Sender(), there).isDone(), "others are not concerned");
    }

    @Test
    void after_a_crash_no_number_that_was_shown_is_given_again() throws IOException {
        append(2);
        append(3);
        store.mail().ack(box, 2).join();
        Path copy = Files.createDirectory(dir.resolve("copy"));
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        store.close();
        open(copy, 1L << 30, LONG);
        assertEquals(List.of(), waiting());
        long next = held(append(4)).seq();
        assertTrue(next > 3, "given again: " + next);
    }

    @Test
    void the_same_octets_again_wait_for_the_same_answer() {
        CompletableFuture<Appended> first = append(2);
        CompletableFuture<Appended> again = append(2);
        assertFalse(again.isDone());
        store.mail().ack(box, 2).join();
        assertTrue(held(first).fresh());
        assertFalse(held(again).fresh());
        assertEquals(List.of(1L, 2L), List.copyOf(arrived));
    }

    @Test
    void a_mailbox_that_is_deleted_answers_who_waited() {
        CompletableFuture<Appended> answer = append(2);
        store.mail().delete(RID).join();
        assertInstanceOf(
                Appended.NoSuchMailbox.class,
                answer.orTimeout(20, TimeUnit.SECONDS).join());
        assertEquals(new MailboxStore.Load(0, 0, 0), store.mail().load());
    }

    @Test
    void one_that_no_longer_fits_when_it_is_late_is_refused_and_not_kept() {
        reopen(250_000, SHORT);
        int refused = 0;
        for (int n = 2; n < 100; n++) {
            CompletableFuture<Appended> answer = append(n).orTimeout(20, TimeUnit.SECONDS);
            if (answer.handle((held, fault) -> fault != null).join()) {
                CompletionException e = assertThrows(CompletionException.class, answer::join);
                assertEquals(
                        StoreException.Why.FULL,
                        assertInstanceOf(StoreException.class, e.getCause()).why());
                refused++;
            }
        }
        assertTrue(refused > 0 && refused < 98, "refused " + refused);
        assertEquals(98 - refused, waiting().size());
    }

    @Test
    void more_than_the_reserved_numbers_are_given_without_a_repeat_or_a_turn_of_order() {
        List<Long> given = new ArrayList<>();
        for (int n = 2; n < 4000; n++) {
            CompletableFuture<Appended> answer = append(n);
            store.mail().ack(box, Long.MAX_VALUE).join();
            if (!answer.isDone()) {
                barrier();
                store.mail().ack(box, Long.MAX_VALUE).join();
            }
            given.add(held(answer).seq());
        }
        for (int i = 1; i < given.size(); i++) {
            assertTrue(given.get(i) > given.get(i - 1));
        }
        assertEquals(new MailboxStore.Load(1, 0, 0), store.mail().load());
        assertInstanceOf(
                Appended.NoSuchMailbox.class,
                store.mail().append(hash(9), envelope(1), sender, there).join());
    }

    @Test
    void what_was_handed_over_can_be_read_by_whoever_comes_next() {
        append(2);
        append(3);
        List<Stored> read = store.mail().read(box, 2, 10, Long.MAX_VALUE).join();
        assertEquals(
                List.of(envelope(2), envelope(3)),
                read.stream().map(Stored::envelope).toList());
        assertEquals(new State(box, 1, 3), state());
    }
}
