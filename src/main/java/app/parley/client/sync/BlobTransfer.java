package app.parley.client.sync;

import app.parley.protocol.BlobId;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.BlobFrame;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/// Carries a [SealedFile] to the relay and from there (PROTOCOL.md §8). Both ways go on where they
/// stopped: after an `IOException` the same call on the next connections does the rest.
public final class BlobTransfer {
    /// Parts on their way at once.
    private static final int WINDOW = 8;

    /// A relay that falls back more often than that leads nowhere.
    private static final int MAX_FALLBACKS = 100;

    private BlobTransfer() {}

    /// How an upload ended.
    public sealed interface Uploaded {
        /// All of it is on the relay's disk.
        record Whole(Instant expiresAt) implements Uploaded {}

        /// The relay takes none of that size.
        record TooLarge() implements Uploaded {}

        /// It keeps no more for now, or takes no more from this person today.
        record NotNow(Refusal why, Duration retryAfter) implements Uploaded {}

        /// Something else has these capabilities. Seal again with new ones.
        record Taken() implements Uploaded {}
    }

    /// How a download ended.
    public sealed interface Downloaded {
        record Whole() implements Downloaded {}

        /// The relay has no such blob: it expired, was erased, is not whole yet, or never was.
        record Gone() implements Downloaded {}
    }

    /// Hears how far it is.
    @FunctionalInterface
    public interface Progress {
        /// @param octets of the sealed file that are there
        void reached(long octets, long all);
    }

    /// Uploads what is missing of `sealed`.
    ///
    /// @param control signed in
    /// @param mail not signed in
    /// @throws IOException if a connection ends or the file cannot be read; call again to go on
    public static Uploaded upload(
            Requests control, Requests mail, BlobId.Write wid, BlobId.Read bid, Path sealed, Progress progress)
            throws IOException {
        try (FileChannel file = FileChannel.open(sealed, StandardOpenOption.READ)) {
            long size = file.size();
            RelayFrame begun = control.ask(tag -> new BlobFrame.Create(tag, wid, bid, size));
            return begun instanceof BlobFrame.State state && state.size() == size
                    ? new Upload(mail, wid, file, size, progress).from(state)
                    : ended(begun);
        }
    }

    private static Uploaded ended(RelayFrame answer) throws IOException {
        if (!(answer instanceof RelayFrame.Refused refused)) {
            throw new IOException("an answer to another question");
        }
        return switch (refused.why()) {
            case TOO_LARGE -> new Uploaded.TooLarge();
            case MALFORMED -> new Uploaded.Taken();
            case TOO_OFTEN, RELAY_FULL, CLOSING ->
                new Uploaded.NotNow(refused.why(), Duration.ofSeconds(refused.retryAfter()));
            // Erased or swept under way: the next call begins it again.
            case NO_SUCH_BLOB -> new Uploaded.NotNow(refused.why(), Duration.ZERO);
            default -> throw new IOException("the relay takes no blob: " + refused.why());
        };
    }

    /// One run of an upload.
    private static final class Upload {
        private final Requests mail;
        private final BlobId.Write wid;
        private final FileChannel file;
        private final long size;
        private final Progress progress;
        private final Deque<Sent> sent = new ArrayDeque<>();

        private record Sent(long end, CompletableFuture<RelayFrame> answer) {}

        Upload(Requests mail, BlobId.Write wid, FileChannel file, long size, Progress progress) {
            this.mail = mail;
            this.wid = wid;
            this.file = file;
            this.size = size;
            this.progress = progress;
        }

        Uploaded from(BlobFrame.State start) throws IOException {
            BlobFrame.State state = start;
            long next = state.received();
            int fallbacks = 0;
            while (state.received() < size) {
                while (sent.size() < WINDOW && next < size) {
                    next = send(next);
                }
                Sent oldest = sent.remove();
                RelayFrame answer = Requests.await(oldest.answer());
                if (!(answer instanceof BlobFrame.State now) || now.size() != size) {
                    return ended(answer);
                }
                state = now;
                progress.reached(state.received(), size);
                if (state.received() != oldest.end()) {
                    // It forgot some, as after a crash: what is on its way comes too early.
                    next = state.received();
                    sent.clear();
                    if (++fallbacks > MAX_FALLBACKS) {
                        throw new IOException("the relay does not keep what it takes");
                    }
                }
            }
            return new Uploaded.Whole(Instant.ofEpochSecond(state.expiresAt()));
        }

        private long send(long from) throws IOException {
            ByteBuffer part = ByteBuffer.allocate((int) Math.min(BlobFrame.PART, size - from));
            while (part.hasRemaining()) {
                if (file.read(part, from + part.position()) < 0) {
                    throw new IOException("the sealed file was cut short");
                }
            }
            Octets octets = Octets.of(part.array());
            long end = from + octets.length();
            sent.add(new Sent(end, mail.send(tag -> new BlobFrame.Put(tag, wid, from, octets))));
            return end;
        }
    }

    /// Downloads what `part` does not have yet. Only what [SealedFile#open] then opens is genuine.
    ///
    /// @param part made if it is not there
    /// @throws IOException if the connection ends or the file cannot be written; call again to go
    ///     on
    public static Downloaded download(Requests mail, BlobId.Read bid, Path part, Progress progress) throws IOException {
        try (FileChannel file =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long at = file.size() - file.size() % BlobFrame.PART;
            long next = at;
            long size = Long.MAX_VALUE;
            Deque<CompletableFuture<RelayFrame>> asked = new ArrayDeque<>();
            while (at < size) {
                // One at first: it says how many there are.
                int window = size == Long.MAX_VALUE ? 1 : WINDOW;
                while (asked.size() < window && next < size) {
                    asked.add(mail.send(get(bid, next)));
                    next += BlobFrame.PART;
                }
                RelayFrame answer = Requests.await(asked.remove());
                if (answer instanceof RelayFrame.Refused refused && refused.why() == Refusal.NO_SUCH_BLOB) {
                    return new Downloaded.Gone();
                }
                BlobFrame.Part got = checked(answer, at, size);
                write(file, at, got.octets().toArray());
                at += got.octets().length();
                size = got.size();
                progress.reached(at, size);
            }
            file.truncate(size);
            file.force(true);
            return new Downloaded.Whole();
        }
    }

    private static IntFunction<ClientFrame> get(BlobId.Read bid, long offset) {
        return tag -> new BlobFrame.Get(tag, bid, offset);
    }

    private static BlobFrame.Part checked(RelayFrame answer, long at, long known) throws IOException {
        if (!(answer instanceof BlobFrame.Part part)) {
            throw new IOException("the relay does not give the blob");
        }
        long most = SealedFile.sealedLength(SealedFile.MAX_LENGTH);
        boolean sizeFits = part.size() >= 1 && part.size() <= most && (known == Long.MAX_VALUE || part.size() == known);
        long expected = Math.clamp(part.size() - at, 0, BlobFrame.PART);
        if (!sizeFits || part.octets().length() != expected) {
            throw new IOException("a part of another length than it should have");
        }
        return part;
    }

    private static void write(FileChannel file, long at, byte[] octets) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(octets);
        while (left.hasRemaining()) {
            file.write(left, at + left.position());
        }
    }

    /// Erases a blob at the relay, whole or not.
    ///
    /// @return whether there was one
    public static boolean erase(Requests mail, BlobId.Write wid) throws IOException {
        return mail.ask(tag -> new BlobFrame.Delete(tag, wid)) instanceof RelayFrame.Done;
    }
}
