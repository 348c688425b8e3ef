package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Randomness;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.relay.mailbox.MailboxStore.Stored;
import app.parley.store.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMailboxStoreTest extends MailboxStoreContract {
    @TempDir
    Path dir;

    private SqliteRelayStore store;

    @BeforeEach
    void open() {
        open(1L << 30);
    }

    private void open(long bytes) {
        store = SqliteRelayStore.open(dir.resolve("relay.db"), bytes, clock, Randomness.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    MailboxStore store() {
        return store.mail();
    }

    @Test
    void everything_is_there_after_reopening() {
        store().create(RID, SID).join();
        store().create(hash(5), hash(6)).join();
        for (int i = 0; i < 20; i++) {
            store().append(SID, envelope(i, 4096)).join();
            store().append(hash(6), envelope(i, 16384)).join();
        }
        long box = store().states(List.of(RID)).join().getFirst().orElseThrow().box();
        store().ack(box, 7).join();
        MailboxStore.Load load = store().load();
        var states = store().states(List.of(RID, hash(5))).join();
        close();
        open();
        assertEquals(load, store().load());
        assertEquals(states, store().states(List.of(RID, hash(5))).join());
        List<Stored> left = store().read(box, 1, 100, Long.MAX_VALUE).join();
        assertEquals(13, left.size());
        assertEquals(envelope(7, 4096), left.getFirst().envelope());
        assertEquals(8, left.getFirst().seq());
    }

    @Test
    void a_transaction_that_does_not_fit_fails_alone_and_leaves_memory_as_it_was() {
        close();
        open(300_000);
        store().create(RID, SID).join();
        store().create(hash(5), hash(6)).join();
        List<CompletableFuture<Appended>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(store().append(i % 2 == 0 ? SID : hash(6), envelope(i, 4096)));
        }
        int held = 0;
        for (CompletableFuture<Appended> each : all) {
            try {
                assertInstanceOf(Appended.Held.class, each.join());
                held++;
            } catch (CompletionException e) {
                assertEquals(
                        StoreException.Why.FULL,
                        assertInstanceOf(StoreException.class, e.getCause()).why());
            }
        }
        assertTrue(held > 5 && held < 200, "held " + held);
        assertEquals(held, store().load().envelopes());
        MailboxStore.Load load = store().load();
        close();
        open();
        assertEquals(load, store().load());
        assertInstanceOf(
                Appended.Held.class, store().append(SID, envelope(999, 4096)).join());
        long box = store().states(List.of(RID)).join().getFirst().orElseThrow().box();
        List<Long> numbers = store().read(box, 1, 1000, Long.MAX_VALUE).join().stream()
                .map(Stored::seq)
                .toList();
        for (int i = 0; i < numbers.size(); i++) {
            assertEquals(i + 1L, numbers.get(i));
        }
    }

    @Test
    void closing_answers_what_was_asked_and_refuses_what_comes_after() {
        store().create(RID, SID).join();
        List<CompletableFuture<Appended>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(store().append(SID, envelope(i, 4096)));
        }
        store.finish();
        all.forEach(each -> assertInstanceOf(Appended.Held.class, each.join()));
        CompletionException e = assertThrows(
                CompletionException.class,
                () -> store().append(SID, envelope(999, 4096)).join());
        assertInstanceOf(RejectedExecutionException.class, e.getCause());
        close();
        open();
        assertEquals(500, store().load().envelopes());
    }
}
