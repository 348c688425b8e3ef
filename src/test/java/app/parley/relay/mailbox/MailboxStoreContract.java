package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.relay.core.HandClock;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.relay.mailbox.MailboxStore.Appended.Held;
import app.parley.relay.mailbox.MailboxStore.State;
import app.parley.relay.mailbox.MailboxStore.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What every [MailboxStore] has to do.
abstract class MailboxStoreContract {
    static final Octets RID = hash(1);
    static final Octets SID = hash(2);

    final HandClock clock = new HandClock();

    abstract MailboxStore store();

    static Octets hash(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return Octets.of(bytes);
    }

    static Envelope envelope(int n, int size) {
        byte[] bytes = new byte[size];
        bytes[0] = (byte) (n >>> 8);
        bytes[1] = (byte) n;
        return Envelope.of(bytes);
    }

    private static Envelope envelope(int n) {
        return envelope(n, 4096);
    }

    private long box() {
        store().create(RID, SID).join();
        return state().box();
    }

    private State state() {
        return store().states(List.of(RID)).join().getFirst().orElseThrow();
    }

    private Held append(int n) {
        return assertInstanceOf(Held.class, store().append(SID, envelope(n)).join());
    }

    private List<Long> numbers(long box, long from) {
        return store().read(box, from, 2000, Long.MAX_VALUE).join().stream()
                .map(Stored::seq)
                .toList();
    }

    @Test
    void numbers_rise_by_one_from_one() {
        long box = box();
        assertEquals(
                List.of(1L, 2L, 3L),
                List.of(append(1).seq(), append(2).seq(), append(3).seq()));
        assertEquals(new State(box, 0, 3), state());
        assertEquals(List.of(2L, 3L), numbers(box, 2));
        assertEquals(envelope(3), store().read(box, 3, 1, 1).join().getFirst().envelope());
    }

    @Test
    void reading_is_bounded_by_count_and_by_size_but_never_empty_handed() {
        long box = box();
        for (int i = 1; i <= 5; i++) {
            append(i);
        }
        assertEquals(2, store().read(box, 1, 2, Long.MAX_VALUE).join().size());
        assertEquals(2, store().read(box, 1, 10, 8192).join().size());
        assertEquals(1, store().read(box, 1, 10, 1).join().size());
        assertTrue(store().read(box, 6, 10, 1).join().isEmpty());
        assertTrue(store().read(box + 1, 1, 10, 1).join().isEmpty());
    }

    @Test
    void acknowledging_erases_up_to_a_number_and_may_be_repeated() {
        long box = box();
        for (int i = 1; i <= 4; i++) {
            append(i);
        }
        store().ack(box, 2).join();
        store().ack(box, 2).join();
        store().ack(box, 1).join();
        assertEquals(List.of(3L, 4L), numbers(box, 1));
        assertEquals(new State(box, 2, 4), state());
        store().ack(box, 1_000_000).join();
        assertEquals(new State(box, 4, 4), state());
        assertEquals(new MailboxStore.Load(1, 0, 0), store().load());
        assertEquals(5, append(5).seq());
        store().ack(box + 1, 5).join();
    }

    @Test
    void the_same_bytes_are_kept_once_while_they_are_held() {
        long box = box();
        Held first = append(1);
        clock.pass(Duration.ofHours(3));
        Held second = append(1);
        assertEquals(new Held(first.box(), first.seq(), first.expiresAt(), false), second);
        store().ack(box, 1).join();
        assertEquals(2, append(1).seq());
    }

    @Test
    void a_mailbox_is_full_at_a_thousand_envelopes_or_sixteen_mebibytes() {
        long box = box();
        List<CompletableFuture<Appended>> all = new ArrayList<>();
        for (int i = 0; i < MailboxStore.MAX_ENVELOPES; i++) {
            all.add(store().append(SID, envelope(i)));
        }
        all.forEach(future -> assertInstanceOf(Held.class, future.join()));
        assertInstanceOf(
                Appended.MailboxFull.class, store().append(SID, envelope(5000)).join());
        store().ack(box, 1000).join();
        for (int i = 0; i < MailboxStore.MAX_BYTES / 65536; i++) {
            assertInstanceOf(Held.class, store().append(SID, envelope(i, 65536)).join());
        }
        assertInstanceOf(
                Appended.MailboxFull.class, store().append(SID, envelope(5000)).join());
        assertEquals(MailboxStore.MAX_BYTES, store().load().bytes());
    }

