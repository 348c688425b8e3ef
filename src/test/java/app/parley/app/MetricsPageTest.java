package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.relay.AdmissionPolicy;
import app.parley.relay.Relay;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayStatus;
import app.parley.relay.core.Person;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MetricsPageTest {
    private static final RelayStatus WELL =
            new RelayStatus(3, 2, 4, 5, 6, 7, true, 1, 8, 9, false, Instant.ofEpochSecond(1_800_000_000));

    @TempDir
    Path folder;

    private Relay relay;
    private MetricsPage page;

    @BeforeEach
    void start() throws IOException {
        relay = Wiring.relay(
                folder.resolve("relay"),
                new ListenAddress("127.0.0.1", 0),
                List.of(),
                RelayConfig.Shared.NOTHING,
                AdmissionPolicy.CIRCLE,
                InstantSource.system());
        page = MetricsPage.open(relay, 0);
    }

    @AfterEach
    void stop() {
        page.close();
        relay.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + page.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void it_is_prometheus_text_that_counts_and_names_nobody() throws Exception {
        Person alice = new Person("+12025550101");
        Person.signedUp(relay, alice).close();
        HttpResponse<String> answer = get("/metrics");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.headers().firstValue("content-type").orElseThrow().startsWith("text/plain; version=0.0.4"));
        for (String line : answer.body().lines().toList()) {
            assertTrue(
                    line.matches("# (HELP|TYPE) parley_relay_[a-z_]+ .+"
                            + "|parley_relay_[a-z_]+(\\{why=\"[A-Z_]+\"})? [0-9]+"),
                    line);
        }
        assertTrue(answer.body().contains("\nparley_relay_members 1\n"), answer.body());
        assertTrue(answer.body().contains("\nparley_relay_full 0\n"), answer.body());
        assertTrue(answer.body().contains("\nparley_relay_refused_total{why=\"RELAY_FULL\"} 0\n"), answer.body());
        Needles needles = new Needles()
                .text("number", "2025550101")
                .octets("account", alice.id.octets().toArray())
                .text("address", "127.0.0.1");
        assertEquals(List.of(), needles.in(answer.body().getBytes(StandardCharsets.UTF_8)));
        assertEquals(200, get("/health").statusCode());
        assertEquals(404, get("/secrets/tls.pem").statusCode());
    }

    @Test
    void it_says_so_when_the_disk_is_full_or_the_database_away() {
        assertEquals(Optional.empty(), MetricsPage.trouble(WELL));
        RelayStatus full = new RelayStatus(3, 2, 4, 5, 6, 7, true, 1, 8, 9, true, WELL.started());
        RelayStatus away = new RelayStatus(3, 2, 4, 5, 6, 7, false, 1, 8, 9, false, WELL.started());
        assertEquals(Optional.of("the disk is full"), MetricsPage.trouble(full));
        assertEquals(Optional.of("the database does not answer"), MetricsPage.trouble(away));
        assertTrue(MetricsPage.text(full, relay.counts()).contains("\nparley_relay_full 1\n"));
        assertTrue(MetricsPage.text(away, relay.counts()).contains("\nparley_relay_store_reachable 0\n"));
    }

    @Test
    void a_port_in_use_is_told() {
        assertThrows(BindException.class, () -> MetricsPage.open(relay, page.port()));
    }

    @Test
    void other_machines_do_not_reach_it() throws Exception {
        List<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress address : outside) {
            assertThrows(IOException.class, () -> new Socket(address, page.port()).close(), address::toString);
        }
        assertFalse(get("/health").body().isEmpty());
    }
}
