package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.app.ParleyProcess;
import app.parley.net.TlsDialer;
import app.parley.protocol.Envelope;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A relay process that is told to stop while people send as fast as they can.
@Timeout(90)
class GracefulStopTest {
    private static final int SENDERS = 6;
    private static final int WINDOW = 32;
    private static final int MOST = 1000;

    @TempDir
    Path dir;

    private final AtomicInteger acceptedInAll = new AtomicInteger();

    /// Sends until the relay goes, and notes what was accepted.
    private BitSet sendUntilItStops(RelayAddress address, RelayPin pin, Peer.Box box) throws IOException {
        BitSet accepted = new BitSet();
        try (Peer peer = new Peer(new TlsDialer().dial(address, pin))) {
            int sent = 0;
            try {
                while (true) {
                    while (sent < MOST && sent - accepted.cardinality() < WINDOW) {
                        peer.connection.send(new ClientFrame.Send(sent + 1, box.sid(), Peer.envelope(sent)));
                        sent++;
                    }
                    switch (peer.connection.receive()) {
                        case RelayFrame.Accepted yes -> {
                            accepted.set(yes.tag() - 1);
                            acceptedInAll.incrementAndGet();
                        }
                        case RelayFrame.Refused no -> {
                            // It is about to stop; only the connection's end ends this.
                        }
                        default -> throw new AssertionError("nothing else was asked for");
                    }
                }
            } catch (IOException e) {
                return accepted;
            }
        }
    }

    @Test
    void sigterm_under_load_ends_well_and_all_that_was_accepted_is_there() throws Exception {
        List<Peer.Box> boxes = new ArrayList<>();
        RelayFixture fixture = new RelayFixture(dir);
        Path data = fixture.config().data();
        RelayPin pin = fixture.relay.pin();
        try (Peer owner = Person.signedUp(fixture.relay, new Person("+12025550100"))) {
            for (int i = 0; i < SENDERS; i++) {
                boxes.add(owner.makeBox());
            }
        }
        fixture.close();
        List<BitSet> accepted = new ArrayList<>();
        try (ParleyProcess process =
                        ParleyProcess.start("relay", "--data", data.toString(), "--listen", "127.0.0.1:0", "--json");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            JsonObject listening = process.next();
            RelayAddress address =
                    RelayAddress.parse(listening.get("address").getAsString()).orElseThrow();
            List<CompletableFuture<BitSet>> sending = new ArrayList<>();
            for (Peer.Box box : boxes) {
                sending.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return sendUntilItStops(address, pin, box);
                            } catch (IOException e) {
                                throw new AssertionError("it does not take the call", e);
                            }
                        },
                        threads));
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> acceptedInAll.get() > 400);
            process.terminate();
            process.endsWith(0);
            sending.forEach(each -> accepted.add(each.join()));
        }
        fixture.start();
        try (fixture;
                Peer reader = fixture.dial()) {
            for (int i = 0; i < SENDERS; i++) {
                BitSet missing = accepted.get(i);
                assertTrue(missing.cardinality() > 0, "everybody was served");
                long last = reader.subscribe(i, boxes.get(i)).last();
                for (long seq = 1; seq <= last; seq++) {
                    RelayFrame.Deliver deliver = reader.next(RelayFrame.Deliver.class);
                    assertEquals(seq, deliver.seq());
                    missing.clear(number(deliver.envelope()));
                    if (seq % 64 == 0) {
                        reader.connection.send(new ClientFrame.Ack(i, seq));
                    }
                }
                assertEquals(new BitSet(), missing, "accepted, and lost");
            }
        }
    }

    /// What [Peer#envelope] was made of.
    private static int number(Envelope envelope) {
        byte[] bytes = envelope.octets().toArray();
        return (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    }
}
