package app.parley.app.update;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.app.update.Fetch.Got;
import app.parley.app.update.Fetch.Why;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses that behave, and others.
@Timeout(60)
class FetchTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private Publisher publisher;

    @BeforeEach
    void start() throws Exception {
        publisher = new Publisher("127.0.0.1");
    }

    @AfterEach
    void stop() {
        publisher.close();
    }

    private Got get(Duration patience) {
        return publisher.fetch(patience).get(publisher.place(), 1000);
    }

    @Test
    void what_lies_there_is_fetched_and_nothing_is_told_of_who_asks() {
        publisher.publish("hello".getBytes(UTF_8));
        assertArrayEquals(
                "hello".getBytes(UTF_8),
                assertInstanceOf(Got.Answer.class, get(PATIENT)).octets());
        var headers = publisher.asked.getFirst();
        // The same for everybody; nothing of a version, a language, a system, or a time before.
        assertEquals(
                Set.of("Accept", "Cache-control", "Connection", "Host", "Pragma", "User-agent"),
                Set.copyOf(headers.keySet()));
        assertEquals(List.of("Parley"), headers.get("User-Agent"));
    }

    @Test
    void no_more_is_read_than_the_limit() {
        publisher.answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = new byte[64 * 1024];
            // Never ends by itself: whoever reads on reads for ever.
            while (true) {
                exchange.getResponseBody().write(part);
            }
        };
        assertEquals(1001, assertInstanceOf(Got.Answer.class, get(PATIENT)).octets().length);
    }

    @Test
    void what_breaks_off_is_no_answer() {
        publisher.answer = exchange -> {
            exchange.sendResponseHeaders(200, 500);
            exchange.getResponseBody().write(new byte[100]);
            throw new IOException("gone");
        };
        assertEquals(new Got.Nothing(Why.UNREACHABLE), get(PATIENT));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirection_is_not_followed(int status) {
        publisher.answer = exchange -> {
            exchange.getResponseHeaders().add("Location", publisher.place() + "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        };
        assertEquals(new Got.Nothing(Why.REDIRECTED), get(PATIENT));
        assertEquals(1, publisher.asked.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 407, 500, 503})
    void an_address_with_nothing_is_no_answer(int status) {
        publisher.answer = exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=x");
            exchange.sendResponseHeaders(status, -1);
        };
        assertEquals(new Got.Nothing(Why.NOT_THERE), get(PATIENT));
    }

    @Test
    void one_that_never_answers_is_given_up() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        publisher.answer = exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertEquals(new Got.Nothing(Why.TOO_SLOW), get(SHORT));
        over.countDown();
    }

    /// An octet now and then keeps each single wait short.
    @Test
    void one_that_drips_is_given_up() {
        publisher.answer = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    Thread.sleep(20);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertEquals(new Got.Nothing(Why.TOO_SLOW), get(SHORT));
    }

    @Test
    void one_that_never_says_anything_is_given_up() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI place = URI.create("https://127.0.0.1:" + mute.getLocalPort() + "/");
            assertEquals(new Got.Nothing(Why.TOO_SLOW), publisher.fetch(SHORT).get(place, 1000));
        }
    }

    @Test
    void who_cannot_show_to_be_the_address_is_not_read() throws Exception {
        publisher.publish("hello".getBytes(UTF_8));
        // An authority that this computer does not know.
        Fetch strict = new Fetch(HttpsURLConnection.getDefaultSSLSocketFactory(), PATIENT);
        assertEquals(new Got.Nothing(Why.NOT_PROVEN), strict.get(publisher.place(), 1000));
        // A certificate for another name.
        try (Publisher other = new Publisher("updates.example.org")) {
            other.publish("hello".getBytes(UTF_8));
            assertEquals(new Got.Nothing(Why.NOT_PROVEN), other.fetch(PATIENT).get(other.place(), 1000));
            assertTrue(other.asked.isEmpty());
        }
        assertTrue(publisher.asked.isEmpty());
    }

    @Test
    void who_does_not_speak_tls_is_no_answer() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\nhello".getBytes(UTF_8));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            URI place = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/");
            assertInstanceOf(Got.Nothing.class, publisher.fetch(PATIENT).get(place, 1000));
        }
    }

    @Test
    void nobody_there_is_no_fault() throws Exception {
        URI place = publisher.place();
        publisher.close();
        assertEquals(new Got.Nothing(Why.UNREACHABLE), publisher.fetch(PATIENT).get(place, 1000));
        URI unknown = URI.create("https://nowhere.invalid/");
        assertEquals(new Got.Nothing(Why.UNREACHABLE), publisher.fetch(PATIENT).get(unknown, 1000));
    }

    @Test
    void a_file_is_read_and_what_is_none_is_not() throws Exception {
        Path file = Files.write(folder.resolve("statement"), new byte[2000]);
        assertEquals(
                1001,
                assertInstanceOf(Got.Answer.class, publisher.fetch(PATIENT).get(file.toUri(), 1000))
                        .octets()
                        .length);
        for (URI none : new URI[] {folder.toUri(), folder.resolve("none").toUri(), URI.create("file:///dev/zero")}) {
            assertEquals(
                    new Got.Nothing(Why.UNREACHABLE), publisher.fetch(PATIENT).get(none, 1000));
        }
    }
}
