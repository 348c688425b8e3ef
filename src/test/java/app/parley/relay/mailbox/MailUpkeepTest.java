package app.parley.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.crypto.Randomness;
import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.relay.mailbox.MailboxStore.Stored;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Envelopes are moved and wiped while others are written, read and acknowledged.
class MailUpkeepTest {
    private static final int BOXES = 12;
    private static final int ROUNDS = 8;

    @TempDir
    Path dir;

    private final Random random = new Random(11);
    /// what must be in each mailbox, by number
    private final List<Map<Long, Envelope>> model = new ArrayList<>();

    private SqliteRelayStore open() {
        return SqliteRelayStore.open(dir.resolve("relay.db"), 1L << 30, InstantSource.system(), Randomness.system());
    }

    private static Octets hash(int box, int side) {
        return Octets.of(ByteBuffer.allocate(32).putInt(box).putInt(side).array());
    }

    private Envelope envelope() {
        byte[] octets = new byte[1 << 12 + 2 * random.nextInt(3)];
        random.nextBytes(octets);
        return Envelope.of(octets);
    }

    private static MailboxStore.State state(SqliteRelayStore store, int box) {
        return store.mail().states(List.of(hash(box, 1))).join().getFirst().orElseThrow();
    }

    private void append(SqliteRelayStore store, int box) {
        Envelope envelope = envelope();
        Appended.Held held =
                (Appended.Held) store.mail().append(hash(box, 2), envelope).join();
        model.get(box).put(held.seq(), envelope);
    }

    private void ackSome(SqliteRelayStore store, int box, int leave) {
        TreeMap<Long, Envelope> left = (TreeMap<Long, Envelope>) model.get(box);
        if (left.size() > leave) {
            long upTo = new ArrayList<>(left.keySet()).get(left.size() - leave - 1);
            store.mail().ack(state(store, box).box(), upTo).join();
            left.headMap(upTo, true).clear();
        }
    }

    private void look(SqliteRelayStore store, int box) {
        List<Stored> read = store.mail()
                .read(state(store, box).box(), 1, 1000, Long.MAX_VALUE)
                .join();
        Map<Long, Envelope> found = new TreeMap<>();
        read.forEach(each -> found.put(each.seq(), each.envelope()));
        assertEquals(model.get(box), found);
    }

    @Test
    void nobody_ever_reads_anything_but_their_own_and_the_file_follows_what_waits() throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger tidied = new AtomicInteger();
        long most = 0;
        try (SqliteRelayStore store = open()) {
            for (int box = 0; box < BOXES; box++) {
                store.mail().create(hash(box, 1), hash(box, 2)).join();
                model.add(new TreeMap<>());
            }
            CompletableFuture<Void> upkeep = CompletableFuture.runAsync(
                    () -> {
                        while (!over.get()) {
                            store.tidy().join();
                            tidied.incrementAndGet();
                        }
                    },
                    task -> Thread.ofPlatform().start(task));
            for (int round = 0; round < ROUNDS; round++) {
                for (int n = 0; n < 40; n++) {
                    for (int box = 0; box < BOXES; box++) {
                        append(store, box);
                        ackSome(store, random.nextInt(BOXES), 25);
                    }
                    look(store, random.nextInt(BOXES));
                }
                most = Math.max(most, Files.size(dir.resolve("mail.slots")));
                for (int box = 0; box < BOXES; box++) {
                    ackSome(store, box, random.nextInt(3));
                    look(store, box);
                }
            }
            over.set(true);
            upkeep.join();
            assertTrue(tidied.get() > ROUNDS, "the upkeep ran meanwhile: " + tidied.get());
            // What is left was moved to the front.
            store.tidy().join();
            long left = Files.size(dir.resolve("mail.slots"));
            assertTrue(left < Math.max(most / 2, 3L << 20), "from " + most + " to " + left);
            for (int box = 0; box < BOXES; box++) {
                look(store, box);
            }
        }
        try (SqliteRelayStore store = open()) {
            for (int box = 0; box < BOXES; box++) {
                look(store, box);
            }
        }
    }
}
