package app.parley.client.sync;

import app.parley.net.Connection;
import app.parley.protocol.wire.BlobFrame;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// One connection, seen as questions with answers and frames that come by themselves. A thread of
/// its own reads.
public final class Requests implements AutoCloseable {
    private static final long ANSWER_SECONDS = 20;

    private final Connection connection;
    private final Map<Integer, CompletableFuture<RelayFrame>> open = new ConcurrentHashMap<>();
    private final AtomicInteger lastTag = new AtomicInteger();
    private final CompletableFuture<IOException> ended = new CompletableFuture<>();

    /// Takes what the relay sends by itself. Called on the reading thread: while it works,
    /// nothing more is read.
    @FunctionalInterface
    public interface Pushed {
        void frame(RelayFrame frame) throws IOException;
    }

    private Requests(Connection connection) {
        this.connection = connection;
    }

    /// Begins to read.
    public static Requests start(Connection connection, String name, Pushed pushed) {
        Requests requests = new Requests(connection);
        Thread.ofVirtual().name(name).start(() -> requests.read(pushed));
        return requests;
    }

    public RelayFrame.Welcome welcome() {
        return connection.welcome();
    }

    /// Sends a frame that has an answer.
    ///
    /// @param frame makes the frame with the tag it is given
    /// @return completes on the reading thread; exceptionally with `IOException` if the
    ///     connection ends first
    public CompletableFuture<RelayFrame> send(IntFunction<ClientFrame> frame) {
        int tag = lastTag.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
        CompletableFuture<RelayFrame> answer = new CompletableFuture<>();
        open.put(tag, answer);
        try {
            connection.send(frame.apply(tag));
        } catch (IOException e) {
            end(e);
        }
        if (ended.isDone()) {
            failOpen();
        }
        return answer;
    }

    /// Sends a frame and waits for its answer.
    ///
    /// @throws IOException if the connection ends, or no answer comes for 20 seconds
    public RelayFrame ask(IntFunction<ClientFrame> frame) throws IOException {
        return await(send(frame));
    }

    /// Waits for an answer, as [#ask] does.
    static RelayFrame await(CompletableFuture<RelayFrame> answer) throws IOException {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the connection ended", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the relay does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the relay");
        }
    }

    /// Sends a frame without an answer.
    public void tell(ClientFrame frame) throws IOException {
        connection.send(frame);
    }

    /// Completes, once, with what ended the connection.
    public CompletableFuture<IOException> ended() {
        return ended;
    }

    @Override
    public void close() {
        end(new IOException("closed here"));
    }

    private void read(Pushed pushed) {
        try {
            while (true) {
                RelayFrame frame = connection.receive();
                Optional<Integer> tag = tag(frame);
                if (tag.isEmpty()) {
                    pushed.frame(frame);
                } else {
                    CompletableFuture<RelayFrame> answer = open.remove(tag.get());
                    if (answer == null) {
                        throw new IOException("an answer to no question");
                    }
                    answer.complete(frame);
                }
            }
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException e) {
            end(new IOException("a frame could not be dealt with", e));
        }
    }

    private void end(IOException why) {
        if (ended.complete(why)) {
            connection.close();
            failOpen();
        }
    }

    /// Whoever adds a question after the end comes here itself, so none is left waiting.
    private void failOpen() {
        open.values().forEach(answer -> answer.completeExceptionally(ended.join()));
    }

    private static Optional<Integer> tag(RelayFrame frame) {
        return switch (frame) {
            case RelayFrame.Done f -> Optional.of(f.tag());
            case RelayFrame.Refused f -> Optional.of(f.tag());
            case RelayFrame.CodeSent f -> Optional.of(f.tag());
            case RelayFrame.SignedIn f -> Optional.of(f.tag());
            case RelayFrame.Keys f -> Optional.of(f.tag());
            case RelayFrame.Subscribed f -> Optional.of(f.tag());
            case RelayFrame.Accepted f -> Optional.of(f.tag());
            case RelayFrame.ExpiredList f -> Optional.of(f.tag());
            case RelayFrame.Members f -> Optional.of(f.tag());
            case RelayFrame.Found f -> Optional.of(f.tag());
            case RelayFrame.KnownManifest f -> Optional.of(f.tag());
            case RelayFrame.Pass f -> Optional.of(f.tag());
            case BlobFrame.Answer f -> Optional.of(f.tag());
            case RelayFrame.Removed f -> Optional.empty();
            case RelayFrame.Welcome f -> Optional.empty();
            case RelayFrame.Deliver f -> Optional.empty();
            case RelayFrame.MemberChanged f -> Optional.empty();
            case RelayFrame.MemberLeft f -> Optional.empty();
            case RelayFrame.Presence f -> Optional.empty();
            case RelayFrame.KeysLow f -> Optional.empty();
            case RelayFrame.Addresses f -> Optional.empty();
            case RelayFrame.NumberClaimed f -> Optional.empty();
            case RelayFrame.Pong f -> Optional.empty();
        };
    }
}
