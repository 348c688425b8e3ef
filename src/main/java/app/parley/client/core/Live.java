package app.parley.client.core;

import app.parley.client.ClientEvent;
import app.parley.client.ClientException;
import app.parley.client.Link;
import app.parley.client.Link.Trouble;
import app.parley.client.history.Mailboxes;
import app.parley.client.history.Settings;
import app.parley.client.history.Settings.Name;
import app.parley.client.session.OwnIdentity;
import app.parley.client.sync.RelayLink;
import app.parley.client.sync.RelayLink.Lane;
import app.parley.client.sync.RelayLink.RefusedException;
import app.parley.client.sync.RelayLink.Route;
import app.parley.client.sync.Requests;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The profile's side of a live link: signs in, subscribes, takes deliveries, and lets [Errands]
/// and [Pump] work.
final class Live implements RelayLink.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final long SUBSCRIBED_SECONDS = 30;

    private final Core core;
    private final Desk.Wiring wiring;
    private final Timing timing;
    private final Errands errands;
    private final Pump pump;
    /// By mailbox: the last number that waited when we subscribed. Deliveries wait until it is
    /// known.
    private final Map<Integer, CompletableFuture<Long>> waited = new ConcurrentHashMap<>();
    private volatile Link link = new Link.None();
    private volatile Optional<Requests> mail = Optional.empty();
    private volatile Optional<Requests> control = Optional.empty();

    Live(Core core, Desk.Wiring wiring, Timing timing, Errands errands, Pump pump) {
        this.core = core;
        this.wiring = wiring;
        this.timing = timing;
        this.errands = errands;
        this.pump = pump;
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

    @Override
    public void state(Link state) {
        link = state;
        core.announce(new ClientEvent.LinkChanged(state));
    }

    @Override
    public void connected(Requests toControl, Requests toMail) throws IOException {
        checkClock(toControl.welcome());
        waited.clear();
        control = Optional.of(toControl);
        mail = Optional.of(toMail);
        RelayFrame.SignedIn signedIn = signIn(toControl);
        try {
            core.call(tx -> {
                Desk desk = new Desk(tx, wiring);
                desk.mailboxFor(Optional.empty());
                if (signedIn.bundleCounter() > desk.settings.number(Name.BUNDLE_COUNTER, 0)) {
                    desk.rolledBack();
                }
                return signedIn;
            });
            errands.begin(toControl, toMail, this::subscribe);
            errands.setUp(signedIn);
            subscribeAll(toMail);
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

    private RelayFrame.SignedIn signIn(Requests relay) throws IOException {
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
            case RelayFrame.SignedIn in -> in;
            case RelayFrame.Refused refused
            when refused.why() == Refusal.UNKNOWN_ACCOUNT -> throw new RefusedException(Trouble.UNKNOWN_ACCOUNT);
            default -> throw new IOException("the relay does not let us in");
        };
    }

    private void subscribeAll(Requests relay) throws IOException, ClientException {
        List<Mailboxes.Own> made = core.call(tx -> new Mailboxes(tx.sql())
                .all().stream().filter(Mailboxes.Own::made).toList());
        // The intro mailbox first: what begins a session comes before what goes on in it.
        for (Mailboxes.Own mailbox : made) {
            if (mailbox.from().isEmpty()) {
                subscribe(relay, List.of(mailbox));
            }
        }
        List<Mailboxes.Own> others =
                made.stream().filter(box -> box.from().isPresent()).toList();
        for (int from = 0; from < others.size(); from += ClientFrame.MAX_LIST) {
            subscribe(relay, others.subList(from, Math.min(others.size(), from + ClientFrame.MAX_LIST)));
        }
    }

    /// Begins delivery of mailboxes that the relay has.
    private void subscribe(Requests relay, List<Mailboxes.Own> mailboxes) throws IOException, ClientException {
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
        subscribed.mailboxes().forEach(state -> waited(state.handle()).complete(state.last()));
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
        boolean away = deliver.seq() <= lastThatWaited(deliver.handle());
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
        errands.wake();
    }

    private Receiving receiving(Desk desk) {
        return new Receiving(desk, timing, desk.settings.number(Name.SEND_READ_RECEIPTS, 1) == 1);
    }

    private long lastThatWaited(int handle) throws IOException {
        try {
            return waited(handle).get(SUBSCRIBED_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (Exception e) {
            throw new IOException("a delivery before its subscription", e);
        }
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