    @Test
    void making_repeats_harmlessly_and_never_joins_two_mailboxes() {
        assertTrue(store().create(RID, SID).join());
        assertTrue(store().create(RID, SID).join());
        assertFalse(store().create(RID, hash(3)).join());
        assertFalse(store().create(hash(3), SID).join());
        assertEquals(1, store().load().mailboxes());
        assertEquals(
                List.of(true, false),
                store().states(List.of(RID, SID)).join().stream()
                        .map(Optional::isPresent)
                        .toList());
    }

    @Test
    void deleting_erases_all() {
        long box = box();
        append(1);
        assertEquals(Optional.of(box), store().delete(RID).join());
        assertEquals(Optional.empty(), store().delete(RID).join());
        assertInstanceOf(
                Appended.NoSuchMailbox.class, store().append(SID, envelope(1)).join());
        assertEquals(new MailboxStore.Load(0, 0, 0), store().load());
        assertTrue(store().expired(SID).join().isEmpty());
        assertTrue(store().create(RID, SID).join());
        assertEquals(1, append(1).seq());
    }

    @Test
    void an_expired_envelope_leaves_a_notice_for_two_weeks_and_its_number_is_not_used_again() {
        long box = box();
        Held held = append(1);
        long kept = held.expiresAt() - clock.instant().getEpochSecond();
        assertTrue(kept > Duration.ofDays(14).toSeconds()
                && kept <= Duration.ofDays(14).plusHours(1).toSeconds());
        clock.pass(Duration.ofDays(14));
        assertEquals(0, store().sweep(clock.instant()).join());
        append(2);
        clock.pass(Duration.ofHours(1));
        assertEquals(1, store().sweep(clock.instant()).join());
        assertEquals(
                List.of(Entry.idOf(envelope(1))), store().expired(SID).join().orElseThrow());
        assertEquals(List.of(2L), numbers(box, 1));
        clock.pass(Duration.ofDays(14));
        store().ack(box, 2).join();
        store().sweep(clock.instant()).join();
        assertEquals(List.of(), store().expired(SID).join().orElseThrow());
        assertEquals(3, append(3).seq());
    }

    @Test
    void a_mailbox_that_is_not_renewed_goes_when_the_next_period_is_over_with_all_it_holds() {
        Instant start = Instant.EPOCH.plus(Duration.ofDays(MailboxStore.LEASE_DAYS * 800L));
        clock.pass(Duration.between(clock.instant(), start));
        box();
        assertTrue(store().create(hash(5), hash(6)).join());
        clock.pass(Duration.ofDays(MailboxStore.LEASE_DAYS));
        store().renew(List.of(hash(5), hash(7))).join();
        clock.pass(Duration.ofDays(MailboxStore.LEASE_DAYS).minusSeconds(1));
        append(1);
        store().sweep(clock.instant()).join();
        assertEquals(2, store().load().mailboxes());
        clock.pass(Duration.ofSeconds(1));
        assertEquals(1, store().sweep(clock.instant()).join());
        assertEquals(new MailboxStore.Load(1, 0, 0), store().load());
        assertInstanceOf(
                Appended.NoSuchMailbox.class, store().append(SID, envelope(1)).join());
        assertInstanceOf(Held.class, store().append(hash(6), envelope(1)).join());
        clock.pass(Duration.ofDays(MailboxStore.LEASE_DAYS));
        store().sweep(clock.instant()).join();
        assertEquals(0, store().load().mailboxes());
    }

    @Test
    void many_senders_at_once_get_different_numbers_without_a_gap() throws InterruptedException {
        long box = box();
        Set<Long> numbers = new HashSet<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int base = t * 100;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 50; i++) {
                    long seq = append(base + i).seq();
                    synchronized (numbers) {
                        assertTrue(numbers.add(seq));
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(400, numbers.size());
        assertEquals(400, numbers(box, 1).size());
        assertEquals(new State(box, 0, 400), state());
    }
}
