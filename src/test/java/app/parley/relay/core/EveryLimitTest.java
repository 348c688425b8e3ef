package app.parley.relay.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import app.parley.crypto.EnvelopeKind;
import app.parley.protocol.Envelope;
import app.parley.protocol.Octets;
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.Rate;
import app.parley.relay.RelayConfig;
import app.parley.relay.RelayLimits;
import app.parley.relay.mailbox.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each limit of the relay by itself, all others being wide: it holds, it holds after a restart,
/// and it ends with its time. On both stores.
@Timeout(60)
class EveryLimitTest {
    private static final Rate FOUR = new Rate(4, Duration.ofHours(1));
    private static final Rate MANY = new Rate(200, Duration.ofSeconds(1));
    private static final PhoneNumber NOBODY = PhoneNumber.parse("+12025550199").orElseThrow();

    @TempDir
    Path dir;

    private final HandClock clock = new HandClock();
    private final Person alice = new Person("+12025550100");
    private final Person bob = new Person("+12025550101");
    private RelayConfig config;
    private HostedRelay relay;
    private Street street;

    /// What is limited.
    private enum Deed {
        CODE,
        TRY,
        LOOKUP,
        MAILBOX,
        FETCH,
        FIRST_CONTACT,
        PUBLISH
    }

    /// For whom it is counted, and how much a restart gives back: nothing of what is on the disk,
    /// a quarter of what must not be there (decision 0010).
    private enum Whose {
        NUMBER(0),
        ACCOUNT(0),
        TARGET(0),
        MAILBOX(0),
        RELAY(0),
        KEPT_ADDRESS(0),
        ADDRESS(1),
        PAIR(1);

        private final int back;

        Whose(int back) {
            this.back = back;
        }
    }

    private static Stream<Arguments> every() {
        return Stream.of(false, true)
                .flatMap(postgres -> Stream.of(
                                limits(Deed.CODE, Whose.NUMBER, Whose.KEPT_ADDRESS, Whose.RELAY),
                                limits(Deed.TRY, Whose.NUMBER, Whose.ADDRESS, Whose.RELAY),
                                limits(Deed.LOOKUP, Whose.ACCOUNT, Whose.ADDRESS, Whose.RELAY),
                                limits(Deed.MAILBOX, Whose.ACCOUNT, Whose.ADDRESS, Whose.RELAY),
                                limits(Deed.FETCH, Whose.TARGET, Whose.PAIR, Whose.ADDRESS, Whose.RELAY),
                                limits(Deed.FIRST_CONTACT, Whose.MAILBOX, Whose.ADDRESS, Whose.RELAY),
                                limits(Deed.PUBLISH, Whose.ACCOUNT))
                        .flatMap(List::stream)
                        // What is in memory is the same with both.
                        .filter(each -> !postgres || each.whose().back == 0)
                        .map(each -> Arguments.of(postgres ? "PostgreSQL" : "SQLite", each.deed(), each.whose())));
    }

    private record Limit(Deed deed, Whose whose) {
        Rate rate(Deed other, Whose... its) {
            return deed == other && List.of(its).contains(whose) ? FOUR : MANY;
        }
    }

    private static List<Limit> limits(Deed deed, Whose... whose) {
        return Stream.of(whose).map(each -> new Limit(deed, each)).toList();
    }

    private static RelayLimits only(Limit one) {
        RelayLimits usual = RelayLimits.DEFAULT;
        return new RelayLimits(
                one.rate(Deed.CODE, Whose.NUMBER),
                one.rate(Deed.CODE, Whose.KEPT_ADDRESS),
                one.rate(Deed.CODE, Whose.RELAY),
                one.rate(Deed.TRY, Whose.NUMBER),
                one.rate(Deed.LOOKUP, Whose.ACCOUNT),
                one.rate(Deed.MAILBOX, Whose.ACCOUNT),
                one.rate(Deed.PUBLISH, Whose.ACCOUNT),
                one.rate(Deed.FETCH, Whose.PAIR),
                one.rate(Deed.FETCH, Whose.TARGET),
                usual.diskBytes(),
                usual.connections(),
                usual.connectionsPerAddress(),
                usual.subscriptions(),
                new RelayLimits.Wide(
                        one.rate(Deed.TRY, Whose.ADDRESS),
                        one.rate(Deed.TRY, Whose.RELAY),
                        one.rate(Deed.LOOKUP, Whose.ADDRESS),
                        one.rate(Deed.LOOKUP, Whose.RELAY),
                        one.rate(Deed.MAILBOX, Whose.ADDRESS),
                        one.rate(Deed.MAILBOX, Whose.RELAY),
                        one.rate(Deed.FETCH, Whose.ADDRESS),
                        one.rate(Deed.FETCH, Whose.RELAY),
                        one.rate(Deed.FIRST_CONTACT, Whose.MAILBOX),
                        one.rate(Deed.FIRST_CONTACT, Whose.ADDRESS),
                        one.rate(Deed.FIRST_CONTACT, Whose.RELAY)));
    }

