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
import app.parley.protocol.PhoneNumber;
import app.parley.protocol.RelayPin;
import app.parley.protocol.wire.ClientFrame;
import app.parley.protocol.wire.Refusal;
import app.parley.protocol.wire.RelayFrame;
import app.parley.protocol.wire.RelayFrame.Refused;
import app.parley.protocol.wire.RelayFrame.SignedIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SignInTest {
    @TempDir
    Path dir;

    private RelayFixture fixture;
    private final Person alice = new Person("+12025550100");
    private final Person bob = new Person("+12025550101");

    @BeforeEach
    void start() throws IOException {
        fixture = new RelayFixture(dir);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static void assertRefused(Refusal why, RelayFrame answer) {
        assertEquals(why, assertInstanceOf(Refused.class, answer).why());
    }

    private static String other(String code) {
        return (code.charAt(0) == '9' ? '0' : (char) (code.charAt(0) + 1)) + code.substring(1);
    }

    @Test
    void a_code_from_the_owner_signs_up_and_the_device_key_signs_in_later() throws IOException {
        try (Peer peer = fixture.dial()) {
            RelayFrame.CodeSent sent =
                    assertInstanceOf(RelayFrame.CodeSent.class, alice.requestCode(peer, fixture.relay.invite()));
            assertEquals(6, sent.digits());
            assertEquals(600, sent.expiresIn());
            assertEquals(5, sent.triesLeft());
            assertEquals(alice.phone, fixture.relay.pendingCodes().getFirst().phone());
            RelayFrame answer = alice.confirm(peer, fixture.relay.invite(), alice.codeFrom(fixture.relay));
            assertEquals(1, assertInstanceOf(SignedIn.class, answer).manifestSeq());
            assertTrue(fixture.relay.pendingCodes().isEmpty());
            assertEquals(1, fixture.relay.status().members());
            assertEquals(1, fixture.relay.status().membersOnline());
        }
        fixture.restart();
        try (Peer peer = fixture.dial()) {
            assertInstanceOf(SignedIn.class, alice.authenticate(peer, fixture.relay.pin()));
        }
        await().until(() -> fixture.relay.status().membersOnline() == 0);
    }

    @Test
    void a_wrong_code_counts_down_and_after_five_the_right_one_is_refused() throws IOException {
        try (Peer peer = fixture.dial()) {
            Invite invite = fixture.relay.invite();
            alice.requestCode(peer, invite);
            String right = alice.codeFrom(fixture.relay);
            for (int left = 4; left >= 0; left--) {
                Refused refused = assertInstanceOf(Refused.class, alice.confirm(peer, invite, other(right)));
                assertEquals(Refusal.WRONG_CODE, refused.why());
                assertEquals(left, refused.triesLeft());
            }
            assertRefused(Refusal.TOO_MANY_TRIES, alice.confirm(peer, invite, right));
            assertRefused(Refusal.TOO_MANY_TRIES, alice.requestCode(peer, invite));
            fixture.restart();
        }
        try (Peer peer = fixture.dial()) {
            assertRefused(Refusal.TOO_MANY_TRIES, alice.requestCode(peer, fixture.relay.invite()));
            fixture.clock.pass(Duration.ofMinutes(12));
            assertInstanceOf(RelayFrame.CodeSent.class, alice.requestCode(peer, fixture.relay.invite()));
        }
    }

    @Test
    void a_new_code_does_not_reset_the_count_of_failures() throws IOException {
        try (Peer peer = fixture.dial()) {
            Invite invite = fixture.relay.invite();
            alice.requestCode(peer, invite);
            alice.confirm(peer, invite, other(alice.codeFrom(fixture.relay)));
            RelayFrame.CodeSent again = (RelayFrame.CodeSent) alice.requestCode(peer, invite);
            assertEquals(4, again.triesLeft());
            assertEquals(1, fixture.relay.pendingCodes().size(), "the older code is replaced");
        }
    }

    @Test
    void an_expired_code_is_refused_even_if_the_wall_clock_stands_still() throws IOException {
        try (Peer peer = fixture.dial()) {
            alice.requestCode(peer, fixture.relay.invite());
            String code = alice.codeFrom(fixture.relay);
            fixture.clock.pass(Duration.ofMinutes(10));
            fixture.clock.jump(Duration.ofMinutes(-10));
            assertRefused(Refusal.CODE_EXPIRED, alice.confirm(peer, fixture.relay.invite(), code));
            assertTrue(fixture.relay.pendingCodes().isEmpty());
        }
    }

    @Test
    void a_wall_clock_a_year_off_does_not_end_a_code() throws IOException {
        try (Peer peer = fixture.dial()) {
            alice.requestCode(peer, fixture.relay.invite());
            fixture.clock.jump(Duration.ofDays(365));
            assertInstanceOf(
                    SignedIn.class, alice.confirm(peer, fixture.relay.invite(), alice.codeFrom(fixture.relay)));
        }
    }

    @Test
    void a_code_works_once_and_for_the_key_that_asked_only() throws IOException {
        try (Peer peer = fixture.dial();
                Peer thief = fixture.dial()) {
            Invite invite = fixture.relay.invite();
            alice.requestCode(peer, invite);
            String code = alice.codeFrom(fixture.relay);
            Person mallory = new Person(alice.phone.e164());
            assertRefused(Refusal.CODE_EXPIRED, mallory.confirm(thief, invite, code));
            assertInstanceOf(SignedIn.class, alice.confirm(peer, invite, code));
            assertRefused(Refusal.CODE_EXPIRED, mallory.confirm(thief, invite, code));
            assertInstanceOf(SignedIn.class, alice.confirm(peer, invite, code), "a lost answer may be asked again");
            fixture.clock.pass(Duration.ofMinutes(11));
            assertRefused(Refusal.CODE_EXPIRED, alice.confirm(peer, invite, code));
            assertEquals(1, fixture.relay.status().members());
        }
    }

    @Test
    void a_confirmation_signed_for_another_connection_or_relay_is_refused() throws IOException {
        try (Peer peer = fixture.dial()) {
            Invite invite = fixture.relay.invite();
            alice.requestCode(peer, invite);
            String code = alice.codeFrom(fixture.relay);
            Octets manifest = Octets.of(alice.manifest.encode());
            byte[] elsewhere = ClientFrame.ConfirmCode.signedPart(
                    Peer.octets(32), invite.pin().octets(), alice.phone, code, manifest);
            Octets signature = Octets.of(alice.aik.sign("confirm", elsewhere));
            assertEquals(
                    Refusal.BAD_SIGNATURE,
                    peer.refusal(t -> new ClientFrame.ConfirmCode(
                            t, alice.phone, code, invite.admission(), manifest, signature)));
            assertInstanceOf(SignedIn.class, alice.confirm(peer, invite, code));
            assertRefused(Refusal.BAD_SIGNATURE, alice.authenticateWrongly(peer));
            assertRefused(Refusal.BAD_SIGNATURE, alice.authenticate(peer, new RelayPin(Peer.octets(32))));
        }
    }

    @Test
    void a_connection_that_only_guesses_signatures_is_ended() throws IOException {
        Person.signedUp(fixture.relay, alice).close();
        try (Peer peer = fixture.dial()) {
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 10; i++) {
                    alice.authenticate(peer, new RelayPin(Peer.octets(32)));
                }
            });
        }
    }

    @Test
    void nobody_comes_in_without_an_invite() throws IOException {
        try (Peer peer = fixture.dial()) {
            Octets none = Peer.octets(16);
            assertEquals(
                    Refusal.NOT_INVITED,
                    peer.refusal(t -> new ClientFrame.RequestCode(t, alice.phone, alice.keyHash(), none)));
            assertEquals(Refusal.NOT_SIGNED_IN, peer.refusal(t -> new ClientFrame.FindByNumber(t, alice.phone)));
            assertEquals(Refusal.UNKNOWN_ACCOUNT, ((Refused) alice.authenticate(peer, fixture.relay.pin())).why());
        }
    }

    @Test
    void a_personal_invite_works_for_its_number_once_and_for_a_week_over_a_restart() throws IOException {
        Invite invite = fixture.relay.personalInvite(alice.phone);
        Invite late = fixture.relay.personalInvite(bob.phone);
        Invite.Personal personal = invite.personal().orElseThrow();
        assertEquals(8, personal.code().length());
        assertTrue(fixture.relay.pendingCodes().isEmpty());
        fixture.restart();
        try (Peer peer = fixture.dial()) {
            assertRefused(Refusal.NOT_INVITED, bob.confirm(peer, invite, personal.code()));
            assertRefused(Refusal.WRONG_CODE, alice.confirm(peer, invite, other(personal.code())));
            assertInstanceOf(SignedIn.class, alice.confirm(peer, invite, personal.code()));
            Person again = new Person(alice.phone.e164());
            assertRefused(Refusal.NOT_INVITED, again.confirm(peer, invite, personal.code()));
            fixture.clock.pass(Duration.ofDays(7).plusSeconds(1));
            assertRefused(
                    Refusal.NOT_INVITED,
                    bob.confirm(peer, late, late.personal().orElseThrow().code()));
        }
    }

    @Test
    void too_many_requests_for_one_number_are_put_off() throws IOException {
        try (Peer peer = fixture.dial()) {
            for (int i = 0; i < 5; i++) {
                assertInstanceOf(RelayFrame.CodeSent.class, alice.requestCode(peer, fixture.relay.invite()));
            }
            Refused refused = assertInstanceOf(Refused.class, alice.requestCode(peer, fixture.relay.invite()));
            assertEquals(Refusal.TOO_OFTEN, refused.why());
            assertEquals(180, refused.retryAfter());
            assertInstanceOf(RelayFrame.CodeSent.class, bob.requestCode(peer, fixture.relay.invite()));
        }
    }

    @Test
    void a_number_in_use_is_held_for_a_week_and_its_holder_is_told() throws IOException {
        Peer holder = Person.signedUp(fixture.relay, alice);
        Person claimant = new Person(alice.phone.e164());
        try (Peer peer = fixture.dial()) {
            Refused held = assertInstanceOf(Refused.class, claimant.signUp(peer, fixture.relay));
            assertEquals(Refusal.NUMBER_HELD, held.why());
            assertEquals(Duration.ofDays(7).toSeconds(), held.retryAfter());
            holder.next(RelayFrame.NumberClaimed.class);
        }
        holder.close();
        await().until(() -> fixture.relay.status().membersOnline() == 0);
        fixture.clock.pass(Duration.ofDays(6));
        try (Peer back = fixture.dial()) {
            assertInstanceOf(SignedIn.class, alice.authenticate(back, fixture.relay.pin()));
        }
        await().until(() -> fixture.relay.status().membersOnline() == 0);
        fixture.clock.pass(Duration.ofDays(2));
        try (Peer peer = fixture.dial()) {
            assertRefused(Refusal.NUMBER_HELD, claimant.signUp(peer, fixture.relay));
        }
    }

    @Test
    void a_number_whose_holder_never_comes_back_moves_after_the_hold() throws IOException {
        Person.signedUp(fixture.relay, alice).close();
        await().until(() -> fixture.relay.status().membersOnline() == 0);
        Person claimant = new Person(alice.phone.e164());
        try (Peer other = Person.signedUp(fixture.relay, bob);
                Peer peer = fixture.dial()) {
            assertRefused(Refusal.NUMBER_HELD, claimant.signUp(peer, fixture.relay));
            fixture.clock.pass(Duration.ofDays(7));
            assertInstanceOf(SignedIn.class, claimant.signUp(peer, fixture.relay));
            assertEquals(alice.id, other.next(RelayFrame.MemberLeft.class).account());
            assertEquals(
                    claimant.id,
                    other.next(RelayFrame.MemberChanged.class).member().account());
            assertEquals(2, fixture.relay.status().members());
            assertRefused(Refusal.UNKNOWN_ACCOUNT, alice.authenticate(peer, fixture.relay.pin()));
        }
    }

    @Test
    void registering_again_with_the_same_key_is_fine_and_an_older_manifest_is_not() throws IOException {
        try (Peer first = Person.signedUp(fixture.relay, alice);
                Peer again = Person.signedUp(fixture.relay, alice)) {
            alice.manifest = alice.nextManifest();
            assertInstanceOf(SignedIn.class, alice.signUp(again, fixture.relay));
            Octets known = Octets.of(alice.manifest.encode());
            alice.manifest = alice.manifest(1, Octets.of(new byte[32]));
            RelayFrame.KnownManifest told =
                    assertInstanceOf(RelayFrame.KnownManifest.class, alice.signUp(first, fixture.relay));
            assertEquals(known, told.manifest());
            assertEquals(1, fixture.relay.status().members());
        }
    }

    @Test
    void known_and_unknown_numbers_get_the_same_answer() throws IOException {
        Person.signedUp(fixture.relay, alice).close();
        try (Peer peer = fixture.dial()) {
            Person known = new Person(alice.phone.e164());
            RelayFrame.CodeSent a = (RelayFrame.CodeSent) known.requestCode(peer, fixture.relay.invite());
            RelayFrame.CodeSent b = (RelayFrame.CodeSent) bob.requestCode(peer, fixture.relay.invite());
            assertEquals(
                    new RelayFrame.CodeSent(0, a.digits(), a.expiresIn(), a.triesLeft(), a.resendAfter()),
                    new RelayFrame.CodeSent(0, b.digits(), b.expiresIn(), b.triesLeft(), b.resendAfter()));
        }
    }

    @Test
    void invites_say_where_the_relay_is_and_differ_between_relays() throws IOException {
        Invite invite = fixture.relay.invite();
        assertEquals(fixture.relay.address(), invite.relays().getFirst());
        assertEquals(fixture.relay.pin(), invite.pin());
        try (RelayFixture other = new RelayFixture(dir.resolve("other"))) {
            assertNotEquals(other.relay.invite().admission(), invite.admission());
            assertNotEquals(other.relay.invite().circleKey(), invite.circleKey());
            assertNotEquals(other.relay.pin(), invite.pin());
        }
        fixture.restart();
        assertEquals(invite.admission(), fixture.relay.invite().admission());
        assertFalse(
                fixture.relay.invite().toString().contains(invite.admission().hex()));
        assertTrue(PhoneNumber.parse("+12025550100").isPresent());
    }
}
