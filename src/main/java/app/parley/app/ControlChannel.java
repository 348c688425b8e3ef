package app.parley.app;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process of a person asks another one of the same person: JSON lines over loopback TCP.
///
/// The port and a random token lie in a file that only the owner may read, and every request
/// carries the token, so another user of the machine can reach the port but gets nothing from it.
/// A request and its answer are one line each.
final class ControlChannel implements AutoCloseable {
    /// Longest request and longest answer, in octets.
    private static final int MAX_REQUEST = 64 * 1024;

    private static final int MAX_ANSWER = 16 * 1024 * 1024;
    private static final int MAX_AT_ONCE = 16;
    /// For a whole request and its answer, however they trickle: whoever can reach the port could
    /// otherwise hold all places with an octet now and then.
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int TOKEN_LENGTH = 32;
    private static final Logger LOG = LoggerFactory.getLogger(ControlChannel.class);

    private final Path file;
    private final ServerSocket server;
    private final byte[] token;
    private final Desk desk;
    private final Duration timeout;
    private final Semaphore free = new Semaphore(MAX_AT_ONCE);

    /// Answers requests.
    @FunctionalInterface
    interface Desk {
        /// @return what to answer, any number of objects
        /// @throws Failure whose words go to whoever asked
        List<JsonObject> answer(JsonObject request) throws Failure;
    }

    /// Nobody of ours answers behind the file, or there is no file.
    static final class NobodyThereException extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean listening;

        /// @param listening whether somebody took the connection, but gave no answer that can be
        ///     understood: a process that hangs, or another program that took the port
        NobodyThereException(boolean listening) {
            this.listening = listening;
        }

