package app.parley.bench;

import app.parley.net.TlsIdentity;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// The broker Mosquitto, if it is installed: TLS 1.3 with a key of the relay's kind, no limit on what it queues,
/// otherwise as it comes. It writes what it holds to disk every half an hour and when it ends; nothing is synced
/// before it answers.
final class MosquittoServer implements Server {
    private final ServerProcess process;
    private final int port;

    private MosquittoServer(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    private static Optional<String> program() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "mosquitto"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /// Starts it in a new folder; empty if it is not installed.
    static Optional<Server> start(Path folder) throws IOException {
        Optional<String> program = program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Files.createDirectories(folder);
        Path pem = Files.writeString(
                folder.resolve("tls.pem"),
                TlsIdentity.create(new SecureRandom()).toPem());
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("mosquitto.conf"), """
                user %s
                listener %d 127.0.0.1
                certfile %s
                keyfile %s
                tls_version tlsv1.3
                allow_anonymous true
                set_tcp_nodelay true
                max_inflight_messages 0
                max_queued_messages 0
                persistence true
                persistence_location %s/
                log_type error
                """.formatted(
                        System.getProperty("user.name"), port, pem, pem, folder));
        ServerProcess process = ServerProcess.start(List.of(program.get(), "-c", settings.toString()), folder);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> listens(port));
        return Optional.of(new MosquittoServer(process, port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String prefix() {
        return "mosquitto_";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public Link link(int number, Use use) {
        return new MqttLink(number, use == Use.LASTING);
    }

    @Override
    public void tidyMemory() {
        // It frees what it does not need by itself.
    }

    @Override
    public void checkEmpty() {
        // It does not say what it holds.
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.close();
    }
}
