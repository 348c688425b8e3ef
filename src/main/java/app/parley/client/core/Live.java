package app.parley.client.core;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Link;
import app.parley.client.Link.Trouble;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.session.OwnIdentity;
import app.parley.client.sync.RelayLink;
import app.parley.client.sync.RelayLink.Lane;
import app.parley.client.sync.RelayLink.RefusedException;
import app.parley.client.sync.RelayLink.Route;
import app.parley.client.sync.Requests;
import app.parley.protocol.Invite;
import app.parley.protocol.MalformedException;
import app.parley.protocol.OctetReader;
import app.parley.protocol.OctetWriter;
import app.parley.protocol.Octets;
import app.parley.protocol.RelayAddress;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The profile's side of a live link: signs in, subscribes, takes deliveries, and lets [Errands]
/// and [Pump] work.
final class Live implements RelayLink.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    /// Bundles are counted by one; a relay that names more lies.
    private static final long HIGHEST_COUNTER = 1L << 48;

    private final Core core;
    private final Desk.Wiring wiring;
    private final Timing timing;
    private final Errands errands;
    private final Pump pump;
    private final Subscriptions subscriptions;
    private volatile Link link = new Link.None();
    private volatile Optional<Requests> mail = Optional.empty();
    private volatile Optional<Requests> control = Optional.empty();

    Live(Core core, Desk.Wiring wiring, Timing timing, Errands errands, Pump pump) {
        this.core = core;
        this.wiring = wiring;
        this.timing = timing;
        this.errands = errands;
        this.pump = pump;
        this.subscriptions = new Subscriptions(core, wiring);
    }

    Timing timing() {
        return timing;
    }

    Link link() {
        return link;
    }

    /// The signed-in connection while the link stands.
    Optional<Requests> control() {
        return link instanceof Link.Connected ? control : Optional.empty();
    }

    @Override
    public Optional<Route> route() {
        try {
            return core.call(tx -> {
                Settings settings = new Settings(tx.sql());
                boolean signedIn = settings.number(Name.SIGNED_IN, 0) == 1;
                return signedIn
                        ? Optional.of(new Route(
                                relays(settings),
                                new RelayPin(Octets.of(settings.bytes(Name.PIN).orElseThrow()))))
                        : Optional.empty();
            });
        } catch (ClientException e) {
            return Optional.empty();
        }
    }

    static List<RelayAddress> relays(Settings settings) {
        try {
            return OctetReader.whole(settings.bytes(Name.RELAYS).orElseThrow(), in -> in.list(8, RelayAddress::read));
        } catch (MalformedException e) {
            throw new IllegalStateException("the stored relay addresses are damaged", e);
        }
    }

    /// What the relay says of itself goes before what the invite said, which may be old; but that
    /// stays, as the relay may not know how it is seen from outside. Whoever has the pinned key is
    /// believed in this; another key is not, wherever it is.
    private static void keep(Settings settings, RelayFrame.Addresses at) {
        List<RelayAddress> known = relays(settings);
        List<RelayAddress> now = Stream.of(
                        known.stream().filter(at.relays()::contains), at.relays().stream(), known.stream())
                .flatMap(each -> each)
                .distinct()
                .limit(Invite.MAX_RELAYS)
                .toList();
        if (!now.equals(known)) {
            settings.put(
                    Name.RELAYS,
                    new OctetWriter().list(now, RelayAddress::write).toArray());
        }
    }

    @Override
    public void state(Link state) {
        link = state;
        core.announce(new ClientEvent.LinkChanged(state));
    }

    @Override
    public void connected(Requests toControl, Requests toMail) throws IOException {
        checkClock(toControl.welcome());
        subscriptions.forget();
        control = Optional.of(toControl);
        mail = Optional.of(toMail);
        try {
            RelayFrame.SignedIn signedIn = signIn(toControl, toMail);
            core.call(tx -> {
                Desk desk = new Desk(tx, wiring);
                desk.mailboxFor(Optional.empty());
                if (signedIn.bundleCounter() > desk.settings.number(Name.BUNDLE_COUNTER, 0)) {
                    desk.rolledBack();
                }
                return signedIn;
            });
            errands.begin(toControl, toMail, subscriptions::to);
            errands.setUp(signedIn);
            subscriptions.toAll(toMail);
            errands.start();
            pump.start(toMail);
        } catch (ClientException e) {
            throw trouble(e);
        }
    }

    private IOException trouble(ClientException e) {
        core.announce(new ClientEvent.StorageTrouble(e.why()));
        return new IOException("nothing can be stored", e);
    }

    private void checkClock(RelayFrame.Welcome welcome) {
        Duration ahead = wiring.relayClock().heard(Instant.ofEpochMilli(welcome.time()));
        if (ahead.abs().compareTo(CLOCK_TOLERANCE) > 0) {
            core.announce(new ClientEvent.ClockOff(ahead));
        }
    }

    private RelayFrame.SignedIn signIn(Requests relay, Requests toMail) throws IOException, ClientException {
        OwnIdentity own = wiring.own();
        RelayPin pin =
                route().orElseThrow(() -> new IOException("not signed up")).pin();
        byte[] signed = new OctetWriter()
                .octets(relay.welcome().nonce())
                .octets(pin.octets())
                .toArray();
        Octets signature = Octets.of(own.sign("sign-in", signed));
        RelayFrame answer =
                relay.ask(tag -> new ClientFrame.Authenticate(tag, own.account(), OwnIdentity.DEVICE, signature));
        return switch (answer) {
            case RelayFrame.SignedIn in
            when in.bundleCounter() < 0 || in.bundleCounter() > HIGHEST_COUNTER ->
                throw new IOException("a counter that nobody reaches");
            case RelayFrame.SignedIn in -> in;
            case RelayFrame.Refused refused -> throw refused(refused.why(), toMail);
            default -> throw new IOException("the relay does not let us in");
        };
    }

    private IOException refused(Refusal why, Requests toMail) throws IOException, ClientException {
        return switch (why) {
            case UNKNOWN_ACCOUNT -> new RefusedException(Trouble.UNKNOWN_ACCOUNT);
            case WAITS_FOR_OWNER -> new RefusedException(Trouble.WAITS_FOR_OWNER);
            case NOT_ADMITTED -> new RefusedException(Trouble.NOT_ADMITTED);
            case REMOVED -> {
                new LeaseErrands(core, wiring).giveBack(toMail);
                yield new RefusedException(Trouble.REMOVED);
            }
            case MALFORMED,
                    NOT_SIGNED_IN,
                    WRONG_CODE,
                    CODE_EXPIRED,
                    TOO_MANY_TRIES,
                    TOO_OFTEN,
                    NOT_INVITED,
                    NUMBER_HELD,
                    BAD_SIGNATURE,
                    NO_SUCH_MAILBOX,
                    MAILBOX_FULL,
                    RELAY_FULL,
                    NOT_FOUND,
                    NO_KEYS,
                    STALE,
                    CLOSING,
                    NO_DIRECTORY,
                    NO_SUCH_BLOB,
                    TOO_LARGE -> new IOException("the relay does not let us in");
        };
    }

    @Override
    public void pushed(Lane lane, RelayFrame frame) throws IOException {
        try {
            switch (frame) {
                case RelayFrame.Deliver deliver when lane == Lane.MAIL -> deliver(deliver);
                case RelayFrame.MemberChanged changed when lane == Lane.CONTROL -> errands.member(changed.member());
                case RelayFrame.MemberLeft left
                when lane == Lane.CONTROL ->
                    core.call(tx -> {
                        new Directory(new Desk(tx, wiring), wiring.presence()).left(left.account());
                        return left;
                    });
                case RelayFrame.Presence presence
                when lane == Lane.CONTROL -> {
                    core.call(tx -> {
                        new Directory(new Desk(tx, wiring), wiring.presence()).presence(presence);
                        return presence;
                    });
                    errands.somebodyCame();
                }
                case RelayFrame.KeysLow low when lane == Lane.CONTROL -> errands.keysLow(low.left());
                case RelayFrame.Addresses at
                when lane == Lane.CONTROL ->
                    core.call(tx -> {
                        keep(new Settings(tx.sql()), at);
                        return at;
                    });
                // The connection ends now, and the next sign-in is told the same.
                case RelayFrame.Removed removed when lane == Lane.CONTROL -> LOG.info("removed from the relay");
                case RelayFrame.NumberClaimed claimed
                when lane == Lane.CONTROL -> core.announce(new ClientEvent.NumberClaimed());
                default -> throw new IOException("a frame that does not belong here");
            }
        } catch (ClientException e) {
            throw trouble(e);
        }
    }

    /// Stores first, then acknowledges. Where nothing can be stored the connection ends, so that
    /// nothing later is acknowledged in its place.
    private void deliver(RelayFrame.Deliver deliver) throws IOException, ClientException {
        boolean away = deliver.seq() <= subscriptions.lastThatWaited(deliver.handle());
        try {
            core.call(tx -> {
                Desk desk = new Desk(tx, wiring);
                receiving(desk).envelope(deliver.handle(), deliver.seq(), deliver.envelope(), away);
                return deliver;
            });
        } catch (RuntimeException e) {
            LOG.error("an envelope could not be dealt with: {}", e.getClass().getSimpleName());
            core.call(tx -> {
                Desk desk = new Desk(tx, wiring);
                receiving(desk).unreadable(deliver.handle(), deliver.seq(), deliver.envelope());
                return deliver;
            });
        }
        mail.orElseThrow(() -> new IOException("not connected"))
                .tell(new ClientFrame.Ack(deliver.handle(), deliver.seq()));
        subscriptions.stored(deliver.handle(), deliver.seq());
        errands.wake();
    }

    private Receiving receiving(Desk desk) {
        return new Receiving(desk, timing, desk.settings.number(Name.SEND_READ_RECEIPTS, 1) == 1);
    }

    @Override
    public void disconnected() {
        control = Optional.empty();
        mail = Optional.empty();
        pump.stop();
        errands.stop();
        wiring.presence()
                .clear()
                .forEach(account -> core.post(tx -> {
                    new Desk(tx, wiring).personChanged(account);
                    return account;
                }));
    }
}
