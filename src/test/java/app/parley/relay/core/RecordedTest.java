package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.wire.RelayFrame;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordedTest {
    private static final String OURS = "app.parley.relay.";

    @TempDir
    Path dir;

    private static List<RecordedEvent> of(List<RecordedEvent> all, String name) {
        return all.stream()
                .filter(event -> event.getEventType().getName().equals(OURS + name))
                .toList();
    }

    @Test
    void a_flight_recording_tells_of_connections_appends_drains_and_refusals_and_of_nobody() throws Exception {
        Path file = dir.resolve("relay.jfr");
        try (RelayFixture fixture = new RelayFixture(dir);
                Recording recording = new Recording()) {
            List.of("Connection", "Append", "Drain", "Refusal")
                    .forEach(name -> recording.enable(OURS + name).withoutThreshold());
            recording.start();
            try (Peer peer = Person.signedUp(fixture.relay, new Person("+12025550100"))) {
                Peer.Box box = peer.makeBox();
                peer.accepted(box, Peer.envelope(1));
                peer.accepted(box, Peer.envelope(2));
                peer.send(Peer.Box.random(), Peer.envelope(3));
                peer.subscribe(1, box);
                peer.next(RelayFrame.Deliver.class);
                peer.next(RelayFrame.Deliver.class);
            }
            fixture.relay.close();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> all = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith(OURS))
                .toList();
        RecordedEvent connection = of(all, "Connection").getFirst();
        assertTrue(connection.getBoolean("signedIn"));
        assertTrue(connection.getLong("frames") >= 7, connection::toString);
        List<RecordedEvent> appends = of(all, "Append");
        assertEquals(3, appends.size());
        assertTrue(appends.stream().allMatch(event -> event.getInt("size") == 4096));
        assertEquals(
                2, appends.stream().filter(event -> event.getBoolean("durable")).count());
        assertEquals(
                2,
                of(all, "Drain").stream()
                        .mapToInt(event -> event.getInt("envelopes"))
                        .sum());
        assertEquals("NO_SUCH_MAILBOX", of(all, "Refusal").getFirst().getString("reason"));

        // What may be in there at all; a new field has to be thought about here.
        Set<String> fields = all.stream()
                .flatMap(event -> event.getFields().stream())
                .map(ValueDescriptor::getName)
                .collect(Collectors.toSet());
        fields.removeAll(Set.of("startTime", "duration", "eventThread", "stackTrace"));
        assertEquals(Set.of("frames", "signedIn", "size", "durable", "envelopes", "reason"), fields);
        assertFalse(all.isEmpty());
    }
}
