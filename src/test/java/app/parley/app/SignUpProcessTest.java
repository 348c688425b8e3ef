package app.parley.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.protocol.Invite;
import app.parley.protocol.InviteLink;
import app.parley.protocol.RelayAddress;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `parley client sign-up` as real processes, with everything that can be wrong about it.
class SignUpProcessTest {
    @TempDir
    static Path folder;

    private static Town town;
    private static int people;

    /// Each test has a number and profiles of its own, so one relay does for all.
    private final String number = "+1202555" + String.format("%04d", 110 + people++);

    private final String me = "alice" + number;

    @BeforeAll
    static void found() throws Exception {
        town = Town.empty(folder);
    }

    @AfterAll
    static void leave() {
        town.close();
    }

    private ParleyProcess signUp(String profile, String invite, String... more) {
        return town.client(
                profile,
                Stream.concat(
                                Stream.of("sign-up", "--invite", invite, "--phone", number, "--name", profile),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static String wrong(String code) {
        return (char) ('0' + (code.charAt(0) - '0' + 1) % 10) + code.substring(1);
    }

    @Test
    void wrong_codes_cost_tries_and_five_of_them_end_it() throws Exception {
        ParleyProcess alice = signUp(me, town.invite(), "--unprotected");
        alice.awaitWords("type it here");
        String code = town.code(number).orElseThrow();
        for (int left = 4; left >= 1; left--) {
            alice.type(wrong(code));
            alice.awaitWords(left == 1 ? "One try is left" : left + " tries are left");
        }
        alice.type(wrong(code));
        alice.endsWith(1);
        assertTrue(alice.words().contains("no longer works"), alice.words());
        assertEquals(List.of(), alice.printed());
        signUp("late" + number, town.invite(), "--unprotected", "--code", code).endsWith(1);
    }

    @Test
    void the_right_code_after_a_wrong_one_signs_in_and_works_only_once() throws Exception {
        ParleyProcess alice = signUp(me, town.invite(), "--unprotected");
        alice.awaitWords("type it here");
        String code = town.code(number).orElseThrow();
        alice.type(wrong(code));
        alice.awaitWords("4 tries are left");
        alice.type(code);
        JsonObject signedIn = alice.endsWith(0).printed().getFirst();
        assertEquals("signed-in", signedIn.get("event").getAsString());
        assertEquals(number, signedIn.get("phone").getAsString());
        assertTrue(signedIn.get("account").getAsString().matches("[0-9a-f]{64}"));

        ParleyProcess thief = signUp("thief" + number, town.invite(), "--unprotected", "--code", code);
        thief.endsWith(1);
        assertFalse(thief.words().isBlank());
        assertEquals(List.of(), thief.printed());

        ParleyProcess again = signUp(me, town.invite());
        again.endsWith(1);
        assertTrue(again.words().contains("signed up already"), again.words());
    }

    @Test
    void a_code_given_along_needs_no_question() throws Exception {
        ParleyProcess asking = signUp(me, town.invite(), "--unprotected");
        asking.awaitWords("type it here");
        String code = town.code(number).orElseThrow();
        asking.killNine();
        signUp(me, town.invite(), "--code", code).endsWith(0);
    }

    @Test
    void a_profile_is_protected_unless_told_otherwise_and_then_says_so() throws Exception {
        String invite = town.personalInvite(number);
        ParleyProcess refused = signUp(me, invite);
        refused.endsWith(1);
        assertTrue(refused.words().contains("PARLEY_PASSPHRASE"), refused.words());

        Path file = Files.writeString(folder.resolve("secret"), "correct horse\nsecond line\n");
        signUp(me, invite, "--passphrase-file", file.toString()).endsWith(0);
        ParleyProcess none = town.client(me, "people");
        none.endsWith(1);
        assertTrue(none.words().contains("needs its passphrase"), none.words());
        ParleyProcess wrong = town.client(Map.of("PARLEY_PASSPHRASE", "wrong"), List.of(), me, "people");
        wrong.endsWith(1);
        assertTrue(wrong.words().contains("not the passphrase"), wrong.words());
        town.client(Map.of("PARLEY_PASSPHRASE", "correct horse"), List.of(), me, "invite")
                .endsWith(0);

        town.signUp("bob", "+12025550102");
        ParleyProcess bob = town.client("bob", "invite").endsWith(0);
        assertTrue(bob.words().contains("unprotected"), bob.words());
        assertTrue(none.words().indexOf("unprotected") < 0);
        assertTrue(keyFiles("bob").stream().anyMatch(path -> mode(path).equals("rw-------")));
    }

    @Test
    void an_invite_that_somebody_signed_verifies_both_ends() throws Exception {
        String host = "+12025550104";
        town.signUp("host", host);
        ParleyProcess signing = town.client("host", "invite", "--sign", town.personalInvite(number), "--json");
        String signed = signing.endsWith(0).printed().getFirst().get("invite").getAsString();
        signUp(me, signed, "--unprotected").endsWith(0);
        town.client(me, "send", "--to", host, "I am in", "--wait", "accepted", "--json")
                .endsWith(0);
        town.client("host", "receive", "--json").endsWith(0);
        assertTrue(verified("host", number));
        assertTrue(verified(me, host));
        town.client("host", "invite", "--sign", "parley://join/oops").endsWith(2);
    }

    private static boolean verified(String profile, String phone) throws Exception {
        return town.client(profile, "people", "--json").endsWith(0).printed().stream()
                .filter(person -> person.get("phone").getAsString().equals(phone))
                .anyMatch(person -> person.get("verified").getAsBoolean());
    }

    private List<Path> keyFiles(String profile) throws Exception {
        try (Stream<Path> files = Files.list(town.profile(profile))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_invite_with_a_typo_and_a_relay_with_another_key_are_refused() throws Exception {
        String invite = town.personalInvite(number);
        int middle = invite.length() / 2;
        char other = invite.charAt(middle) == 'A' ? 'B' : 'A';
        ParleyProcess typo =
                signUp(me, invite.substring(0, middle) + other + invite.substring(middle + 1), "--unprotected");
        typo.endsWith(2);
        assertTrue(typo.words().contains("wrong or missing"), typo.words());
        assertFalse(Files.exists(town.profile(me)), "nothing was made");

        Invite right = ((InviteLink.Parsed.Ok) InviteLink.parse(invite)).invite();
        try (Town impostor = Town.empty(folder.resolve("impostor"))) {
            Invite misled = new Invite(
                    List.of(RelayAddress.parse(impostor.address()).orElseThrow()),
                    right.pin(),
                    right.admission(),
                    right.circleKey(),
                    right.inviter(),
                    right.personal());
            ParleyProcess refused = signUp(me, InviteLink.format(misled), "--unprotected");
            refused.endsWith(1);
            assertTrue(refused.words().contains("another key"), refused.words());
        }
    }

    @Test
    void a_number_in_use_is_not_given_to_another_key() throws Exception {
        town.signUp(me, number);
        ParleyProcess other = signUp("other" + number, town.personalInvite(number), "--unprotected");
        other.endsWith(1);
        assertTrue(other.words().contains("in use"), other.words());
    }
}
