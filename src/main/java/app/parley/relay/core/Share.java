package app.parley.relay.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;

/// What one network address has under way on all its connections together. Above its bounds they
/// take turns, so that whoever opens many of them is served no faster than with a few, and the
/// others do not wait behind them.
///
/// It never calls a session while it is locked: a session is told to look, and asks back.
final class Share {
    /// Requests that are not answered yet, as many as one connection may have: thousands a second
    /// for a house full of people, and done in a few milliseconds.
    static final int MAX_REQUESTS = 64;

    static final int MAX_BYTES = 4 * 1024 * 1024;

    /// A connection, which takes its client's next frames or lets them wait.
    interface Taker {
        /// Its turn may have come or gone: to ask [#waits].
        void takeOrWait();
    }

    private final int maxRequests;
    private final int maxBytes;
    /// All below are guarded by this.
    private final LinkedHashSet<Taker> waiting = new LinkedHashSet<>();

    private int sessions;
    private int requests;
    private int bytes;

    /// @param maxRequests that are not answered yet
    /// @param maxBytes of envelopes among them
    Share(int maxRequests, int maxBytes) {
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
    }

    synchronized Share enter() {
        sessions++;
        return this;
    }

    synchronized void leave(Taker session) {
        sessions--;
        waiting.remove(session);
    }

    /// Neither connections nor work is left.
    synchronized boolean unused() {
        return sessions == 0 && requests == 0;
    }

    /// Whether this session has to wait for its turn.
    synchronized boolean waits(Taker session) {
        return waiting.contains(session);
    }

    /// Counts, makes `session` wait if that was too much, and lets as many go on as there is room
    /// for, those first who wait longest.
    void count(Taker session, int moreRequests, int moreBytes) {
        Queue<Taker> look = new ArrayDeque<>();
        synchronized (this) {
            requests += moreRequests;
            bytes += moreBytes;
            boolean full = requests >= maxRequests || bytes >= maxBytes;
            if (full && (moreRequests > 0 || moreBytes > 0)) {
                waiting.add(session);
                look.add(session);
            } else if (requests <= maxRequests / 2 && bytes <= maxBytes / 2) {
                look.addAll(next(maxRequests - requests));
            }
        }
        look.forEach(Taker::takeOrWait);
    }

    private List<Taker> next(int room) {
        List<Taker> first = new ArrayList<>();
        while (first.size() < room && !waiting.isEmpty()) {
            first.add(waiting.removeFirst());
        }
        return first;
    }
}
