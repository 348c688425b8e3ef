package app.parley.bench;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;

/// Messages under way between links, each followed from the moment it was due until the server took it over and
/// the recipient has it. A message that is answered or delivered twice is a fault; one that is lost leaves
/// [#quiet] waiting.
final class Traffic implements Link.Listener {
    private static final int ACCEPTED = 1;
    private static final int DELIVERED = 2;
    private static int runs;

    private final int run = ++runs;
    private final Generator generator;
    private final List<Link> links;
    private final IntUnaryOperator recipient;
    private final int window;
    private final int complete;
    private final Sender[] senders;
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();
    private final Set<Link> unsent = new LinkedHashSet<>();
    private int most;
    private boolean ending;
    private long underWay;
    private long done;
    private Latencies whole = new Latencies();
    private Latencies delivery = new Latencies();

    /// What one link has sent and not seen through, by slot.
    private static final class Sender {
        private final int[] number;
        private final long[] due;
        private final byte[] state;
        private final BitSet busy = new BitSet();
        private int next;

        Sender(int window) {
            number = new int[window];
            due = new long[window];
            state = new byte[window];
        }
    }

    /// @param recipient the mailbox that a link of this number writes to
    /// @param window messages under way from one link at once
    /// @param present whether the recipients are there; if not, a message is through when it is accepted
    Traffic(Generator generator, List<Link> links, IntUnaryOperator recipient, int window, boolean present) {
        this.generator = generator;
        this.links = links;
        this.recipient = recipient;
        this.window = window;
        this.complete = present ? ACCEPTED | DELIVERED : ACCEPTED;
        this.senders = new Sender[links.size()];
        for (int i = 0; i < senders.length; i++) {
            senders[i] = new Sender(window);
            links.get(i).listener(this);
        }
    }

    int run() {
        return run;
    }

    /// Lets every link send as fast as its window opens.
    ///
    /// @param mostOfEach messages of each link; it is quiet by itself after these
    void begin(int mostOfEach) {
        most = mostOfEach;
        links.forEach(this::fill);
    }

    /// Begins nothing more. Completes when everything that was sent has arrived.
    CompletableFuture<Void> end() {
        ending = true;
        settle();
        return quiet;
    }

    /// Completes when each link has sent its last message and all have arrived.
    CompletableFuture<Void> quiet() {
        return quiet;
    }

    /// Sends one message at its time, whatever else is under way.
    ///
    /// @param due when it should have been sent, in `System.nanoTime()`
    void sendOne(Link link, long due) {
        Sender sender = sender(link.number);
        if (sender.busy.get(sender.next % window)) {
            throw new IllegalStateException("the server is too slow for this rate");
        }
        send(link, sender, due);
    }

    private void fill(Link link) {
        Sender sender = sender(link.number);
        while (!ending && sender.next < most && !sender.busy.get(sender.next % window)) {
            send(link, sender, System.nanoTime());
        }
    }

    private void send(Link link, Sender sender, long due) {
        int n = sender.next++;
        int slot = n % window;
        sender.busy.set(slot);
        sender.number[slot] = n;
        sender.due[slot] = due;
        sender.state[slot] = 0;
        underWay++;
        link.send(slot, recipient.applyAsInt(link.number), new Payload(run, link.number, n), due);
        flushSoon(link);
    }

    /// At the end of the event loop's turn, so that what it causes on one link leaves in one write.
    private void flushSoon(Link link) {
        if (unsent.isEmpty()) {
            generator.loop().execute(() -> {
                List<Link> now = new ArrayList<>(unsent);
                unsent.clear();
                now.forEach(Link::flush);
            });
        }
        unsent.add(link);
    }

    private Sender sender(int number) {
        return senders[number - links.getFirst().number];
    }

    @Override
    public void accepted(Link link, int slot) {
        reached(link, slot, ACCEPTED);
    }

    @Override
    public void delivered(Link link, Payload payload, long stamp) {
        if (payload.run() != run || link.number != recipient.applyAsInt(payload.sender())) {
            throw new IllegalStateException("a message came to the wrong mailbox");
        }
        int slot = payload.n() % window;
        if (sender(payload.sender()).number[slot] != payload.n()) {
            throw new IllegalStateException("a message came twice, or was never sent");
        }
        delivery.add(System.nanoTime() - stamp);
        reached(links.get(payload.sender() - links.getFirst().number), slot, DELIVERED);
    }

    private void reached(Link from, int slot, int state) {
        Sender sender = sender(from.number);
        if (!sender.busy.get(slot) || (sender.state[slot] & state) != 0) {
            throw new IllegalStateException("a message was delivered or accepted twice");
        }
        sender.state[slot] |= (byte) state;
        if (sender.state[slot] == complete) {
            sender.busy.clear(slot);
            whole.add(System.nanoTime() - sender.due[slot]);
            underWay--;
            done++;
            fill(from);
            settle();
        }
    }

    private void settle() {
        if (underWay == 0 && (ending || done == (long) most * links.size())) {
            quiet.complete(null);
        }
    }

    /// Messages that are through.
    long done() {
        return done;
    }

    /// From the time a message was due until it was both accepted and delivered.
    Latencies whole() {
        return whole;
    }

    /// From the time a message was due until its recipient had it.
    Latencies delivery() {
        return delivery;
    }

    void forgetLatencies() {
        whole = new Latencies();
        delivery = new Latencies();
    }
}
