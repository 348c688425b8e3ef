package app.parley.relay.core;

import app.parley.crypto.Passphrase;
import app.parley.crypto.Randomness;
import app.parley.net.ListenException;
import app.parley.net.RelayEndpoint;
import app.parley.net.TlsListener;
import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.relay.Admission;
import app.parley.relay.PendingCode;
import app.parley.relay.Relay;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayCounts;
import app.parley.relay.RelayException;
import app.parley.relay.RelayLimits;
import app.parley.relay.RelayStatus;
import app.parley.relay.mailbox.BlobStore;
import app.parley.relay.mailbox.MailboxStore;
import app.parley.relay.mailbox.MemoryLimits;
import app.parley.relay.mailbox.PostgresRelayStore;
import app.parley.relay.mailbox.RelayStore;
import app.parley.relay.mailbox.SqliteRelayStore;
import app.parley.relay.otp.Blinding;
import app.parley.relay.otp.OtpDesk;
import app.parley.relay.otp.OwnerScreen;
import app.parley.store.PostgresAddress;
import app.parley.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A relay in this process: joins listener, desks and store by hand.
public final class HostedRelay implements Relay {
    private static final Logger LOG = LoggerFactory.getLogger(HostedRelay.class);
    /// Of what is counted in memory only, this share may be done right after a start.
    private static final double LEFT_AT_START = 0.25;