        boolean listening() {
            return listening;
        }
    }

    private ControlChannel(Path file, ServerSocket server, byte[] token, Desk desk, Duration timeout) {
        this.file = file;
        this.server = server;
        this.token = token;
        this.desk = desk;
        this.timeout = timeout;
    }

    /// Starts to answer on a free loopback port and writes `file`, replacing one that a crash
    /// left behind.
    static ControlChannel open(Path file, Desk desk) throws IOException {
        return open(file, desk, TIMEOUT);
    }

    /// @param timeout for a whole request and its answer
    static ControlChannel open(Path file, Desk desk, Duration timeout) throws IOException {
        byte[] token = new byte[TOKEN_LENGTH];
        new SecureRandom().nextBytes(token);
        ServerSocket server = new ServerSocket(0, MAX_AT_ONCE, InetAddress.getLoopbackAddress());
        ControlChannel channel = new ControlChannel(file, server, token, desk, timeout);
        JsonObject where = new JsonObject();
        where.addProperty("port", server.getLocalPort());
        where.addProperty("token", HexFormat.of().formatHex(token));
        try {
            PrivateFile.write(file, where + "\n");
        } catch (IOException e) {
            server.close();
            throw e;
        }
        Thread.ofVirtual().name("control").start(channel::listen);
        return channel;
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (free.tryAcquire()) {
                    Thread.ofVirtual().name("control-answer").start(() -> serveAndFree(socket));
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.warn("a request from this machine could not be taken: {}", e.getMessage());
                }
            }
        }
    }

    private void serveAndFree(Socket socket) {
        try (socket) {
            String line = within(socket, () -> readLine(socket.getInputStream(), MAX_REQUEST));
            // Working on it has no limit here: a backup takes its time.
            String answer = answer(line) + "\n";
            within(socket, () -> {
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                return answer;
            });
        } catch (IOException e) {
            LOG.debug("whoever asked is gone: {}", e.getMessage());
        } finally {
            free.release();
        }
    }

    @FunctionalInterface
    private interface Talking {
        String run() throws IOException;
    }

    private String within(Socket socket, Talking talking) throws IOException {
        CompletableFuture<Void> guard = closeAfter(socket, timeout);
        try {
            return talking.run();
        } finally {
            guard.cancel(false);
        }
    }

    /// Time limits of single reads do not bound one who dribbles, and there are none for writes.
    private static CompletableFuture<Void> closeAfter(Socket socket, Duration time) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        socket.close();
                    } catch (IOException e) {
                        LOG.debug("a late request did not end: {}", e.getMessage());
                    }
                },
                CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    private JsonObject answer(String line) {
        JsonObject answer = new JsonObject();
        try {
            JsonObject request = StrictJson.object(line);
            if (!tokenFits(StrictJson.text(request, "token").orElse(""))) {
                answer.addProperty("error", "wrong token");
                return answer;
            }
            JsonArray lines = new JsonArray();
            desk.answer(request).forEach(lines::add);
            answer.add("answer", lines);
        } catch (JsonParseException e) {
            answer.addProperty("error", "not a request");
        } catch (Failure e) {
            answer.addProperty("error", e.words());
        }
        return answer;
    }

    private boolean tokenFits(String hex) {
        byte[] given = hex.getBytes(StandardCharsets.UTF_8);
        byte[] right = HexFormat.of().formatHex(token).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, right);
    }

    /// Asks the process behind `file`.
    ///
    /// @throws NobodyThereException if none runs, or what it says is no answer
    /// @throws Failure with the other process' words
    static List<JsonObject> ask(Path file, JsonObject request) throws NobodyThereException, Failure {
        return ask(file, request, TIMEOUT);
    }

    /// The same for what may take longer.
    static List<JsonObject> ask(Path file, JsonObject request, Duration timeout) throws NobodyThereException, Failure {
        JsonObject where = whereabouts(file).orElseThrow(() -> new NobodyThereException(false));
        JsonObject withToken = request.deepCopy();
        withToken.add("token", where.get("token"));
        String line;
        boolean listening = false;
        try (Socket socket = new Socket()) {
            InetSocketAddress address = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), where.get("port").getAsInt());
            socket.connect(address, (int) TIMEOUT.toMillis());
            listening = true;
            CompletableFuture<Void> guard = closeAfter(socket, timeout);
            try {
                socket.getOutputStream().write((withToken + "\n").getBytes(StandardCharsets.UTF_8));
                line = readLine(socket.getInputStream(), MAX_ANSWER);
            } finally {
                guard.cancel(false);
            }
        } catch (IOException e) {
            throw new NobodyThereException(listening);
        }
        return lines(line);
    }

    private static Optional<JsonObject> whereabouts(Path file) {
        try {
            JsonObject where = StrictJson.object(Files.readString(file));
            boolean whole = StrictJson.whole(where, "port", 1, 65535).isPresent()
                    && StrictJson.text(where, "token").isPresent();
            return whole ? Optional.of(where) : Optional.empty();
        } catch (IOException | JsonParseException e) {
            return Optional.empty();
        }
    }

    private static List<JsonObject> lines(String line) throws NobodyThereException, Failure {
        try {
            JsonObject answer = StrictJson.object(line);
            Optional<String> error = StrictJson.text(answer, "error");
            if (error.isPresent()) {
                throw Failure.because(error.get());
            }
            List<JsonObject> lines = new ArrayList<>();
            for (JsonElement element : StrictJson.array(answer, "answer")) {
                lines.add(StrictJson.object(element, "answer"));
            }
            return lines;
        } catch (JsonParseException e) {
            throw new NobodyThereException(true);
        }
    }

    private static String readLine(InputStream in, int most) throws IOException {
        InputStream buffered = new BufferedInputStream(in);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = buffered.read(); octet != '\n'; octet = buffered.read()) {
            if (octet < 0 || line.size() == most) {
                throw new IOException("the line has no end");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /// Stops to answer and removes the file. Idempotent.
    @Override
    public void close() throws IOException {
        if (!server.isClosed()) {
            server.close();
            Files.deleteIfExists(file);
        }
    }
}
