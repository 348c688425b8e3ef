package app.parley.bench;

import app.parley.crypto.Randomness;
import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.MailboxStore;
import app.parley.relay.mailbox.MailboxStore.Appended;
import app.parley.relay.mailbox.MailboxStore.State;
import app.parley.relay.mailbox.MailboxStore.Stored;
import app.parley.relay.mailbox.Neighbours;
import app.parley.relay.mailbox.PostgresRelayStore;
import app.parley.relay.mailbox.RelayStore;
import app.parley.relay.mailbox.SqliteRelayStore;
import app.parley.relay.mailbox.TestPostgres;
import app.parley.store.PostgresAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/// What the relay's two stores do with envelopes of 4 KiB, every answer durable: the numbers under
/// docs/scaling.md. Server, stores and generator share the machine.
final class StoreBench {
    private static final int BOXES = 500;
    private static final int MANY = 20_000;
    private static final int WINDOW = 512;
    private static final int ONE_BY_ONE = 500;
    private static final int PAGE = 128;

    private final List<Figure> figures = new ArrayList<>();
    private int next;

    private StoreBench() {}

    static List<Figure> measure() throws Exception {
        StoreBench bench = new StoreBench();
        Path folder = Files.createTempDirectory("parley-bench");
        try (RelayStore sqlite = SqliteRelayStore.open(
                folder.resolve("relay.db"), 1L << 40, InstantSource.system(), Randomness.system())) {
            bench.one("sqlite", sqlite);
        }
        PostgresAddress address = TestPostgres.fresh();
        try (RelayStore store = postgres(address);
                RelayStore other = postgres(address)) {
            bench.one("postgres", store);
            bench.two(store, other);
            bench.notice(store, other);
        }
        return bench.figures;
    }

    private static RelayStore postgres(PostgresAddress address) {
        return PostgresRelayStore.open(address, Octets.of(new byte[32]), InstantSource.system(), Randomness.system());
    }

    private static Octets hash(int box, int side) {
        return Octets.of(ByteBuffer.allocate(32).putInt(box).putInt(side).array());
    }

    private Envelope envelope() {
        byte[] bytes = Randomness.system().bytes(4096);
        ByteBuffer.wrap(bytes).putInt(++next);
        return Envelope.of(bytes);
    }

    private void figure(String name, double value, String unit) {
        figures.add(new Figure(name, value, unit));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private void one(String name, RelayStore store) throws InterruptedException {
        MailboxStore mail = store.mail();
        for (int box = 0; box < BOXES; box++) {
            mail.create(hash(box, 1), hash(box, 2)).join();
        }
        append(List.of(mail), MANY / 4);
        figure(name + "_append_s", MANY / append(List.of(mail), MANY), "/s");
        long[] micros = new long[ONE_BY_ONE];
        for (int i = 0; i < ONE_BY_ONE; i++) {
            Envelope envelope = envelope();
            long begun = System.nanoTime();
            mail.append(hash(i % BOXES, 2), envelope).join();
            micros[i] = (System.nanoTime() - begun) / 1000;
        }
        Arrays.sort(micros);
        figure(name + "_one_by_one_us", micros[ONE_BY_ONE / 2], "us");
        figure(name + "_drain_s", drain(mail), "/s");
    }

    private void two(RelayStore store, RelayStore other) throws InterruptedException {
        double took = append(List.of(store.mail(), other.mail()), MANY);
        figure("postgres_append_two_s", MANY / took, "/s");
    }

    /// @return the seconds it took
    private double append(List<MailboxStore> stores, int count) throws InterruptedException {
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            envelopes.add(envelope());
        }
        Semaphore window = new Semaphore(WINDOW);
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            window.acquire();
            CompletableFuture<Appended> answer =
                    stores.get(i % stores.size()).append(hash(i % BOXES, 2), envelopes.get(i));
            answer.whenComplete((appended, fault) -> {
                if (!(appended instanceof Appended.Held)) {
                    throw new IllegalStateException("not kept: " + appended, fault);
                }
                window.release();
            });
        }
        window.acquire(WINDOW);
        return seconds(begun);
    }

    /// @return envelopes a second, read and acknowledged by 32 readers
    private static double drain(MailboxStore mail) throws InterruptedException {
        long waiting = mail.load().envelopes();
        Semaphore readers = new Semaphore(32);
        long begun = System.nanoTime();
        for (int box = 0; box < BOXES; box++) {
            readers.acquire();
            State state = mail.states(List.of(hash(box, 1))).join().getFirst().orElseThrow();
            drain(mail, state.box(), state.acked() + 1).whenComplete((done, fault) -> readers.release());
        }
        readers.acquire(32);
        return waiting / seconds(begun);
    }

    private static CompletableFuture<Void> drain(MailboxStore mail, long box, long from) {
        return mail.read(box, from, PAGE, Long.MAX_VALUE).thenCompose(page -> {
            if (page.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            Stored last = page.getLast();
            return mail.ack(box, last.seq()).thenCompose(done -> drain(mail, box, last.seq() + 1));
        });
    }

    /// From the durable answer at one relay to the word at the other.
    private void notice(RelayStore store, RelayStore other) throws InterruptedException {
        SynchronousQueue<Long> heard = new SynchronousQueue<>();
        Semaphore listening = new Semaphore(0);
        other.neighbours().listen(new Neighbours.Ear() {
            @Override
            public void again() {
                listening.release();
            }

            @Override
            public void appended(long box) {
                try {
                    heard.offer(System.nanoTime(), 1, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void said(String word) {}
        });
        listening.acquire();
        long[] micros = new long[ONE_BY_ONE];
        for (int i = 0; i < ONE_BY_ONE; i++) {
            Envelope envelope = envelope();
            long begun = System.nanoTime();
            store.mail().append(hash(i % BOXES, 2), envelope);
            micros[i] = (heard.take() - begun) / 1000;
        }
        Arrays.sort(micros);
        figure("postgres_to_other_relay_us", micros[ONE_BY_ONE / 2], "us");
    }
}
