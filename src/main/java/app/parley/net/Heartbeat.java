package app.parley.net;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// When a client asks whether its relay is still there, and when it takes it for gone.
///
/// Silence is looked at by a thread of its own: time limits on reads could cut a TLS record in
/// two, and a writer that is stuck would never learn of it.
final class Heartbeat {
    private final TlsDialer.Timing timing;
    private final Time time;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long received;
    private volatile long sent;

    /// Time that passes, and waiting for it. Tests let it pass by hand.
    interface Time {
        /// A clock that only goes forward, in nanoseconds.
        long nanos();

        /// Waits until `over` is open or the time is up.
        ///
        /// @return whether it is open
        boolean await(CountDownLatch over, long nanos) throws InterruptedException;
    }

    /// This machine's.
    static final Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public boolean await(CountDownLatch over, long nanos) throws InterruptedException {
            return over.await(nanos, TimeUnit.NANOSECONDS);
        }
    };

    /// What to do about silence. Neither waits: a stuck write must not stop the watch.
    interface Peer {
        void ping();

        void silent();

        void close();
    }

    Heartbeat(TlsDialer.Timing timing, Time time) {
        this.timing = timing;
        this.time = time;
        received = time.nanos();
        sent = received;
    }

    /// A frame came.
    void received() {
        received = time.nanos();
    }

    /// A frame left.
    void sent() {
        sent = time.nanos();
    }

    /// Looks at the silence from now on, until [#stop].
    void watch(Peer peer) {
        Thread.ofVirtual().name("heartbeat").start(() -> {
            try {
                while (!time.await(over, timing.looks().toNanos())) {
                    look(peer);
                }
            } catch (InterruptedException e) {
                peer.close();
            }
        });
    }

    private void look(Peer peer) {
        long now = time.nanos();
        long pingAfter = timing.pingAfter().toNanos();
        if (now - received > timing.silentAfter().toNanos()) {
            peer.silent();
        } else if (now - received > pingAfter || now - sent > pingAfter) {
            peer.ping();
        }
    }

    /// Idempotent.
    void stop() {
        over.countDown();
    }

    boolean stopped() {
        return over.getCount() == 0;
    }
}
