package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Envelope;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayLimits;
import app.parley.relay.mailbox.KillablePostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The database under two relays is killed while both take messages.
@Timeout(90)
class DatabaseKilledTest {
    @TempDir
    Path dir;

    private final HandClock clock = new HandClock();

    private HostedRelay start(String name, KillablePostgres database, Path identity) throws IOException {
        return HostedRelay.start(new RelayConfig(
                        dir.resolve(name),
                        "127.0.0.1",
                        0,
                        List.of(),
                        RelayLimits.DEFAULT,
                        clock,
                        clock,
                        new SecureRandom())
                .withShared(new RelayConfig.Shared(Optional.of(database.address()), Optional.of(identity))));
    }

    /// Sends one after the other until told to stop; what is refused is sent again until it is
    /// accepted, as clients do.
    private static Thread sender(
            HostedRelay relay,
            Peer.Box box,
            AtomicInteger numbers,
            AtomicBoolean stop,
            Set<Envelope> accepted,
            ConcurrentLinkedQueue<Refusal> refusals,
            List<Throwable> faults) {
        Thread thread = Thread.ofPlatform().unstarted(() -> {
            try (Peer peer = Peer.dial(relay)) {
                while (!stop.get()) {
                    Envelope envelope = Peer.envelope(numbers.incrementAndGet());
                    RelayFrame answer = peer.send(box, envelope);
                    while (answer instanceof RelayFrame.Refused refused) {
                        refusals.add(refused.why());
                        answer = peer.send(box, envelope);
                    }
                    synchronized (accepted) {
                        accepted.add(envelope);
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setUncaughtExceptionHandler((t, e) -> faults.add(e));
        thread.start();
        return thread;
    }

    @Test
    void what_was_accepted_arrives_once_and_in_order_and_all_goes_on_by_itself() throws Exception {
        Path identity = dir.resolve("identity");
        Files.writeString(identity, HostedRelay.identity(dir.resolve("one"), new SecureRandom()));
        Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rw-------"));
        try (KillablePostgres database = new KillablePostgres();
                HostedRelay one = start("one", database, identity);
                HostedRelay two = start("two", database, identity)) {
            Peer.Box box;
            try (Peer owner = Person.signedUp(one, new Person("+12025550100"))) {
                box = owner.makeBox();
            }
            Set<Envelope> accepted = new HashSet<>();
            ConcurrentLinkedQueue<Refusal> refusals = new ConcurrentLinkedQueue<>();
            List<Throwable> faults = new ArrayList<>();
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger numbers = new AtomicInteger();
            try (Peer reader = Peer.dial(two)) {
                reader.subscribe(1, box);
                List<Thread> senders = List.of(
                        sender(one, box, numbers, stop, accepted, refusals, faults),
                        sender(two, box, numbers, stop, accepted, refusals, faults));
                List<Envelope> got = new ArrayList<>();
                read(reader, got, 20);
                database.killNine();
                Awaitility.await()
                        .until(() -> !one.status().reachable() && !two.status().reachable());
                Awaitility.await().until(() -> refusals.contains(Refusal.CLOSING));
                database.restart();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> one.status().reachable() && two.status().reachable());
                read(reader, got, got.size() + 40);
                stop.set(true);
                for (Thread each : senders) {
                    each.join();
                }
                assertEquals(List.of(), faults);
                read(reader, got, accepted.size());
                assertEquals(accepted, new HashSet<>(got));
                assertEquals(accepted.size(), got.size(), "once each");
                assertTrue(refusals.stream().allMatch(Refusal.CLOSING::equals), refusals::toString);
            }
        }
    }

    /// Reads in order of numbers, acknowledging, until there are so many.
    private static void read(Peer reader, List<Envelope> got, int until) throws IOException {
        while (got.size() < until) {
            RelayFrame.Deliver next = reader.next(RelayFrame.Deliver.class);
            assertEquals(got.size() + 1, next.seq());
            got.add(assertInstanceOf(Envelope.class, next.envelope()));
            reader.connection.send(new ClientFrame.Ack(1, next.seq()));
        }
    }
}
