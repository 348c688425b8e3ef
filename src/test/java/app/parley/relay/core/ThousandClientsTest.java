package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.Rate;
import app.parley.relay.RelayLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The origin stopped at ten.
class ThousandClientsTest {
    private static final int CLIENTS = 1000;
    /// How many shake hands at a time: a busy machine must not make the last of a thousand give up.
    private static final int DIALLING = 100;

    @TempDir
    Path dir;

    @Test
    @Timeout(120)
    void a_thousand_clients_at_once_each_send_and_get_a_message() throws Exception {
        try (RelayFixture fixture = new RelayFixture(dir, manyMailboxes());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Peer.Box> boxes = new ArrayList<>();
            try (Peer owner = Person.signedUp(fixture.relay, new Person("+12025550100"))) {
                for (int i = 0; i < CLIENTS; i++) {
                    boxes.add(owner.makeBox());
                }
            }
            List<Peer> peers = new ArrayList<>();
            for (int from = 0; from < CLIENTS; from += DIALLING) {
                List<Future<Peer>> dialled = new ArrayList<>();
                for (Peer.Box box : boxes.subList(from, from + DIALLING)) {
                    dialled.add(threads.submit(() -> subscribed(fixture, box)));
                }
                peers.addAll(all(dialled));
            }
            try {
                await().until(() -> fixture.relay.status().connections() == CLIENTS);
                List<Future<Peer>> done = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    int me = i;
                    done.add(threads.submit(() -> exchange(peers.get(me), me, boxes.get((me + 1) % CLIENTS))));
                }
                assertEquals(CLIENTS, all(done).size());
                await().until(() -> fixture.relay.status().envelopes() == 0);
            } finally {
                peers.forEach(Peer::close);
            }
        }
    }

    private static RelayLimits manyMailboxes() {
        RelayLimits d = RelayLimits.DEFAULT;
        return new RelayLimits(
                d.codesPerNumber(),
                d.codesPerAddress(),
                d.codesAtAll(),
                d.triesPerNumber(),
                d.lookups(),
                new Rate(CLIENTS, Duration.ofSeconds(1)),
                d.publishes(),
                d.fetchesPerPair(),
                d.fetchesPerTarget(),
                d.diskBytes(),
                d.connections(),
                d.connectionsPerAddress(),
                d.subscriptions());
    }

    private static Peer subscribed(RelayFixture fixture, Peer.Box box) throws IOException {
        Peer peer = fixture.dial();
        peer.subscribe(1, box);
        return peer;
    }

    private static Peer exchange(Peer peer, int me, Peer.Box next) throws IOException {
        peer.accepted(next, Peer.envelope(me));
        RelayFrame.Deliver got = peer.next(RelayFrame.Deliver.class);
        assertEquals(Peer.envelope((me + CLIENTS - 1) % CLIENTS), got.envelope());
        peer.connection.send(new ClientFrame.Ack(1, got.seq()));
        return peer;
    }

    private static List<Peer> all(List<Future<Peer>> futures) throws InterruptedException, ExecutionException {
        List<Peer> peers = new ArrayList<>();
        for (Future<Peer> future : futures) {
            peers.add(future.get());
        }
        return peers;
    }
}
