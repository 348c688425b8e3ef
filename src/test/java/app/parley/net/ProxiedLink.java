package app.parley.net;

import app.parley.net.FaultProxy.Fault;
import app.parley.net.FaultProxy.InForce;
import app.parley.net.FaultProxy.Way;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One connection through a [FaultProxy]: two sockets and a thread for each direction.
final class ProxiedLink {
    private static final int PIECE = 16 * 1024;

    private final FaultProxy proxy;
    private final Lane up;
    private final Lane down;
    private final Socket client;
    private final Socket relay;
    private final AtomicInteger running = new AtomicInteger(2);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean over;

    ProxiedLink(FaultProxy proxy, int number, Socket client, Socket relay) {
        this.proxy = proxy;
        this.client = client;
        this.relay = relay;
        this.up = new Lane(Way.UP, client, relay, proxy.random(number, Way.UP));
        this.down = new Lane(Way.DOWN, relay, client, proxy.random(number, Way.DOWN));
    }

    void start(Consumer<ProxiedLink> whenOver) {
        for (Lane lane : new Lane[] {up, down}) {
            Thread.ofVirtual().start(() -> {
                lane.run();
                if (running.decrementAndGet() == 0) {
                    close(client);
                    close(relay);
                    whenOver.accept(this);
                }
            });
        }
    }

    void faultChanged() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void halfClose(Way way) {
        (way == Way.UP ? up : down).endReceiver();
    }

    void reset() {
        over = true;
        reset(client);
        reset(relay);
        faultChanged();
    }

    /// Ends a socket with a reset.
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is gone already, which is what was wanted.
            return;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Gone already.
            return;
        }
    }

    /// One direction.
    private final class Lane {
        private final Way way;
        private final Socket from;
        private final Socket to;
        private final Random random;
        private volatile boolean swallowing;
        private InForce known;
        /// octets since the fault in force was first seen here
        private long passed;

        Lane(Way way, Socket from, Socket to, Random random) {
            this.way = way;
            this.from = from;
            this.to = to;
            this.random = random;
            this.known = proxy.inForce(way);
        }

        void run() {
            byte[] piece = new byte[PIECE];
            try {
                from.setTcpNoDelay(true);
                int length = from.getInputStream().read(piece);
                while (length >= 0) {
                    pass(piece, length);
                    length = from.getInputStream().read(piece);
                }
                endReceiver();
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void pass(byte[] piece, int length) throws IOException, InterruptedException {
            int done = 0;
            while (done < length && !over) {
                InForce now = proxy.inForce(way);
                passed = now == known ? passed : 0;
                known = now;
                done += pass(now, piece, done, length - done);
            }
        }

        /// @return how many octets are done with; zero if the fault is over
        private int pass(InForce now, byte[] piece, int offset, int length) throws IOException, InterruptedException {
            return switch (now.fault) {
                case Fault.Clear clear -> write(piece, offset, length);
                case Fault.Latency latency -> {
                    long jitter = latency.jitter().toNanos();
                    long wait = latency.least().toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter));
                    waitFor(now, Duration.ofNanos(wait));
                    yield write(piece, offset, length);
                }
                case Fault.Throttle throttle -> {
                    int some = Math.min(length, Math.max(1, throttle.octetsPerSecond() / 20));
                    long nanos = TimeUnit.SECONDS.toNanos(1) * some / throttle.octetsPerSecond();
                    yield waitFor(now, Duration.ofNanos(nanos)) ? write(piece, offset, some) : 0;
                }
                case Fault.Stall stall -> {
                    waitFor(now, Duration.ofDays(1));
                    yield 0;
                }
                case Fault.FlipBit flip -> {
                    long index = flip.after() - passed;
                    if (index >= 0 && index < length) {
                        piece[offset + (int) index] ^= (byte) (1 << random.nextInt(8));
                    }
                    yield write(piece, offset, length);
                }
                case Fault.CutAfter cut -> cut(cut, piece, offset, length);
            };
        }

        private int cut(Fault.CutAfter cut, byte[] piece, int offset, int length) throws IOException {
            int left = (int) Math.min(length, cut.octets() - passed);
            int written = left > 0 ? write(piece, offset, left) : 0;
            if (written == length) {
                return length;
            }
            if (cut.rudely()) {
                reset();
            } else {
                over = true;
                close(to);
                close(from);
            }
            return length;
        }

        private int write(byte[] piece, int offset, int length) throws IOException {
            if (!swallowing) {
                to.getOutputStream().write(piece, offset, length);
                passed += length;
            }
            return length;
        }

        /// @return whether the fault was in force all that time
        private boolean waitFor(InForce now, Duration time) throws InterruptedException {
            long left = time.toNanos();
            lock.lock();
            try {
                while (left > 0 && !over && proxy.inForce(way) == now) {
                    left = changed.awaitNanos(left);
                }
                return !over && proxy.inForce(way) == now;
            } finally {
                lock.unlock();
            }
        }

        void endReceiver() {
            swallowing = true;
            try {
                to.shutdownOutput();
            } catch (IOException e) {
                // The receiver is gone.
                return;
            }
        }
    }
}
