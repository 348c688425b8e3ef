package app.parley.app;

import app.parley.app.update.Fetch;
import app.parley.app.update.ReleaseKeys;
import app.parley.app.update.Signed;
import app.parley.app.update.Statement;
import app.parley.app.update.UpdateAddress;
import app.parley.app.update.UpdateCheck;
import app.parley.app.update.UpdateCheck.Checked;
import app.parley.app.update.Version;
import app.parley.ui.Updates;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// [Updates] of one data folder. Asks by itself once a day at most, and an hour after nobody answered.
final class UpdateNotices implements Updates, AutoCloseable {
    /// Between two times of asking by itself.
    static final Duration PAUSE = Duration.ofDays(1);
    /// The same, if nobody answered.
    static final Duration SHORT_PAUSE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(UpdateNotices.class);

    private final UpdateFile file;
    private final InstantSource clock;
    private final Supplier<Fetch> fetch;
    private final Set<String> builtIn;
    private final Version ours;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("updates").daemon().factory());
    private Runnable heard = () -> {};
    private boolean asking;

    /// @param builtIn fingerprints of the keys to believe where the address names none
    /// @param version this program's
    UpdateNotices(UpdateFile file, InstantSource clock, Supplier<Fetch> fetch, Set<String> builtIn, String version) {
        this.file = file;
        this.clock = clock;
        this.fetch = fetch;
        this.builtIn = builtIn;
        this.ours = Version.parse(version).orElseThrow();
    }

    /// That of a window, which begins at once.
    static UpdateNotices of(DataFolder folder, InstantSource clock) {
        return new UpdateNotices(
                        new UpdateFile(folder.root()),
                        clock,
                        Fetch::usual,
                        ReleaseKeys.builtIn(),
                        ParleyCommand.VERSION)
                .begin();
    }

    /// Looks from now on whether it is time to ask: first some minutes after the start, which has
    /// other things to do and whose moment nobody needs to learn.
    UpdateNotices begin() {
        long first = ThreadLocalRandom.current().nextLong(120, 600);
        timer.scheduleWithFixedDelay(this::look, first, Duration.ofMinutes(30).toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    private void look() {
        try {
            askIfDue();
        } catch (IOException | RuntimeException e) {
            LOG.warn("Asking for new versions failed: {}", e.getClass().getSimpleName());
        }
    }

    /// Asks if the person wants that and it is time to.
    void askIfDue() throws IOException {
        if (due(kept()) && !ask().told()) {
            Runnable listener;
            synchronized (this) {
                listener = heard;
            }
            listener.run();
        }
    }

    private boolean due(UpdateFile.Kept kept) {
        if (!kept.on() || kept.address().isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        Duration pause = kept.outcome() == Outcome.QUIET ? SHORT_PAUSE : PAUSE;
        // A clock that was put back must not keep it from asking for ever.
        return kept.asked()
                .map(last -> last.isAfter(now) || !last.plus(pause).isAfter(now))
                .orElse(true);
    }

    private synchronized UpdateFile.Kept kept() throws IOException {
        return file.read();
    }

    @Override
    public synchronized State state() throws IOException {
        UpdateFile.Kept kept = file.read();
        Optional<Newer> newer = UpdateAddress.parse(kept.address()).flatMap(this::newer);
        Outcome outcome = switch (kept.outcome()) {
            // The newer one may be installed by now, and what was said may be over.
            case NEWEST, NEWER -> newer.isPresent() ? Outcome.NEWER : Outcome.NEWEST;
            default -> kept.outcome();
        };
        boolean told = newer.map(each -> each.version().equals(kept.told())).orElse(true);
        return new State(kept.on(), kept.address(), kept.asked(), outcome, newer, told);
    }

    /// What was believed last, if it is still to be believed and newer than this program.
    private Optional<Newer> newer(UpdateAddress address) {
        try {
            return file.statement().flatMap(octets -> newer(address, octets));
        } catch (IOException e) {
            LOG.warn(
                    "The last statement about new versions cannot be read: {}",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private Optional<Newer> newer(UpdateAddress address, byte[] octets) {
        UpdateCheck check = new UpdateCheck(address.trusted(builtIn), Optional.empty());
        return check.of(octets, clock.instant()) instanceof Checked.Believed(Statement statement, Signed signed)
                        && newer(statement)
                ? Optional.of(new Newer(statement.version(), statement.made(), statement.news(), statement.page()))
                : Optional.empty();
    }

    private boolean newer(Statement statement) {
        return Version.parse(statement.version()).orElseThrow().compareTo(ours) > 0;
    }

    @Override
    public synchronized Optional<State> choose(boolean on, String typed) throws IOException {
        String address = typed.strip();
        if (!address.isEmpty() && UpdateAddress.parse(address).isEmpty()) {
            return Optional.empty();
        }
        file.write(file.read().choosing(on && !address.isEmpty(), address));
        return Optional.of(state());
    }

    @Override
    public synchronized State told(String version) throws IOException {
        file.write(file.read().told(version));
        return state();
    }

    @Override
    public State ask() throws IOException {
        UpdateAddress address;
        synchronized (this) {
            UpdateFile.Kept kept = file.read();
            Optional<UpdateAddress> chosen = UpdateAddress.parse(kept.address());
            if (asking || chosen.isEmpty()) {
                return state();
            }
            address = chosen.get();
            // Before it asks: who is stopped while it does has asked today.
            file.write(kept.asking(clock.instant()));
            asking = true;
        }
        try {
            Fetch.Got got = fetch.get().get(address.place(), Statement.MOST_OCTETS);
            return came(address, got);
        } finally {
            synchronized (this) {
                asking = false;
            }
        }
    }

    private synchronized State came(UpdateAddress address, Fetch.Got got) throws IOException {
        UpdateFile.Kept kept = file.read();
        // The person may have chosen another address meanwhile.
        if (UpdateAddress.parse(kept.address()).equals(Optional.of(address))) {
            file.write(kept.with(
                    switch (got) {
                        case Fetch.Got.Nothing(Fetch.Why why) -> UpdateWords.outcome(why);
                        case Fetch.Got.Answer(byte[] octets) -> believed(address, octets);
                    }));
        }
        return state();
    }

    private Outcome believed(UpdateAddress address, byte[] octets) throws IOException {
        Optional<Signed> last = file.statement().flatMap(kept -> Signed.parse(Signed.Purpose.UPDATE, kept));
        return switch (new UpdateCheck(address.trusted(builtIn), last).of(octets, clock.instant())) {
            case Checked.Refused(UpdateCheck.Why why) -> UpdateWords.outcome(why);
            case Checked.Believed(Statement statement, Signed signed) -> {
                file.believe(octets);
                yield newer(statement) ? Outcome.NEWER : Outcome.NEWEST;
            }
        };
    }

    @Override
    public synchronized void onChange(Runnable listener) {
        heard = listener;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
