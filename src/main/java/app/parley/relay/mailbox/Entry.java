package app.parley.relay.mailbox;

import app.parley.crypto.Sha256;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.MailboxStore.Appended;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One envelope in a mailbox: where its row is, and until the row is there the octets themselves.
/// What changes belongs to the [MailIndex] and is guarded by it.
final class Entry {
    /// Behind everything that is the same in many.
    private static final int PRINT_AT = 2048;

    private final long seq;
    private final long row;
    /// 0 until it is needed
    private long idHigh;
    private long idLow;
    /// eight octets of it, which differ between any two that were sealed as the protocol says
    private final long print;
    private final boolean hasPrint;
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

    private Entry(long seq, long row, int size, long expires, OptionalLong print, @Nullable Fresh fresh) {
        this.seq = seq;
        this.row = row;
        this.size = size;
        this.expires = expires;
        this.hasPrint = print.isPresent();
        this.print = print.orElse(0);
        this.fresh = fresh;
    }

    static Entry onDisk(long seq, long row, EnvelopeId id, int size, long expires) {
        Entry entry = new Entry(seq, row, size, expires, OptionalLong.empty(), null);
        entry.identify(id);
        return entry;
    }

    static Entry fresh(long seq, long row, long expires, Envelope envelope) {
        int size = envelope.octets().length();
        return new Entry(
                seq, row, size, expires, OptionalLong.of(envelope.octets().u64(PRINT_AT)), new Fresh(envelope));
    }

    /// The first 16 octets of SHA-256 over the envelope.
    static EnvelopeId idOf(Envelope envelope) {
        byte[] hash = Sha256.over(envelope.octets()::feed);
        return new EnvelopeId(Octets.of(Arrays.copyOf(hash, EnvelopeId.LENGTH)));
    }

    /// Its identifier becomes known.
    void identify(EnvelopeId id) {
        ByteBuffer octets = ByteBuffer.wrap(id.octets().toArray());
        idHigh = octets.getLong();
        idLow = octets.getLong();
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

    /// Hashed the first time, which takes longer than all the rest that is done with most envelopes.
    EnvelopeId id() {
        if (idHigh == 0 && idLow == 0 && fresh != null && fresh.envelope != null) {
            identify(idOf(fresh.envelope));
        }
        return new EnvelopeId(
                Octets.of(ByteBuffer.allocate(16).putLong(idHigh).putLong(idLow).array()));
    }

    /// Whether the octets are the same. Two of the same print are compared by their identifiers, since whoever
    /// sends them may have chosen it.
    boolean isSame(Entry other) {
        boolean maybe = !hasPrint || !other.hasPrint || print == other.print;
        return maybe && id().equals(other.id());
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
