package app.parley.app;

import app.parley.protocol.InviteLink;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayPin;
import app.parley.relay.Relay;
import app.parley.relay.RelayException;
import app.parley.relay.RelayStatus;
import app.parley.ui.hosting.Hosting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The switch "Host server": a relay in this process. Starting and stopping happen, in order, on
/// a thread of their own.
final class HostSwitch implements Hosting, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostSwitch.class);
    /// All interfaces, so that phones and laptops in the house reach it.
    private static final String EVERYWHERE = "0.0.0.0";

    private final Path data;
    private final SettingsFile settings;
    private final InstantSource clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("hosting").factory());
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile State state = new State.Off();

    /// What the switch does just now.
    private sealed interface State {
        record Off() implements State {}

        record Starting(int port) implements State {}

        record On(Relay relay, RelayControl control, Changes changes) implements State {}

        record Failed(Reason reason, int port) implements State {}
    }

    /// News of a relay; closing it ends them.
    private record Changes(AutoCloseable subscription) {
        static Changes of(Relay relay, Runnable listener) {
            return new Changes(relay.onChange(listener));
        }

        void close() {
            try {
                subscription.close();
            } catch (Exception e) {
                LOG.warn("the relay's news did not end: {}", e.getClass().getSimpleName());
            }
        }
    }

    HostSwitch(Path data, SettingsFile settings, InstantSource clock) {
        this.data = data;
        this.settings = settings;
        this.clock = clock;
    }

    /// Hosts on if hosting was on when Parley ended.
    void resume() {
        if (settings.hosting()) {
            start(settings.port());
        }
    }

    @Override
    public Status status() {
        return switch (state) {
            case State.Off off -> new Status.Off();
            case State.Starting starting -> new Status.Starting(starting.port());
            case State.Failed failed -> new Status.Failed(failed.reason(), failed.port());
            case State.On on -> {
                RelayStatus now = on.relay().status();
                yield new Status.On(
                        on.relay().invite().relays(),
                        now.members(),
                        now.membersOnline(),
                        now.envelopes(),
                        now.bytes(),
                        now.full());
            }
        };
    }

    /// Where the relay with this key listens, if it is the one that runs here.
    Optional<Integer> portOf(RelayPin pin) {
        return state instanceof State.On on && on.relay().pin().equals(pin)
                ? Optional.of(on.relay().address().port())
                : Optional.empty();
    }

    @Override
    public int port() {
        return settings.port();
    }

    @Override
    public void start(int port) {
        worker.execute(() -> switchOn(port));
    }

    private void switchOn(int port) {
        if (state instanceof State.On) {
            return;
        }
        become(new State.Starting(port));
        settings.setHosting(true, port);
        try {
            Relay relay = Wiring.relay(data, new ListenAddress(EVERYWHERE, port), clock);
            become(new State.On(relay, control(relay), Changes.of(relay, this::tell)));
        } catch (RelayException e) {
            become(new State.Failed(reason(e.why()), port));
        } catch (IOException e) {
            LOG.warn("The relay's folder cannot be written: {}", e.getMessage());
            become(new State.Failed(Reason.OTHER, port));
        }
    }

    private RelayControl control(Relay relay) throws IOException {
        try {
            return RelayControl.open(relay, data);
        } catch (IOException e) {
            relay.close();
            throw e;
        }
    }

    private static Reason reason(RelayException.Why why) {
        return switch (why) {
            case PORT_IN_USE -> Reason.PORT_IN_USE;
            case DATA_IN_USE -> Reason.DATA_IN_USE;
            case DISK_FULL -> Reason.DISK_FULL;
            case CORRUPT -> Reason.DATA_DAMAGED;
            case NOT_PERMITTED -> Reason.PORT_FORBIDDEN;
            case NO_SUCH_ADDRESS, ALREADY_THERE, KEPT_ELSEWHERE, TOO_NEW, FAILED -> Reason.OTHER;
            // A window hosts on its own disk.
            case DATABASE_AWAY,
                    DATABASE_REFUSES,
                    NO_SUCH_DATABASE,
                    DATABASE_UNSAFE,
                    OTHER_IDENTITY,
                    IDENTITY_EXPOSED,
                    NO_IDENTITY -> Reason.OTHER;
        };
    }

    @Override
    public void stop() {
        worker.execute(() -> {
            settings.setHosting(false, settings.port());
            switchOff();
        });
    }

    private void switchOff() {
        if (state instanceof State.On on) {
            try {
                on.control().close();
            } catch (IOException e) {
                LOG.warn("control.json could not be removed: {}", e.getMessage());
            }
            on.changes().close();
            on.relay().close();
        }
        become(new State.Off());
    }

    @Override
    public Optional<String> invite() {
        return state instanceof State.On on
                ? Optional.of(InviteLink.format(on.relay().invite()))
                : Optional.empty();
    }

    @Override
    public Optional<String> personalInvite(PhoneNumber phone) {
        if (!(state instanceof State.On on)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InviteLink.format(on.relay().personalInvite(phone)));
        } catch (RelayException e) {
            LOG.warn("No personal invite could be made: {}", e.why());
            return Optional.empty();
        }
    }

    @Override
    public List<PendingCode> pendingCodes() {
        if (!(state instanceof State.On on)) {
            return List.of();
        }
        return on.relay().pendingCodes().stream()
                .map(pending -> new PendingCode(pending.phone(), pending.code(), pending.expires()))
                .toList();
    }

    @Override
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void become(State next) {
        state = next;
        tell();
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    /// Stops the relay, which hosts on at the next start. Waits until everything is on disk.
    @Override
    public void close() {
        worker.execute(this::switchOff);
        worker.shutdown();
        try {
            if (!worker.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The relay did not stop in time; what it accepted is on disk.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
