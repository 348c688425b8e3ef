package app.parley.relay.core;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Invite;
import app.parley.protocol.Octets;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.relay.Admission;
import app.parley.relay.AdmissionPolicy;
import app.parley.relay.InviteTerms;
import app.parley.relay.IssuedInvite;
import app.parley.relay.Newcomer;
import app.parley.relay.mailbox.MailboxStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdmissionTest {
    private static final InviteTerms PAIR = new InviteTerms(Optional.empty(), 2, Duration.ofDays(1));

    @TempDir
    Path dir;

    private Optional<RelayFixture> fixture = Optional.empty();
    private final Person alice = new Person("+12025550100");
    private final Person bob = new Person("+12025550101");
    private final Person carol = new Person("+12025550102");

    @AfterEach
    void stop() {
        fixture.ifPresent(RelayFixture::close);
    }

    private RelayFixture fixture(boolean approve, boolean open) throws IOException {
        RelayFixture made = new RelayFixture(dir, new AdmissionPolicy(approve, open));
        fixture = Optional.of(made);
        return made;
    }

    private Refusal refusedCode(RelayFixture f, Person who, Invite invite) throws IOException {
        try (Peer peer = f.dial()) {
            RelayFrame answer = who.requestCode(peer, invite);
            return assertInstanceOf(RelayFrame.Refused.class, answer).why();
        }
    }

    private RelayFrame join(RelayFixture f, Person who, Invite invite) throws IOException {
        try (Peer peer = f.dial()) {
            assertInstanceOf(RelayFrame.CodeSent.class, who.requestCode(peer, invite));
            return who.confirm(peer, invite, who.codeFrom(f.relay));
        }
    }

    private Refusal refusedSignIn(RelayFixture f, Person who) throws IOException {
        try (Peer peer = f.dial()) {
            return assertInstanceOf(RelayFrame.Refused.class, who.authenticate(peer, f.relay.pin()))
                    .why();
        }
    }

    @Test
    void a_group_invite_lets_in_as_many_as_it_is_for() throws IOException {
        RelayFixture f = fixture(false, false);
        Invite invite = f.relay.admission().invite(PAIR);
        assertEquals(List.of(2), usesLeft(f));
        assertInstanceOf(RelayFrame.SignedIn.class, join(f, alice, invite));
        assertEquals(List.of(1), usesLeft(f));
        f.restart();
        assertInstanceOf(RelayFrame.SignedIn.class, join(f, bob, invite));
        assertEquals(List.of(), usesLeft(f));
        assertEquals(Refusal.NOT_INVITED, refusedCode(f, carol, invite));
    }

    private static List<Integer> usesLeft(RelayFixture f) throws IOException {
        return f.relay.admission().invites().stream()
                .map(IssuedInvite::usesLeft)
                .toList();
    }

    @Test
    void the_last_use_goes_to_one_of_two_who_come_at_once() throws IOException {
        RelayFixture f = fixture(false, false);
        Invite invite = f.relay.admission().invite(new InviteTerms(Optional.empty(), 1, Duration.ofDays(1)));
        try (Peer first = f.dial();
                Peer second = f.dial()) {
            alice.requestCode(first, invite);
            bob.requestCode(second, invite);
            assertInstanceOf(RelayFrame.SignedIn.class, alice.confirm(first, invite, alice.codeFrom(f.relay)));
            RelayFrame late = bob.confirm(second, invite, bob.codeFrom(f.relay));
            assertEquals(
                    Refusal.NOT_INVITED,
                    assertInstanceOf(RelayFrame.Refused.class, late).why());
        }
    }

    @Test
    void an_expired_or_revoked_invite_lets_nobody_in() throws IOException {
        RelayFixture f = fixture(false, false);
        Admission admission = f.relay.admission();
        Invite revoked = admission.invite(PAIR);
        String id = admission.invites().getFirst().id();
        assertTrue(admission.revoke(id));
        assertFalse(admission.revoke(id));
        assertEquals(Refusal.NOT_INVITED, refusedCode(f, alice, revoked));
        Invite expired = admission.invite(PAIR);
        f.clock.pass(Duration.ofDays(1));
        assertEquals(List.of(), admission.invites());
        assertEquals(Refusal.NOT_INVITED, refusedCode(f, alice, expired));
    }

    @Test
    void the_open_invite_can_be_replaced_again_and_again() throws IOException {
        RelayFixture f = fixture(false, false);
        Invite first = f.relay.invite();
        Invite second = f.relay.admission().replaceOpenInvite();
        assertNotEquals(first.admission(), second.admission());
        assertEquals(Refusal.NOT_INVITED, refusedCode(f, alice, first));
        assertInstanceOf(RelayFrame.SignedIn.class, join(f, alice, second));
        f.restart();
        f.relay.sweep();
        assertEquals(Refusal.NOT_INVITED, refusedCode(f, bob, first));
        assertInstanceOf(RelayFrame.SignedIn.class, join(f, bob, second));
        Invite third = f.relay.admission().replaceOpenInvite();
        assertEquals(Refusal.NOT_INVITED, refusedCode(f, carol, second));
        assertInstanceOf(RelayFrame.SignedIn.class, join(f, carol, third));
    }

    @Test
    void nonsense_terms_make_no_invite() {
        Duration day = Duration.ofDays(1);
        assertThrows(IllegalArgumentException.class, () -> new InviteTerms(Optional.empty(), 0, day));
        assertThrows(IllegalArgumentException.class, () -> new InviteTerms(Optional.of(alice.phone), 2, day));
        assertThrows(IllegalArgumentException.class, () -> new InviteTerms(Optional.empty(), 1, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new InviteTerms(Optional.empty(), 1, Duration.ofDays(366)));
    }

    @Test
    void a_newcomer_waits_over_a_restart_until_the_owner_says_yes() throws IOException {
        RelayFixture f = fixture(true, false);
        assertEquals(
                Refusal.WAITS_FOR_OWNER,
                assertInstanceOf(RelayFrame.Refused.class, join(f, alice, f.relay.invite()))
                        .why());
        assertEquals(0, f.relay.status().members());
        assertEquals(Refusal.WAITS_FOR_OWNER, refusedSignIn(f, alice));
        f.restart();
        Newcomer waits = f.relay.admission().newcomers().getFirst();
        assertEquals(alice.id, waits.account());
        assertEquals(alice.phone, waits.phone());
        assertEquals(new Admission.Answer.Done(), f.relay.admission().approve(alice.id));
        assertEquals(List.of(), f.relay.admission().newcomers());
        assertEquals(new Admission.Answer.Nobody(), f.relay.admission().approve(alice.id));
        assertEquals(Optional.of(alice.id), f.relay.admission().holder(alice.phone));
        try (Peer peer = f.dial()) {
            assertInstanceOf(RelayFrame.SignedIn.class, alice.authenticate(peer, f.relay.pin()));
        }
        // Who is a member already proves the number again without waiting.
        assertInstanceOf(RelayFrame.SignedIn.class, join(f, alice, f.relay.invite()));
    }

    @Test
    void a_refused_newcomer_is_told_so_and_one_who_is_forgotten_is_unknown() throws IOException {
        RelayFixture f = fixture(true, false);
        join(f, alice, f.relay.invite());
        join(f, bob, f.relay.invite());
        assertTrue(f.relay.admission().refuse(alice.id));
        assertFalse(f.relay.admission().refuse(alice.id));
        assertEquals(Refusal.NOT_ADMITTED, refusedSignIn(f, alice));
        f.clock.pass(Duration.ofDays(14).plusHours(1));
        f.relay.sweep();
        await().until(() -> f.relay.admission().newcomers().isEmpty());
        assertEquals(Refusal.UNKNOWN_ACCOUNT, refusedSignIn(f, bob));
    }

    @Test
    void a_newcomer_with_somebodys_number_waits_for_the_holder_too() throws IOException {
        RelayFixture f = fixture(true, false);
        join(f, alice, f.relay.invite());
        f.relay.admission().approve(alice.id);
        Person thief = new Person(alice.phone.e164());
        join(f, thief, f.relay.invite());
        assertInstanceOf(Admission.Answer.NumberHeld.class, f.relay.admission().approve(thief.id));
        assertEquals(1, f.relay.admission().newcomers().size());
        assertTrue(f.relay.admission().remove(alice.id));
        assertEquals(new Admission.Answer.Done(), f.relay.admission().approve(thief.id));
    }

    @Test
    void a_removed_member_is_gone_with_their_keys_and_everybody_is_told() throws IOException {
        RelayFixture f = fixture(false, false);
        try (Peer a = Person.signedUp(f.relay, alice);
                Peer b = Person.signedUp(f.relay, bob)) {
            long inTwoWeeks = f.clock.instant().plus(Duration.ofDays(14)).getEpochSecond();
            b.done(t -> new ClientFrame.PublishKeys(
                    t, Octets.of(bob.bundle(1, inTwoWeeks).encode()), bob.oneTime(1, 5)));
            assertTrue(f.relay.admission().remove(bob.id));
            assertFalse(f.relay.admission().remove(bob.id));
            assertEquals(bob.id, a.next(RelayFrame.MemberLeft.class).account());
            assertInstanceOf(RelayFrame.Removed.class, b.next(RelayFrame.Removed.class));
            assertThrows(IOException.class, () -> b.next(RelayFrame.Pong.class));
            assertEquals(Refusal.UNKNOWN_ACCOUNT, a.refusal(t -> new ClientFrame.FetchKeys(t, bob.id, Person.DEVICE)));
            assertEquals(Refusal.NOT_FOUND, a.refusal(t -> new ClientFrame.FindByNumber(t, bob.phone)));
            assertEquals(Refusal.REMOVED, refusedSignIn(f, bob));
            assertEquals(1, f.relay.status().members());
        }
        f.restart();
        assertEquals(Refusal.REMOVED, refusedSignIn(f, bob));
        assertInstanceOf(RelayFrame.SignedIn.class, join(f, bob, f.relay.invite()));
        try (Peer back = f.dial()) {
            assertInstanceOf(RelayFrame.SignedIn.class, bob.authenticate(back, f.relay.pin()));
        }
        f.relay.admission().remove(bob.id);
        f.clock.pass(Duration.ofDays(92));
        f.relay.sweep();
        await().until(() -> refusedSignIn(f, bob) == Refusal.UNKNOWN_ACCOUNT);
    }

    private static Octets pass(Peer member) throws IOException {
        return assertInstanceOf(RelayFrame.Pass.class, member.ask(ClientFrame.AskPass::new))
                .pass();
    }

    @Test
    void members_share_one_pass_and_whoever_was_removed_can_renew_nothing_with_the_old_one() throws IOException {
        RelayFixture f = fixture(false, false);
        try (Peer a = Person.signedUp(f.relay, alice);
                Peer b = Person.signedUp(f.relay, bob);
                Peer nobody = f.dial()) {
            Octets before = pass(a);
            assertEquals(before, pass(b));
            assertEquals(Refusal.NOT_SIGNED_IN, nobody.refusal(ClientFrame.AskPass::new));
            Peer.Box kept = a.makeBox();
            Peer.Box lost = b.makeBox();
            f.relay.admission().remove(bob.id);
            assertEquals(Refusal.STALE, nobody.refusal(t -> new ClientFrame.Renew(t, before, List.of(lost.rid()))));
            assertNotEquals(before, pass(a));
            f.clock.pass(Duration.ofDays(MailboxStore.LEASE_DAYS));
            Octets now = pass(a);
            nobody.done(t -> new ClientFrame.Renew(t, now, List.of(kept.rid())));
            f.relay.sweep();
            f.clock.pass(Duration.ofDays(MailboxStore.LEASE_DAYS));
            f.relay.sweep();
            assertInstanceOf(RelayFrame.Accepted.class, nobody.send(kept, Peer.envelope(1)));
            assertEquals(
                    Refusal.NO_SUCH_MAILBOX,
                    nobody.refusal(t -> new ClientFrame.Send(t, lost.sid(), Peer.envelope(1))));
        }
    }

    @Test
    void an_open_relay_shows_nobody_but_finds_numbers() throws IOException {
        RelayFixture f = fixture(false, true);
        try (Peer a = Person.signedUp(f.relay, alice);
                Peer b = Person.signedUp(f.relay, bob)) {
            Octets profile = Peer.octets(300);
            b.done(t -> new ClientFrame.PublishProfile(t, profile));
            assertEquals(Refusal.NO_DIRECTORY, a.refusal(t -> new ClientFrame.ListMembers(t, carol.id)));
            RelayFrame.Found found =
                    assertInstanceOf(RelayFrame.Found.class, a.ask(t -> new ClientFrame.FindByNumber(t, bob.phone)));
            assertEquals(
                    new RelayFrame.Member(bob.id, Octets.of(bob.manifest.encode()), profile, false, 0), found.member());
            assertEquals(Refusal.NOT_FOUND, a.refusal(t -> new ClientFrame.FindByNumber(t, carol.phone)));
            f.relay.admission().remove(bob.id);
            assertFalse(a.gotAny(RelayFrame.MemberChanged.class));
            assertFalse(a.gotAny(RelayFrame.Presence.class));
            assertFalse(a.gotAny(RelayFrame.MemberLeft.class));
        }
    }
}
