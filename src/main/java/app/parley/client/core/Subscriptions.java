package app.parley.client.core;

import app.parley.client.ClientException;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.Prekeys;
import app.parley.client.sync.Requests;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Which mailboxes deliver on the mail connection, and how the relay's counts of them compare with
/// ours (PROTOCOL.md §5, §7).
final class Subscriptions {
    private static final long SUBSCRIBED_SECONDS = 30;
    /// How long the other mailboxes wait for what is in the intro mailbox.
    private static final long INTRO_SECONDS = 30;

    private final Core core;
    private final Desk.Wiring wiring;
    /// By mailbox: the last number that waited when we subscribed. Deliveries wait until it is
    /// known.
    private final Map<Integer, CompletableFuture<Long>> waited = new ConcurrentHashMap<>();
    /// By mailbox: whether anything waited.
    private final Map<Integer, Boolean> unread = new ConcurrentHashMap<>();
    /// By mailbox: the last number that was stored on this connection.
    private final Map<Integer, Long> stored = new HashMap<>();

    Subscriptions(Core core, Desk.Wiring wiring) {
        this.core = core;
        this.wiring = wiring;
    }

    /// A new connection begins.
    void forget() {
        waited.clear();
        unread.clear();
        synchronized (stored) {
            stored.clear();
        }
    }

    /// Begins delivery of all mailboxes that the relay has.
    void toAll(Requests relay) throws IOException, ClientException {
        List<Mailboxes.Own> made = core.call(tx -> new Mailboxes(tx.sql())
                .all().stream().filter(Mailboxes.Own::made).toList());
        // The intro mailbox first, and all that waits in it: what begins a conversation comes before what goes
        // on in another mailbox, and the relay keeps no order between the two.
        for (Mailboxes.Own mailbox : made) {
            if (mailbox.from().isEmpty()) {
                to(relay, List.of(mailbox));
                if (awaitStored(relay, mailbox.id())) {
                    eraseOldPrekeys();
                }
            }
        }
        List<Mailboxes.Own> others =
                made.stream().filter(box -> box.from().isPresent()).toList();
        for (int from = 0; from < others.size(); from += ClientFrame.MAX_LIST) {
            to(relay, others.subList(from, Math.min(others.size(), from + ClientFrame.MAX_LIST)));
        }
    }

    /// An envelope is stored.
    void stored(int handle, long seq) {
        synchronized (stored) {
            stored.merge(handle, seq, Math::max);
            stored.notifyAll();
        }
    }

    /// Waits until what waited is stored, the connection ends, or it takes too long: a relay that
    /// does not deliver must not keep us from the others.
    ///
    /// @return whether it is
    private boolean awaitStored(Requests relay, int handle) throws IOException {
        long from = System.nanoTime();
        relay.ended().thenRun(() -> {
            synchronized (stored) {
                stored.notifyAll();
            }
        });
        long last = backlog(handle);
        long most = TimeUnit.SECONDS.toNanos(INTRO_SECONDS);
        try {
            synchronized (stored) {
                long left = most;
                while (stored.getOrDefault(handle, 0L) < last
                        && left > 0
                        && !relay.ended().isDone()) {
                    TimeUnit.NANOSECONDS.timedWait(stored, left);
                    left = most - (System.nanoTime() - from);
                }
                return stored.getOrDefault(handle, 0L) >= last;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Not before all first contacts that waited were opened: one of them may need just these.
    private void eraseOldPrekeys() throws ClientException {
        core.call(tx -> {
            new Prekeys(tx.sql()).eraseOld();
            return tx;
        });
    }

    /// The last number to come, 0 if none is.
    private long backlog(int handle) throws IOException {
        return unread.getOrDefault(handle, false) ? lastThatWaited(handle) : 0;
    }

    /// Begins delivery of some.
    void to(Requests relay, List<Mailboxes.Own> mailboxes) throws IOException, ClientException {
        List<ClientFrame.Subscribe.Entry> entries = mailboxes.stream()
                .map(box -> new ClientFrame.Subscribe.Entry(box.id(), box.rid()))
                .toList();
        if (!(relay.ask(tag -> new ClientFrame.Subscribe(tag, entries)) instanceof RelayFrame.Subscribed subscribed)) {
            throw new IOException("the relay does not deliver");
        }
        core.call(tx -> {
            Desk desk = new Desk(tx, wiring);
            boolean behind = false;
            for (RelayFrame.Subscribed.State state : subscribed.mailboxes()) {
                behind |= compare(desk, state);
            }
            if (behind) {
                desk.rolledBack();
            }
            return behind;
        });
        subscribed.mailboxes().forEach(state -> {
            unread.put(state.handle(), state.last() > state.acked());
            waited(state.handle()).complete(state.last());
        });
    }

    /// Compares the relay's counts of a mailbox with ours.
    ///
    /// @return whether it saw acknowledgements of ours that we do not remember
    private static boolean compare(Desk desk, RelayFrame.Subscribed.State state) {
        Optional<Mailboxes.Own> mailbox = desk.mailboxes.find(state.handle());
        if (mailbox.isEmpty()) {
            return false;
        }
        if (!state.exists()) {
            desk.mailboxes.made(state.handle(), false);
        }
        if (state.last() < mailbox.get().stored()) {
            desk.mailboxes.restart(state.handle(), state.last());
        }
        if (state.acked() > mailbox.get().stored()) {
            desk.mailboxes.restart(state.handle(), state.acked());
            return true;
        }
        return false;
    }

    private CompletableFuture<Long> waited(int handle) {
        return waited.computeIfAbsent(handle, any -> new CompletableFuture<>());
    }

    /// The last number that waited in a mailbox when it was subscribed to.
    long lastThatWaited(int handle) throws IOException {
        try {
            return waited(handle).get(SUBSCRIBED_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (Exception e) {
            throw new IOException("a delivery before its subscription", e);
        }
    }
}
