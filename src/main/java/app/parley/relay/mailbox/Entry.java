package app.parley.relay.mailbox;

import app.parley.crypto.Sha256;
import app.parley.protocol.Envelope;
import app.parley.protocol.EnvelopeId;
import app.parley.protocol.Octets;
import app.parley.relay.mailbox.MailboxStore.Appended;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One envelope in a mailbox: where it lies on disk, and until it is there the octets themselves.
/// What changes belongs to the [MailIndex] and is guarded by it.
final class Entry {
    /// Behind everything that is the same in many.
    private static final int PRINT_AT = 2048;

    private static final int NOWHERE = -1;

    private final long seq;
    /// in the [MailFile]; -1 as long as it is in none
    private int slot;
    /// 0 until it is needed
    private long idHigh;
    private long idLow;
    /// eight octets of it, which differ between any two that were sealed as the protocol says
    private final long print;
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

    private Entry(long seq, int slot, int size, long expires, long print, @Nullable Fresh fresh) {
        this.seq = seq;
        this.slot = slot;
        this.size = size;
        this.expires = expires;
        this.print = print;
        this.fresh = fresh;
    }

    static Entry onDisk(MailPages.Place place, MailHeader header) {
        Entry entry = new Entry(header.seq(), place.slot(), place.size(), header.expires(), header.print(), null);
        entry.identify(header.id());
        return entry;
    }

    static Entry fresh(long seq, long expires, Envelope envelope) {
        int size = envelope.octets().length();
        return new Entry(seq, NOWHERE, size, expires, printOf(envelope), new Fresh(envelope));
    }

    private static long printOf(Envelope envelope) {
        return envelope.octets().u64(PRINT_AT);
    }

    /// What the file says of an envelope with this number.
    static MailHeader header(long box, long seq, long expires, EnvelopeId id, Envelope envelope) {
        return new MailHeader(
                box,
                seq,
                0,
                0,
                id,
                printOf(envelope),
                expires,
                envelope.octets().length());
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

    /// Where it lies, if it is on disk.
    Optional<MailPages.Place> place() {
        return slot == NOWHERE ? Optional.empty() : Optional.of(new MailPages.Place(slot, size));
    }

    /// It lies elsewhere now.
    void moved(MailPages.Place place) {
        slot = place.slot();
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
        return print == other.print && id().equals(other.id());
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

    /// Whether it is on disk or will be.
    boolean hasPlace() {
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

    void written(MailPages.Place place) {
        slot = place.slot();
        fresh = null;
    }
}
