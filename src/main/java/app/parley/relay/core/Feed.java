package app.parley.relay.core;

import app.parley.net.RelayEndpoint.Outbound;
import app.parley.protocol.Envelope;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.mailbox.MailboxStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The delivery of one mailbox to the connection that subscribed to it: in order, at most
/// [#WINDOW] envelopes ahead of the acknowledgements, and only while the client reads. Everything
/// is guarded by the feed itself.
final class Feed {
    static final int WINDOW = 128;
    private static final long READ_BYTES = 256 * 1024;

    private final MailboxStore mail;
    private final Outbound out;
    private final int handle;
    private final long box;
    private long next;
    private long acked;
    /// the highest number known to exist
    private long last;

    private boolean reading;
    private boolean more;
    private boolean started;
    private boolean closed;

    Feed(MailboxStore mail, Outbound out, int handle, MailboxStore.State state) {
        this.mail = mail;
        this.out = out;
        this.handle = handle;
        this.box = state.box();
        this.acked = state.acked();
        this.next = state.acked() + 1;
        this.last = state.last();
        this.more = last >= next;
    }

    long box() {
        return box;
    }

    int handle() {
        return handle;
    }

    /// Deliveries may begin: the client has been told the state of the mailbox.
    ///
    /// @param highest number that the mailbox has by now
    synchronized void start(long highest) {
        last = Math.max(last, highest);
        more |= last >= next;
        started = true;
        pump();
    }

    /// An envelope may be delivered. The one that comes next goes straight from memory to the
    /// client.
    ///
    /// @return whether it went, or is about to
    synchronized boolean appended(long seq, Envelope envelope) {
        last = Math.max(last, seq);
        if (seq == next && !reading && !more && open()) {
            deliver(seq, envelope);
        } else if (seq >= next) {
            more = true;
            pump();
        }
        return !closed && (seq < next || reading && seq - acked <= WINDOW);
    }

    /// There may be something new that another relay took.
    synchronized void look() {
        more = true;
        pump();
    }

    /// A number that was never given counts as the last one.
    synchronized void acked(long upTo) {
        acked = Math.max(acked, Math.min(upTo, last));
        next = Math.max(next, acked + 1);
        pump();
    }

    /// Goes on, if there is something to deliver and nothing in the way.
    synchronized void pump() {
        if (!more || reading || !open()) {
            return;
        }
        reading = true;
        more = false;
        int room = (int) Math.min(WINDOW, acked + WINDOW - (next - 1));
        Recorded.Drain recorded = new Recorded.Drain();
        recorded.begin();
        CompletableFuture<List<MailboxStore.Stored>> batch = mail.read(box, next, room, READ_BYTES);
        batch.thenAccept(envelopes -> drained(recorded, envelopes));
        batch.whenComplete((envelopes, fault) -> read(fault == null ? envelopes : List.of()));
        Reply.watch(batch);
    }

    private static void drained(Recorded.Drain recorded, List<MailboxStore.Stored> envelopes) {
        if (!envelopes.isEmpty() && recorded.shouldCommit()) {
            recorded.envelopes = envelopes.size();
            recorded.size = envelopes.stream()
                    .mapToLong(stored -> stored.envelope().octets().length())
                    .sum();
            recorded.commit();
        }
    }

    private synchronized void read(List<MailboxStore.Stored> envelopes) {
        reading = false;
        for (MailboxStore.Stored stored : envelopes) {
            if (stored.seq() >= next && open()) {
                deliver(stored.seq(), stored.envelope());
            }
        }
        more |= !envelopes.isEmpty();
        pump();
    }

    private void deliver(long seq, Envelope envelope) {
        next = seq + 1;
        last = Math.max(last, seq);
        out.send(new RelayFrame.Deliver(handle, seq, envelope));
    }

    private boolean open() {
        return started && !closed && out.writable() && next - 1 - acked < WINDOW;
    }

    /// Nothing is delivered any more.
    synchronized void close() {
        closed = true;
    }
}
