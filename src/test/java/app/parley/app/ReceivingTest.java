package app.parley.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Link;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.Samples;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ReceivingTest {
    /// Longer than the silence after which a command believes that there is nothing more.
    private static final Duration SLOW = Duration.ofMillis(1_800);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void what_lay_here_does_not_end_the_waiting_before_the_relay_answered() throws Exception {
        FakeClient client = Samples.busy();
        client.link = new Link.Connecting();
        LiveClient live = new LiveClient(client);
        Report report = new Report(new Terminal(InputStream.nullInputStream(), out, new ByteArrayOutputStream()), true);
        CompletableFuture<Void> receiving = CompletableFuture.runAsync(() -> {
            try {
                new Receiving(live, report).receive(false, Optional.of(Duration.ofSeconds(20)));
            } catch (Failure e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> out.size() > 0);
        await().during(SLOW).atMost(SLOW.plusSeconds(5)).until(() -> !receiving.isDone());
        client.setLink(new Link.Connected());
        client.receive(Samples.NOA, "waited at the relay");
        receiving.join();
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("waited at the relay"), said);
        assertEquals(said.lines().distinct().count(), said.lines().count());
    }
}