    private final RelayConfig config;
    private final DataDirectory directory;
    private final RelayStore store;
    private final OwnerScreen screen = new OwnerScreen(this::changed);
    private final OtpDesk desk;
    private final Circle circle;
    private final Door door;
    private final Gate gate;
    private final Leases leases;
    private final Metrics metrics;
    private final Upkeep upkeep;
    private final TlsListener listener;
    private final Neighbourhood neighbourhood;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Starts a relay. It accepts clients from now on.
    ///
    /// @throws RelayException what is in the way; nothing is left running then
    public static HostedRelay start(RelayConfig config) throws RelayException {
        Optional<DataDirectory.Secrets> given = config.shared().identity().isPresent()
                ? Optional.of(IdentityFile.read(config.shared().identity().get()))
                : Optional.empty();
        DataDirectory directory = DataDirectory.open(config.data(), config.random(), given);
        try {
            Randomness randomness = config.random()::nextBytes;
            RelayStore store = store(config, directory, randomness);
            try {
                return new HostedRelay(config, directory, store, randomness);
            } catch (ListenException e) {
                store.close();
                throw Faults.of(e);
            } catch (RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (StoreException e) {
            release(directory);
            throw Faults.of(e);
        } catch (RelayException | RuntimeException e) {
            release(directory);
            throw e;
        }
    }

    private static RelayStore store(RelayConfig config, DataDirectory directory, Randomness randomness) {
        Optional<PostgresAddress> shared = config.shared().database();
        if (shared.isEmpty()) {
            return SqliteRelayStore.open(directory.database(), config.limits().diskBytes(), config.clock(), randomness);
        }
        Octets tag = new Blinding(directory.secrets().phones(), randomness).tag("shared-store", "");
        return PostgresRelayStore.open(shared.get(), tag, config.clock(), randomness);
    }

    /// The secrets of a relay as one text, for relays that are to share them. Made if there are
    /// none yet; the relay may run meanwhile.
    ///
    /// @throws RelayException `CORRUPT`, `NOT_PERMITTED` or `FAILED`
    public static String identity(Path data, SecureRandom random) throws RelayException {
        return IdentityFile.format(DataDirectory.identity(data, random));
    }

    private HostedRelay(RelayConfig config, DataDirectory directory, RelayStore store, Randomness randomness)
            throws ListenException {
        this.config = config;
        this.directory = directory;
        this.store = store;
        DataDirectory.Secrets secrets = directory.secrets();
        Blinding blinding = new Blinding(secrets.phones(), randomness);
        RelayLimits limits = config.limits();
        metrics = new Metrics(config.clock(), this::becameFull);
        circle = new Circle(config.clock(), config.policy().open(), this::changed, this::countNewcomers);
        MemoryLimits unwritten =
                new MemoryLimits(config.clock(), store.accounts().count() == 0 ? 1 : LEFT_AT_START);
        Allowances allowances = new Allowances(store.lateLimits(), unwritten, limits, blinding);
        desk = new OtpDesk(
                secrets.admission(),
                secrets.codes(),
                blinding,
                screen,
                store,
                limits,
                config.clock(),
                config.nanoTime(),
                randomness);
        RelayPin pin = secrets.identity().pin();
        leases = new Leases(store.mail(), store.accounts(), blinding);
        upkeep = new Upkeep(store, desk, leases, unwritten, config.clock(), this::changed);
        Post post = new Post(store.mail(), allowances, limits.subscriptions());
        door = new Door(
                post,
                new Blobs(store.blobs(), config.blobs(), config.clock()),
                leases,
                new Registration(
                        desk,
                        store.accounts(),
                        blinding,
                        pin,
                        circle,
                        workers,
                        config.clock(),
                        config.policy().approve(),
                        allowances),
                new Directory(
                        store.accounts(),
                        store.lateLimits(),
                        allowances,
                        limits,
                        blinding,
                        circle,
                        workers,
                        config.clock()),
                circle,
                store.accounts(),
                allowances,
                config.clock(),
                randomness,
                metrics,
                this::changed);
        gate = new Gate(
                desk,
                store.invites(),
                store.accounts(),
                blinding,
                circle,
                config.clock(),
                this::invite,
                this::countNewcomers);
        // The first number takes a while to read; nobody's connection should wait for that.
        workers.execute(() -> PhoneNumber.parse("+12025550100"));
        upkeep.sweepMailFirst();
        listener = TlsListener.open(
                config.host(),
                config.port(),
                secrets.identity(),
                new TlsListener.Limits(
                        limits.connections(),
                        limits.connectionsPerAddress(),
                        TlsListener.Limits.DEFAULT.handshake(),
                        TlsListener.Limits.DEFAULT.idle(),
                        TlsListener.Limits.DEFAULT.frame()),
                door);
        neighbourhood = new Neighbourhood(
                store.neighbours(),
                secrets.codes(),
                randomness,
                post,
                circle,
                desk,
                store.accounts(),
                config.nanoTime(),
                this::reachedAt,
                this::changed);
        circle.reachedAt(neighbourhood::addresses);
        neighbourhood.join();
        upkeep.begin(this::beat);
        LOG.atInfo()
                .addKeyValue("members", store.accounts().count())
                .addKeyValue("waiting", store.mail().load().envelopes())
                .log("started");
    }

    private void becameFull() {
        LOG.warn("there is no room left: new things are refused, what was accepted is kept");
        changed();
    }

    private static void release(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            LOG.warn("the data directory could not be released");
        }
    }

    /// The relay's side of connections, for clients in this process.
    public RelayEndpoint endpoint() {
        return door;
    }

    @Override
    public RelayAddress address() {
        return new RelayAddress(config.host(), listener.port());
    }

    @Override
    public RelayPin pin() {
        return directory.secrets().identity().pin();
    }

    /// Where clients reach this relay, as it knows itself.
    private List<RelayAddress> reachedAt() {
        return Advertised.of(config.advertised(), config.host(), listener.port());
    }

    @Override
    public Invite invite() {
        DataDirectory.Secrets secrets = directory.secrets();
        return new Invite(
                neighbourhood.addresses(),
                pin(),
                desk.open().admission(),
                secrets.circleKey(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public Admission admission() {
        return gate;
    }

    @Override
    public List<PendingCode> pendingCodes() {
        desk.sweep();
        return screen.codes();
    }

    @Override
    public RelayStatus status() {
        MailboxStore.Load load = store.mail().load();
        BlobStore.Load blobs = store.blobs().load();
        return new RelayStatus(
                store.accounts().count(),
                circle.online(),
                door.connections(),
                load.mailboxes(),
                load.envelopes(),
                load.bytes(),
                store.reachable(),
                upkeep.newcomers(),
                blobs.blobs(),
                blobs.bytes(),
                metrics.full(),
                metrics.started());
    }

    @Override
    public RelayCounts counts() {
        return metrics.counts();
    }

    @Override
    public synchronized void backup(Path file, Optional<Passphrase> passphrase) throws RelayException {
        try {
            new Backup(config.data(), store, config.random()::nextBytes).write(file, passphrase);
            LOG.info("backup written");
        } catch (StoreException e) {
            throw Faults.of(e);
        }
    }

    @Override
    public AutoCloseable onChange(Runnable changed) {
        // A wrapper of its own, so that the same runnable may watch twice.
        Runnable watcher = changed::run;
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    private void countNewcomers() {
        upkeep.countNewcomers();
    }

    private void changed() {
        watchers.forEach(Runnable::run);
    }

    /// Erases what is over its time. Done by itself every few minutes.
    public void sweep() {
        upkeep.sweep();
    }

    /// Tells the other relays that this one is there, and forgets those that are not. Done by
    /// itself every few seconds.
    void beat() {
        neighbourhood.beat();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        upkeep.close();
        // First the answers to everything that was asked, then the connections, then the files.
        leases.write();
        neighbourhood.leave();
        store.finish();
        listener.close();
        workers.close();
        store.close();
        release(directory);
        LOG.atInfo().addKeyValue("accepted", counts().accepted()).log("stopped");
    }
}
