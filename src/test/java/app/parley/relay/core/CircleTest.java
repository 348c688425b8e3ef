package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.AccountId;
import app.parley.protocol.Octets;
import app.parley.protocol.OneTimeKey;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.protocol.wire.RelayFrame.Keys;
import app.parley.protocol.wire.RelayFrame.Member;
import app.parley.protocol.wire.RelayFrame.Presence;
import app.parley.protocol.wire.RelayFrame.SignedIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CircleTest {
    @TempDir
    Path dir;

    private RelayFixture fixture;
    private final Person alice = new Person("+12025550100");
    private final Person bob = new Person("+12025550101");
    private Peer a;
    private Peer b;

    @BeforeEach
    void start() throws IOException {
        fixture = new RelayFixture(dir);
        a = Person.signedUp(fixture.relay, alice);
        b = Person.signedUp(fixture.relay, bob);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        fixture.close();
    }

    private long inDays(int days) {
        return fixture.clock.instant().plus(Duration.ofDays(days)).getEpochSecond();
    }

    private Octets bundle(long counter) {
        return Octets.of(alice.bundle(counter, inDays(14)).encode());
    }

    private void publish(long counter, List<OneTimeKey> keys) throws IOException {
        a.done(t -> new ClientFrame.PublishKeys(t, bundle(counter), keys));
    }

    private RelayFrame fetch() throws IOException {
        return b.ask(t -> new ClientFrame.FetchKeys(t, alice.id, Person.DEVICE));
    }

    @Test
    void members_learn_of_each_other() throws IOException {
        Member joined = a.next(RelayFrame.MemberChanged.class).member();
        assertEquals(bob.id, joined.account());
        assertEquals(new Presence(bob.id, true, 0), a.next(Presence.class));
        Octets profile = Peer.octets(300);
        b.done(t -> new ClientFrame.PublishProfile(t, profile));
        assertEquals(profile, a.next(RelayFrame.MemberChanged.class).member().profile());
        RelayFrame.Members list = (RelayFrame.Members) a.ask(t -> new ClientFrame.ListMembers(t, nobody()));
        assertEquals(2, list.members().size());
        Member seen = list.members().stream()
                .filter(m -> m.account().equals(bob.id))
                .findFirst()
                .orElseThrow();
        assertEquals(Octets.of(bob.manifest.encode()), seen.manifest());
        assertEquals(profile, seen.profile());
        assertTrue(seen.online());
        b.close();
        Presence left = a.next(Presence.class);
        assertEquals(new Presence(bob.id, false, fixture.clock.instant().getEpochSecond()), left);
    }

    private static AccountId nobody() {
        return new AccountId(Octets.of(new byte[32]));
    }

    @Test
    void presence_is_of_the_person_not_of_the_connection_and_may_be_hidden() throws IOException {
        a.next(Presence.class);
        Peer second = fixture.dial();
        assertInstanceOf(SignedIn.class, bob.authenticate(second, fixture.relay.pin()));
        second.close();
        b.done(t -> new ClientFrame.SetPresence(t, false));
        assertEquals(new Presence(bob.id, false, 0), a.next(Presence.class));
        RelayFrame.Members list = (RelayFrame.Members) a.ask(t -> new ClientFrame.ListMembers(t, nobody()));
        assertTrue(list.members().stream()
                .filter(m -> m.account().equals(bob.id))
                .allMatch(m -> !m.online() && m.lastSeen() == 0));
        Peer third = fixture.dial();
        assertInstanceOf(SignedIn.class, bob.authenticate(third, fixture.relay.pin()));
        third.close();
        assertFalse(a.gotAny(Presence.class));
        b.done(t -> new ClientFrame.SetPresence(t, true));
        assertEquals(new Presence(bob.id, true, 0), a.next(Presence.class));
    }

    @Test
    void a_large_circle_comes_in_pages() throws IOException {
        Octets large = Peer.octets(16000);
        a.done(t -> new ClientFrame.PublishProfile(t, large));
        b.done(t -> new ClientFrame.PublishProfile(t, large));
        for (int i = 2; i < 12; i++) {
            try (Peer peer = Person.signedUp(fixture.relay, new Person("+120255501" + (i + 10)))) {
                peer.done(t -> new ClientFrame.PublishProfile(t, large));
            }
        }
        Set<AccountId> found = new HashSet<>();
        AccountId after = nobody();
        boolean more = true;
        int pages = 0;
        while (more) {
            AccountId from = after;
            RelayFrame.Members page = (RelayFrame.Members) a.ask(t -> new ClientFrame.ListMembers(t, from));
            page.members().forEach(m -> assertTrue(found.add(m.account())));
            after = page.members().getLast().account();
            more = page.more();
            pages++;
        }
        assertEquals(12, found.size());
        assertTrue(pages > 1);
    }

    @Test
    void each_one_time_pair_is_handed_out_once_and_then_the_bundle_alone() throws IOException {
        assertEquals(Refusal.NO_KEYS, ((RelayFrame.Refused) fetch()).why());
        List<OneTimeKey> keys = alice.oneTime(1, 3);
        publish(1, keys);
        publish(2, keys);
        List<OneTimeKey> got = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Keys fetched = assertInstanceOf(Keys.class, fetch());
            assertEquals(Octets.of(alice.manifest.encode()), fetched.manifest());
            got.add(fetched.oneTime().orElseThrow());
            assertEquals(2 - i, a.next(RelayFrame.KeysLow.class).left());
        }
        assertEquals(keys, got);
        assertTrue(((Keys) fetch()).oneTime().isEmpty());
        fixture.restart();
        a = fixture.dial();
        b = fixture.dial();
        bob.authenticate(b, fixture.relay.pin());
        assertTrue(((Keys) fetch()).oneTime().isEmpty());
        SignedIn state = (SignedIn) alice.authenticate(a, fixture.relay.pin());
        assertEquals(2, state.bundleCounter());
        assertEquals(0, state.oneTimeLeft());
    }

    @Test
    void at_most_fifty_one_time_pairs_are_kept() throws IOException {
        publish(1, alice.oneTime(1, 40));
        publish(2, alice.oneTime(41, 20));
        try (Peer again = fixture.dial()) {
            SignedIn state = (SignedIn) alice.authenticate(again, fixture.relay.pin());
            assertEquals(50, state.oneTimeLeft());
        }
    }

    @Test
    void keys_expire_when_their_owner_stays_away() throws IOException {
        publish(1, alice.oneTime(1, 30));
        a.close();
        await().until(() -> fixture.relay.status().membersOnline() == 1);
        fixture.clock.pass(Duration.ofDays(14).plusSeconds(1));
        assertEquals(Refusal.NO_KEYS, ((RelayFrame.Refused) fetch()).why());
        fixture.clock.pass(Duration.ofDays(1));
        fixture.relay.sweep();
        try (Peer back = fixture.dial()) {
            SignedIn state = (SignedIn) alice.authenticate(back, fixture.relay.pin());
            assertEquals(0, state.bundleCounter());
            assertEquals(0, state.oneTimeLeft());
        }
    }

    @Test
    void a_replayed_or_foreign_or_badly_signed_bundle_is_refused() throws IOException {
        publish(5, List.of());
        assertEquals(Refusal.STALE, a.refusal(t -> new ClientFrame.PublishKeys(t, bundle(5), List.of())));
        assertEquals(Refusal.STALE, a.refusal(t -> new ClientFrame.PublishKeys(t, bundle(4), List.of())));
        assertEquals(Refusal.MALFORMED, b.refusal(t -> new ClientFrame.PublishKeys(t, bundle(6), List.of())));
        assertEquals(Refusal.MALFORMED, a.refusal(t -> new ClientFrame.PublishKeys(t, Peer.octets(100), List.of())));
        Octets forged =
                Octets.of(alice.bundle(7, inDays(3)).signed(new byte[64]).encode());
        assertEquals(Refusal.BAD_SIGNATURE, a.refusal(t -> new ClientFrame.PublishKeys(t, forged, List.of())));
        assertEquals(
                Refusal.BAD_SIGNATURE, a.refusal(t -> new ClientFrame.PublishKeys(t, bundle(8), bob.oneTime(1, 1))));
    }

    @Test
    void fetching_somebodys_keys_is_limited() throws IOException {
        publish(1, alice.oneTime(1, 50));
        for (int i = 0; i < 10; i++) {
            assertInstanceOf(Keys.class, fetch());
        }
        assertEquals(Refusal.TOO_OFTEN, ((RelayFrame.Refused) fetch()).why());
        assertEquals(
                Refusal.UNKNOWN_ACCOUNT,
                b.refusal(t -> new ClientFrame.FetchKeys(t, new Person("+12025550109").id, 1)));
        assertEquals(Refusal.NO_KEYS, b.refusal(t -> new ClientFrame.FetchKeys(t, alice.id, 2)));
    }

    @Test
    void asking_for_keys_that_are_not_there_uses_nothing_up() throws IOException {
        for (int i = 0; i < 30; i++) {
            assertEquals(Refusal.NO_KEYS, ((RelayFrame.Refused) fetch()).why());
        }
        publish(1, alice.oneTime(1, 50));
        assertInstanceOf(Keys.class, fetch());
    }

    @Test
    void a_manifest_must_continue_the_one_before() throws IOException {
        var next = alice.nextManifest();
        a.done(t -> new ClientFrame.PublishManifest(t, Octets.of(next.encode())));
        assertEquals(
                Octets.of(next.encode()),
                b.next(RelayFrame.MemberChanged.class).member().manifest());
        Octets fork = Octets.of(alice.nextManifest().encode());
        assertEquals(Refusal.STALE, a.refusal(t -> new ClientFrame.PublishManifest(t, fork)));
        Octets foreign = Octets.of(bob.nextManifest().encode());
        assertEquals(Refusal.BAD_SIGNATURE, a.refusal(t -> new ClientFrame.PublishManifest(t, foreign)));
        assertEquals(Refusal.MALFORMED, a.refusal(t -> new ClientFrame.PublishManifest(t, Peer.octets(200))));
        assertEquals(
                Refusal.STALE, a.refusal(t -> new ClientFrame.PublishKeys(t, bundle(1), List.of())), "old manifest");
    }

    @Test
    void numbers_are_found_twenty_times_an_hour() throws IOException {
        for (int i = 0; i < 10; i++) {
            RelayFrame.Found found = (RelayFrame.Found) a.ask(t -> new ClientFrame.FindByNumber(t, bob.phone));
            assertEquals(bob.id, found.member().account());
            assertEquals(
                    Refusal.NOT_FOUND,
                    a.refusal(t -> new ClientFrame.FindByNumber(t, new Person("+12025550188").phone)));
        }
        assertEquals(Refusal.TOO_OFTEN, a.refusal(t -> new ClientFrame.FindByNumber(t, bob.phone)));
        assertInstanceOf(RelayFrame.Found.class, b.ask(t -> new ClientFrame.FindByNumber(t, bob.phone)));
        fixture.clock.pass(Duration.ofMinutes(3));
        assertInstanceOf(RelayFrame.Found.class, a.ask(t -> new ClientFrame.FindByNumber(t, bob.phone)));
    }
}
