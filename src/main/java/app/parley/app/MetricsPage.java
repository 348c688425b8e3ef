package app.parley.app;

import app.parley.relay.Relay;
import app.parley.relay.RelayCounts;
import app.parley.relay.RelayStatus;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// How a relay is doing, for the owner's own watchers on the same machine: `/metrics` as Prometheus
/// text, `/health` as 200 or 503. On the loopback address only, and with nothing in it that is about
/// somebody: no accounts, numbers or addresses.
final class MetricsPage implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Relay relay;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MetricsPage(Relay relay, HttpServer server) {
        this.relay = relay;
        this.server = server;
    }

    /// @param port 0 for any free one
    /// @throws IOException if the port is in use
    static MetricsPage open(Relay relay, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        MetricsPage page = new MetricsPage(relay, server);
        server.setExecutor(page.threads);
        server.createContext("/", exchange -> answer(exchange, 404, "there are /metrics and /health\n"));
        server.createContext("/metrics", exchange -> answer(exchange, 200, text(relay.status(), relay.counts())));
        server.createContext("/health", page::health);
        server.start();
        return page;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void health(HttpExchange exchange) throws IOException {
        Optional<String> trouble = trouble(relay.status());
        answer(exchange, trouble.isEmpty() ? 200 : 503, trouble.orElse("ok") + "\n");
    }

    /// What is wrong, if anything is.
    static Optional<String> trouble(RelayStatus status) {
        if (!status.reachable()) {
            return Optional.of("the database does not answer");
        }
        return status.full() ? Optional.of("the disk is full") : Optional.empty();
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TEXT);
            exchange.sendResponseHeaders(code, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    static String text(RelayStatus status, RelayCounts counts) {
        StringBuilder text = new StringBuilder();
        gauge(text, "members", "Accounts.", status.members());
        gauge(text, "members_online", "Accounts signed in now.", status.membersOnline());
        gauge(text, "newcomers", "People who wait to be let in.", status.newcomers());
        gauge(text, "connections", "Connections now, signed in or not.", status.connections());
        gauge(text, "mailboxes", "Mailboxes.", status.mailboxes());
        gauge(text, "envelopes_waiting", "Messages that wait to be fetched.", status.envelopes());
        gauge(text, "envelope_bytes", "Octets of those.", status.bytes());
        gauge(text, "blobs", "Attachments, whole or not.", status.blobs());
        gauge(text, "blob_bytes", "Octets set aside for them.", status.blobBytes());
        gauge(text, "full", "1 if something was refused lately for want of room.", status.full() ? 1 : 0);
        gauge(text, "store_reachable", "0 while the database does not answer.", status.reachable() ? 1 : 0);
        gauge(
                text,
                "start_time_seconds",
                "When it was started, seconds since 1970.",
                status.started().getEpochSecond());
        head(text, "accepted_total", "Messages brought to the disk.", "counter");
        text.append("parley_relay_accepted_total ").append(counts.accepted()).append('\n');
        head(text, "sign_ins_total", "Connections that signed in.", "counter");
        text.append("parley_relay_sign_ins_total ").append(counts.signIns()).append('\n');
        head(text, "refused_total", "Requests that were refused, by reason.", "counter");
        counts.refused()
                .forEach((why, count) ->
                        text.append("parley_relay_refused_total{why=\"%s\"} %d\n".formatted(why, count)));
        return text.toString();
    }

    private static void gauge(StringBuilder text, String name, String help, long value) {
        head(text, name, help, "gauge");
        text.append("parley_relay_").append(name).append(' ').append(value).append('\n');
    }

    private static void head(StringBuilder text, String name, String help, String type) {
        text.append("# HELP parley_relay_%s %s\n# TYPE parley_relay_%s %s\n".formatted(name, help, name, type));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
