package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Randomness;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.relay.mailbox.MailboxStore.Stored;
import app.parley.store.PostgresAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresMailboxStoreTest extends MailboxStoreContract {
    private final PostgresAddress address = TestPostgres.fresh();
    private final String schema = TestPostgres.lastSchema();
    private PostgresRelayStore store;
    private PostgresRelayStore other;

    @BeforeEach
    void open() {
        store = PostgresRelayStore.open(address, Samples.fill(32, 1), clock, Randomness.system());
        other = PostgresRelayStore.open(address, Samples.fill(32, 1), clock, Randomness.system());
    }

    @AfterEach
    void close() {
        store.close();
        other.close();
    }

    @Override
    MailboxStore store() {
        return store.mail();
    }

    @Test
    void a_reader_never_sees_a_gap_that_is_filled_later_while_two_relays_append() throws InterruptedException {
        store().create(RID, SID).join();
        long box = store().states(List.of(RID)).join().getFirst().orElseThrow().box();
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Appended>> all = new ArrayList<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            boolean last;
            do {
                last = done.get();
                List<Stored> seen =
                        other.mail().read(box, 1, 2000, Long.MAX_VALUE).join();
                for (int i = 0; i < seen.size(); i++) {
                    if (seen.get(i).seq() != i + 1) {
                        throw new AssertionError("a gap before " + seen.get(i).seq());
                    }
                }
            } while (!last);
        });
        List<Throwable> faults = new ArrayList<>();
        reader.setUncaughtExceptionHandler((thread, fault) -> faults.add(fault));
        for (int i = 0; i < 300; i++) {
            all.add(store().append(SID, envelope(2 * i, 4096)));
            all.add(other.mail().append(SID, envelope(2 * i + 1, 4096)));
            if (i % 20 == 0) {
                all.getLast().join();
            }
        }
        List<Long> numbers = all.stream()
                .map(CompletableFuture::join)
                .map(Appended.Held.class::cast)
                .map(Appended.Held::seq)
                .sorted()
                .toList();
        done.set(true);
        reader.join();
        assertEquals(List.of(), faults);
        assertEquals(600, numbers.getLast());
        assertEquals(600, numbers.stream().distinct().count());
    }

    @Test
    void quotas_are_exact_when_two_relays_fill_one_mailbox() {
        store().create(RID, SID).join();
        List<CompletableFuture<Appended>> all = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            all.add(store().append(SID, envelope(2 * i, 4096)));
            all.add(other.mail().append(SID, envelope(2 * i + 1, 4096)));
        }
        long held = all.stream()
                .filter(each -> each.join() instanceof Appended.Held)
                .count();
        assertEquals(MailboxStore.MAX_ENVELOPES, held);
        assertEquals(new MailboxStore.Load(1, 1000, 1000 * 4096), other.mail().load());
    }

    @Test
    void relays_that_append_and_acknowledge_in_any_order_are_never_in_each_others_way() {
        List<CompletableFuture<?>> all = new ArrayList<>();
        List<Long> boxes = new ArrayList<>();
        for (int b = 0; b < 20; b++) {
            store().create(hash(10 + b), hash(100 + b)).join();
            boxes.add(store().states(List.of(hash(10 + b)))
                    .join()
                    .getFirst()
                    .orElseThrow()
                    .box());
        }
        for (int i = 0; i < 50; i++) {
            for (int b = 0; b < 20; b++) {
                all.add(store().append(hash(100 + b), envelope(2 * i, 4096)));
                all.add(other.mail().append(hash(119 - b), envelope(2 * i + 1, 4096)));
            }
            boxes.forEach(box -> all.add(store().ack(box, 1000)));
            boxes.reversed().forEach(box -> all.add(other.mail().ack(box, 1000)));
            if (i == 25) {
                all.add(store().sweep(clock.instant()));
            }
        }
        all.forEach(CompletableFuture::join);
        boxes.forEach(box -> store().ack(box, 1000).join());
        assertEquals(new MailboxStore.Load(20, 0, 0), store().load());
        TestPostgres.execute(
                "do $$ begin assert (select count(*) from " + schema + ".envelope) = 0, 'envelopes are left'; end $$");
    }

    @Test
    void several_relays_may_sweep_at_once() {
        store().create(RID, SID).join();
        for (int i = 0; i < 20; i++) {
            store().append(SID, envelope(i, 4096)).join();
        }
        clock.pass(Duration.ofDays(15));
        CompletableFuture<Integer> one = store().sweep(clock.instant());
        CompletableFuture<Integer> two = other.mail().sweep(clock.instant());
        assertTrue(one.join() + two.join() <= 20);
        store().sweep(clock.instant()).join();
        assertEquals(20, store().expired(SID).join().orElseThrow().size());
        assertEquals(new MailboxStore.Load(1, 0, 0), store().load());
    }

    @Test
    void what_one_relay_accepted_the_other_knows_as_the_same() {
        store().create(RID, SID).join();
        Appended.Held first =
                (Appended.Held) store().append(SID, envelope(1, 4096)).join();
        Appended.Held again =
                (Appended.Held) other.mail().append(SID, envelope(1, 4096)).join();
        assertEquals(first.seq(), again.seq());
        assertFalse(again.fresh());
    }
}
