package app.parley.relay.mailbox;

import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.MailboxStore.Appended;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One envelope in a mailbox: where its row is, and until the row is there the octets themselves.
/// What changes belongs to the [MailIndex] and is guarded by it.
final class Entry {
    private final long seq;
    private final long row;
    private final long idHigh;
    private final long idLow;
    private final int size;
    /// hours since 1970
    private final long expires;
    /// none once it is on disk: a million of them wait in memory
    private @Nullable Fresh fresh;

    /// What an envelope has until it is on disk.
    private static final class Fresh {
        private @Nullable Envelope envelope;
        private final CompletableFuture<Appended> answer = new CompletableFuture<>();
        /// its row will be written
        private boolean queued;
        /// counted among those that were handed over
        private boolean handed;
        /// acknowledged or deleted
        private boolean gone;

        Fresh(Envelope envelope) {
            this.envelope = envelope;
        }
    }

    private Entry(long seq, long row, EnvelopeId id, int size, long expires, @Nullable Fresh fresh) {
        ByteBuffer octets = ByteBuffer.wrap(id.octets().toArray());
        this.seq = seq;
        this.row = row;
        this.idHigh = octets.getLong();
        this.idLow = octets.getLong();
        this.size = size;
        this.expires = expires;
        this.fresh = fresh;
    }

    static Entry onDisk(long seq, long row, EnvelopeId id, int size, long expires) {
        return new Entry(seq, row, id, size, expires, null);
    }

    static Entry fresh(long seq, long row, EnvelopeId id, long expires, Envelope envelope) {
        return new Entry(seq, row, id, envelope.octets().length(), expires, new Fresh(envelope));
    }

    long seq() {
        return seq;
    }

    long row() {
        return row;
    }

    int size() {
        return size;
    }

    long expires() {
        return expires;
    }

    EnvelopeId id() {
        return new EnvelopeId(
                Octets.of(ByteBuffer.allocate(16).putLong(idHigh).putLong(idLow).array()));
    }

    /// Whether the octets are the same.
    boolean isSame(Entry other) {
        return idLow == other.idLow && idHigh == other.idHigh;
    }

    /// The octets, as long as they are in memory.
    Optional<Envelope> envelope() {
        return Optional.ofNullable(fresh).map(f -> f.envelope);
    }

    /// Completes when the envelope is on disk, or when its recipient has acknowledged it.
    Optional<CompletableFuture<Appended>> answer() {
        return Optional.ofNullable(fresh).map(f -> f.answer);
    }

    boolean isOnDisk() {
        return fresh == null;
    }

    /// Whether a row of it is on disk or will be.
    boolean hasRow() {
        return fresh == null || fresh.queued;
    }

    /// @return whether it was neither queued nor gone before
    boolean queue() {
        boolean now = isWaiting();
        if (now && fresh != null) {
            fresh.queued = true;
        }
        return now;
    }

    /// Whether its recipient has it and neither acknowledged it nor is it being written.
    boolean isWaiting() {
        return fresh != null && !fresh.queued && !fresh.gone;
    }

    boolean isGone() {
        return fresh != null && fresh.gone;
    }

    void gone(boolean is) {
        if (fresh != null) {
            fresh.gone = is;
        }
    }

    /// Nobody needs the octets any more, though somebody may hold this for a while.
    void release() {
        if (fresh != null && !fresh.queued) {
            fresh.envelope = null;
        }
    }

    /// @return what it was before
    boolean handed(boolean is) {
        boolean before = fresh != null && fresh.handed;
        if (fresh != null) {
            fresh.handed = is;
        }
        return before;
    }

    void written() {
        fresh = null;
    }
}
