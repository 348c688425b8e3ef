package app.parley.client.sync;

import app.parley.client.Link;
import app.parley.client.Link.Trouble;
import app.parley.net.Connection;
import app.parley.net.DialException;
import app.parley.net.Dialer;
import app.parley.net.SilentException;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps two connections to the relay: one that signs in, and one that never does, for mail
/// (PROTOCOL.md §7). When one of them ends, both do, and the next try comes after a growing,
/// jittered pause or at once on [#retryNow()].
public final class RelayLink {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLink.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Dialer dialer;
    private final InstantSource clock;
    private final DoubleSupplier jitter;
    private final Owner owner;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopped;
    private List<Requests> current = List.of();
    private int address;

    /// Where to connect to.
    public record Route(List<RelayAddress> relays, RelayPin pin) {}

    /// A relay refuses for good.
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final Trouble trouble;

        public RefusedException(Trouble trouble) {
            super(trouble.name());
            this.trouble = trouble;
        }
    }

    /// Whose link this is.
    public interface Owner {
        /// Empty while there is nothing to connect to.
        Optional<Route> route();

        void state(Link link);

        /// Both connections stand. Signs in, subscribes, and returns once all is in place.
        void connected(Requests control, Requests mail) throws IOException;

        /// A frame that came by itself, on either connection.
        void pushed(Lane source, RelayFrame frame) throws IOException;

        /// The connections are gone.
        void disconnected();
    }

    /// Which connection a frame came on.
    public enum Lane {
        CONTROL,
        MAIL
    }

    /// @param jitter gives numbers from 0 to 1
    public RelayLink(Dialer dialer, InstantSource clock, DoubleSupplier jitter, Owner owner) {
        this.dialer = dialer;
        this.clock = clock;
        this.jitter = jitter;
        this.owner = owner;
    }

    /// Works until [#stop()].
    public void run() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!stopped) {
            Optional<Route> route = owner.route();
            if (route.isEmpty()) {
                owner.state(new Link.None());
                wake.acquire();
                continue;
            }
            owner.state(new Link.Connecting());
            boolean stood = false;
            Trouble trouble;
            try {
                stood = serve(route.get());
                trouble = Trouble.CLOSED;
            } catch (IOException e) {
                trouble = trouble(e);
                LOG.debug("no link: {}", e.getMessage());
            } catch (RuntimeException e) {
                // A bug of ours must not end the link for good.
                LOG.error("the link failed: {}", e.getClass().getSimpleName());
                trouble = Trouble.CLOSED;
            }
            if (stopped) {
                return;
            }
            if (trouble.isFinal()) {
                owner.state(new Link.Stopped(trouble));
                wake.acquire();
                pause = FIRST_PAUSE;
                continue;
            }
            address++;
            pause = stood ? FIRST_PAUSE : pause;
            Duration wait = Duration.ofMillis((long) (pause.toMillis() * (0.5 + jitter.getAsDouble())));
            owner.state(new Link.Lost(trouble, clock.instant().plus(wait)));
            boolean asked = wake.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
            Duration longer = pause.multipliedBy(2);
            pause = asked ? FIRST_PAUSE : longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
        }
    }

    /// Ends a pause, or looks again whether there is something to connect to.
    public void retryNow() {
        wake.drainPermits();
        wake.release();
    }

    /// Ends [#run].
    public void stop() {
        stopped = true;
        synchronized (this) {
            current.forEach(Requests::close);
        }
        wake.release();
    }

    /// @return true: the link stood and then ended
    private boolean serve(Route route) throws IOException, InterruptedException {
        RelayAddress to =
                route.relays().get(Math.floorMod(address, route.relays().size()));
        try (Requests control = open(to, route, Lane.CONTROL);
                Requests mail = open(to, route, Lane.MAIL)) {
            synchronized (this) {
                current = List.of(control, mail);
            }
            if (stopped) {
                return false;
            }
            try {
                owner.connected(control, mail);
                owner.state(new Link.Connected());
                IOException why = (IOException)
                        CompletableFuture.anyOf(control.ended(), mail.ended()).join();
                if (why instanceof SilentException) {
                    throw why;
                }
                return true;
            } finally {
                owner.disconnected();
            }
        }
    }

    private Requests open(RelayAddress to, Route route, Lane source) throws IOException {
        Connection connection = dialer.dial(to, route.pin());
        return Requests.start(connection, "relay-" + source, frame -> owner.pushed(source, frame));
    }

    private static Trouble trouble(IOException e) {
        return switch (e) {
            case RefusedException refused -> refused.trouble;
            case DialException dial -> trouble(dial.why());
            case SilentException silent -> Trouble.SILENT;
            default -> Trouble.CLOSED;
        };
    }

    /// How a failed dial is told to people.
    public static Trouble trouble(DialException.Why why) {
        return switch (why) {
            case NO_SUCH_HOST -> Trouble.NO_SUCH_HOST;
            case UNREACHABLE -> Trouble.UNREACHABLE;
            case WRONG_KEY -> Trouble.WRONG_KEY;
            case NOT_A_RELAY -> Trouble.NOT_A_RELAY;
        };
    }
}