    private void start() throws IOException {
        relay = HostedRelay.start(config);
        street = new Street(relay);
    }

    @AfterEach
    void stop() {
        if (relay != null) {
            street.close();
            relay.close();
        }
    }

    private void restart() throws IOException {
        stop();
        start();
    }

    /// Alice, Bob and a mailbox of his are there, with keys to fetch; by way of this machine's own
    /// address and without any limit.
    private Peer.Box prepare(String store) throws IOException {
        config = new RelayConfig(
                dir.resolve("relay"), "127.0.0.1", 0, List.of(), open(), clock, clock, new SecureRandom());
        if (store.equals("PostgreSQL")) {
            config = config.withShared(new RelayConfig.Shared(Optional.of(TestPostgres.fresh()), Optional.empty()));
        }
        start();
        Person.signedUp(relay, alice).close();
        try (Peer peer = Person.signedUp(relay, bob)) {
            long day = clock.instant().plus(Duration.ofDays(7)).getEpochSecond();
            peer.done(t ->
                    new ClientFrame.PublishKeys(t, Octets.of(bob.bundle(1, day).encode()), bob.oneTime(1, 20)));
            return peer.makeBox();
        }
    }

    private static RelayLimits open() {
        return only(new Limit(Deed.CODE, Whose.PAIR));
    }

    @ParameterizedTest
    @MethodSource("every")
    void it_holds_over_a_restart(String store, Deed deed, Whose whose) throws IOException {
        Peer.Box box = prepare(store);
        stop();
        config = config.withLimits(only(new Limit(deed, whose)));
        start();
        // The start itself counts as a restart for what is in memory only.
        clock.pass(Duration.ofHours(4));
        assertEquals(4, granted(deed, box));
        restart();
        // The wide ones, of which a store may have written more than was used, are back soon.
        clock.pass(Duration.ofMinutes(5));
        assertEquals(whose.back, granted(deed, box));
        clock.pass(Duration.ofHours(1));
        assertEquals(1, granted(deed, box));
        clock.pass(Duration.ofHours(4));
        assertEquals(4, granted(deed, box));
    }

    @Test
    void more_tries_than_an_answer_can_tell_of_are_no_limit() {
        Rate tooMany = new Rate(256, Duration.ofMinutes(1));
        RelayLimits d = RelayLimits.DEFAULT;
        assertThrows(
                IllegalArgumentException.class,
                () -> new RelayLimits(
                        d.codesPerNumber(),
                        d.codesPerAddress(),
                        d.codesAtAll(),
                        tooMany,
                        d.lookups(),
                        d.mailboxes(),
                        d.publishes(),
                        d.fetchesPerPair(),
                        d.fetchesPerTarget(),
                        d.diskBytes(),
                        d.connections(),
                        d.connectionsPerAddress(),
                        d.subscriptions()));
    }

    /// How often it may be done before it is refused.
    private int granted(Deed deed, Peer.Box box) throws IOException {
        try (Peer peer = street.dial("192.0.2.7")) {
            if (deed != Deed.CODE && deed != Deed.TRY && deed != Deed.FIRST_CONTACT) {
                alice.authenticate(peer, relay.pin());
            }
            // Without a code there is nothing to try, and who has no tries left gets none.
            if (deed == Deed.TRY && tooOften(alice.requestCode(peer, relay.invite()))) {
                return 0;
            }
            for (int count = 0; count < 10; count++) {
                if (tooOften(once(deed, peer, box))) {
                    return count;
                }
            }
        }
        throw new AssertionError("there is no limit");
    }

    private static boolean tooOften(RelayFrame answer) {
        return answer instanceof RelayFrame.Refused refused
                && (refused.why() == Refusal.TOO_OFTEN || refused.why() == Refusal.TOO_MANY_TRIES);
    }

    private RelayFrame once(Deed deed, Peer peer, Peer.Box box) throws IOException {
        Peer.Box fresh = Peer.Box.random();
        return switch (deed) {
            case CODE -> alice.requestCode(peer, relay.invite());
            case TRY -> alice.confirm(peer, relay.invite(), "000000");
            case LOOKUP -> peer.ask(t -> new ClientFrame.FindByNumber(t, NOBODY));
            case MAILBOX -> peer.ask(t -> new ClientFrame.CreateMailbox(t, fresh.rid(), fresh.sid()));
            case FETCH -> peer.ask(t -> new ClientFrame.FetchKeys(t, bob.id, Person.DEVICE));
            case FIRST_CONTACT -> peer.ask(t -> new ClientFrame.Send(t, box.sid(), firstContact()));
            case PUBLISH -> peer.ask(t -> new ClientFrame.SetPresence(t, true));
        };
    }

    private static Envelope firstContact() {
        byte[] bytes = Peer.octets(16384).toArray();
        System.arraycopy(EnvelopeKind.FIRST_CONTACT.prefix(), 0, bytes, 0, EnvelopeKind.PREFIX_SIZE);
        return Envelope.of(bytes);
    }
}
