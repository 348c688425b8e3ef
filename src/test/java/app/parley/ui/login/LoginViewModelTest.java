package app.parley.ui.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.ClientException;
import app.parley.client.Link;
import app.parley.client.Profile;
import app.parley.client.RecoveryKit;
import app.parley.client.SignIn;
import app.parley.protocol.InviteLink;
import app.parley.ui.fake.Bench;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.FakeProfile;
import app.parley.ui.fake.Samples;
import app.parley.ui.hosting.Hosting;
import app.parley.ui.login.LoginViewModel.Step;
import app.parley.ui.service.Live;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoginViewModelTest {
    private static final String LINK = InviteLink.format(Samples.INVITE);

    private final Bench bench = new Bench();
    private final FakeClient client = new FakeClient(bench.now::get);
    private final FakeProfile profile = new FakeProfile(client, Profile.Protection.NO_PROFILE);
    private final List<Live> done = new ArrayList<>();

    private LoginViewModel start(Optional<String> invite) {
        client.host = Optional.of(bench.hosting);
        LoginViewModel login = new LoginViewModel(
                profile, bench.hosting, bench.work, bench.work, bench.wording, Runnable::run, invite, done::add);
        login.start();
        return login;
    }

    private LoginViewModel guestAtDetails(String link) {
        LoginViewModel login = start(Optional.empty());
        login.guest();
        login.protect().wayProperty().set(ProtectViewModel.Way.UNPROTECTED);
        login.protect().goOn();
        login.details().linkProperty().set(link);
        login.details().nameProperty().set("Ada");
        if (login.details().numberProperty().get().isEmpty()) {
            login.details().numberProperty().set("+1 202 555 0100");
        }
        return login;
    }

    private LoginViewModel guestAtCode() {
        LoginViewModel login = guestAtDetails(LINK);
        login.submitDetails();
        assertEquals(Step.CODE, login.step());
        return login;
    }

    @Test
    void a_guest_with_the_right_code_is_in() {
        LoginViewModel login = guestAtCode();
        login.code().codeProperty().set(FakeClient.RIGHT_CODE);
        assertEquals("Ada", done.getFirst().me().orElseThrow().name());
    }

    @Test
    void a_wrong_code_says_how_many_tries_are_left_and_empties_the_boxes() {
        LoginViewModel login = guestAtCode();
        login.code().codeProperty().set("000000");
        assertEquals("That is not the code. 4 tries left.", login.code().getProblem());
        assertEquals("", login.code().codeProperty().get());
        assertTrue(login.code().wrongProperty().get());
        login.code().codeProperty().set(FakeClient.RIGHT_CODE);
        assertEquals(1, done.size());
    }

    @Test
    void after_five_wrong_tries_only_another_code_helps() {
        LoginViewModel login = guestAtCode();
        for (int i = 0; i < 5; i++) {
            login.code().codeProperty().set("00000" + i);
        }
        assertFalse(login.code().isUsable());
        assertFalse(login.code().isAnotherAllowed());
        bench.now.set(Samples.NOW.plusSeconds(61));
        login.code().tick();
        assertTrue(login.code().isAnotherAllowed());
        login.code().askForAnother();
        assertTrue(login.code().isUsable());
        login.code().codeProperty().set(FakeClient.RIGHT_CODE);
        assertEquals(1, done.size());
    }

    @Test
    void a_code_runs_out() {
        LoginViewModel login = guestAtCode();
        assertEquals("Valid for 10:00", login.code().getRemaining());
        bench.now.set(Samples.NOW.plus(Duration.ofMinutes(10)));
        login.code().tick();
        assertFalse(login.code().isUsable());
        assertEquals(bench.texts.get("code.over"), login.code().getProblem());
    }

    @Test
    void a_personal_invite_needs_no_code_and_no_number() {
        bench.hosting.start(4747);
        String personal = bench.hosting.personalInvite(Samples.phone(44)).orElseThrow();
        LoginViewModel login = guestAtDetails(personal);
        login.submitDetails();
        assertEquals(Samples.phone(44), done.getFirst().me().orElseThrow().phone());
    }

    @Test
    void the_host_turns_the_relay_on_and_needs_to_type_no_code() {
        LoginViewModel login = start(Optional.empty());
        login.host();
        login.protect().passphraseProperty().set("unrelated words help much");
        login.protect().againProperty().set("unrelated words help much");
        login.protect().goOn();
        login.details().nameProperty().set("Ada");
        login.details().numberProperty().set("+12025550100");
        login.submitDetails();
        assertTrue(bench.hosting.status() instanceof Hosting.Status.On);
        assertEquals(1, done.size());
        assertEquals("", login.protect().passphraseProperty().get());
    }

    @Test
    void a_relay_that_does_not_start_says_why() {
        bench.hosting.fails = Optional.of(Hosting.Reason.PORT_IN_USE);
        LoginViewModel login = start(Optional.empty());
        login.host();
        login.protect().wayProperty().set(ProtectViewModel.Way.UNPROTECTED);
        login.protect().goOn();
        login.details().nameProperty().set("Ada");
        login.details().numberProperty().set("+12025550100");
        login.submitDetails();
        assertEquals(Step.DETAILS, login.step());
        assertTrue(login.details().getProblem().contains("port 4747"));
    }

    @Test
    void an_unreachable_relay_is_said_in_words() {
        LoginViewModel login = guestAtDetails(LINK);
        client.nextAnswer = Optional.of(new SignIn.Unreachable(Link.Trouble.WRONG_KEY));
        login.submitDetails();
        assertEquals(Step.DETAILS, login.step());
        assertTrue(login.details().getProblem().startsWith(bench.texts.get("link.trouble.WRONG_KEY")));
    }

    @Test
    void every_refusal_has_its_words() {
        for (SignIn.Why why : SignIn.Why.values()) {
            LoginViewModel login = guestAtDetails(LINK);
            client.nextAnswer = Optional.of(new SignIn.Refused(why, Duration.ofMinutes(3), 2));
            login.submitDetails();
            assertFalse(login.details().getProblem().isBlank());
            profile.protection = Profile.Protection.NO_PROFILE;
        }
    }

    @Test
    void a_damaged_invite_is_recognised() {
        LoginViewModel login = guestAtDetails(LINK.substring(0, LINK.length() - 2) + "zz");
        assertEquals(
                bench.texts.get("invite.damaged"), login.details().linkProblem().getValue());
        assertFalse(login.details().ready().get());
    }

    @Test
    void an_invite_from_the_start_is_offered() {
        LoginViewModel login = start(Optional.of("Join us: " + LINK));
        assertEquals("There is an invite to 192.168.1.20:4747.", login.getOffered());
        login.offer("nothing of ours");
        assertEquals("There is an invite to 192.168.1.20:4747.", login.getOffered());
    }

    @Test
    void a_wrong_passphrase_can_be_typed_again() {
        profile.protection = Profile.Protection.PASSPHRASE;
        client.me = Samples.alone().me;
        LoginViewModel login = start(Optional.empty());
        assertEquals(Step.UNLOCK, login.step());
        login.getUnlockScreen().passphraseProperty().set("wrong");
        login.unlock();
        assertEquals(bench.texts.get("unlock.wrong"), login.getUnlockScreen().getProblem());
        login.getUnlockScreen().passphraseProperty().set(FakeProfile.PASSPHRASE);
        login.unlock();
        assertEquals(1, done.size());
    }

    @Test
    void wrong_passphrases_bring_a_pause_that_is_counted_down() {
        profile.protection = Profile.Protection.PASSPHRASE;
        profile.nextPause = Duration.ofSeconds(2);
        client.me = Samples.alone().me;
        LoginViewModel login = start(Optional.empty());
        login.getUnlockScreen().passphraseProperty().set("wrong");
        login.unlock();
        assertTrue(login.getUnlockScreen().getPause().getWords().contains("2 more seconds"));
        login.getUnlockScreen().passphraseProperty().set(FakeProfile.PASSPHRASE);
        login.unlock();
        assertEquals(0, done.size(), "nothing is tried during the pause");
        profile.pause = Duration.ZERO;
        bench.now.set(bench.now.get().plusSeconds(1));
        login.getUnlockScreen().getPause().tick();
        assertTrue(login.getUnlockScreen().getPause().getWords().contains("one more second"));
        bench.now.set(bench.now.get().plusSeconds(1));
        login.getUnlockScreen().getPause().tick();
        assertEquals("", login.getUnlockScreen().getPause().getWords());
        login.unlock();
        assertEquals(1, done.size());
    }

    @Test
    void a_pause_is_still_there_after_a_restart() {
        profile.protection = Profile.Protection.PASSPHRASE;
        profile.pause = Duration.ofSeconds(30);
        assertTrue(
                start(Optional.empty()).getUnlockScreen().getPause().getWords().contains("30 more seconds"));
    }

    @Test
    void where_the_key_store_fails_the_passphrase_is_asked_for() {
        profile.protection = Profile.Protection.KEY_STORE_AND_PASSPHRASE;
        client.me = Samples.alone().me;
        LoginViewModel login = start(Optional.empty());
        assertEquals(Step.UNLOCK, login.step());
        assertEquals(
                bench.texts.get("unlock.key-store"), login.getUnlockScreen().getProblem());
        login.getUnlockScreen().passphraseProperty().set(FakeProfile.PASSPHRASE);
        login.unlock();
        assertEquals(1, done.size());
    }

    @Test
    void a_key_store_that_works_opens_the_profile_by_itself_but_not_a_locked_one() {
        profile.protection = Profile.Protection.KEY_STORE_AND_PASSPHRASE;
        profile.keyStore = true;
        client.me = Samples.alone().me;
        LoginViewModel login = start(Optional.empty());
        assertEquals(1, done.size());
        login.lock(CompletableFuture.completedFuture(true));
        assertEquals(Step.UNLOCK, login.step());
        assertEquals(1, done.size());
        assertEquals(
                bench.texts.get("unlock.title.locked"), login.getUnlockScreen().getTitle());
    }

    @Test
    void where_the_key_store_does_not_take_the_key_a_passphrase_is_chosen() {
        profile.keyStore = true;
        profile.storeRefuses = true;
        LoginViewModel login = start(Optional.empty());
        login.guest();
        login.protect().wayProperty().set(ProtectViewModel.Way.KEY_STORE);
        login.protect().goOn();
        assertEquals(Step.PROTECT, login.step());
        assertEquals(
                ProtectViewModel.Way.PASSPHRASE, login.protect().wayProperty().get());
        assertEquals(
                bench.texts.get("protect.key-store.failed"), login.protect().getProblem());
        login.protect().passphraseProperty().set("four unrelated words");
        login.protect().againProperty().set("four unrelated words");
        login.protect().goOn();
        assertEquals(Step.DETAILS, login.step());
        assertEquals(Profile.Protection.PASSPHRASE, profile.protection);
    }

    @Test
    void a_key_store_may_have_a_passphrase_beside_it() {
        profile.keyStore = true;
        LoginViewModel login = start(Optional.empty());
        login.guest();
        login.protect().wayProperty().set(ProtectViewModel.Way.KEY_STORE);
        assertTrue(login.protect().ready().get());
        login.protect().passphraseProperty().set("four unrelated words");
        assertFalse(login.protect().ready().get(), "typed once only");
        login.protect().againProperty().set("four unrelated words");
        login.protect().goOn();
        assertEquals(Profile.Protection.KEY_STORE_AND_PASSPHRASE, profile.protection);
    }

    @Test
    void a_kit_that_was_typed_and_left_is_forgotten() {
        LoginViewModel login = start(Optional.empty());
        login.recover();
        login.recovering()
                .typedProperty()
                .set(String.join(" ", RecoveryKit.of(new byte[32]).words()));
        login.recovered();
        assertEquals(Step.PROTECT, login.step());
        login.back();
        assertEquals(Step.RECOVER, login.step());
        login.back();
        login.guest();
        login.protect().wayProperty().set(ProtectViewModel.Way.UNPROTECTED);
        login.protect().goOn();
        assertEquals(Optional.empty(), profile.recovered);
    }

    @Test
    void a_profile_without_passphrase_opens_by_itself() {
        profile.protection = Profile.Protection.UNPROTECTED;
        client.me = Samples.alone().me;
        start(Optional.empty());
        assertEquals(1, done.size());
    }

    @Test
    void a_profile_that_never_signed_in_begins_at_the_welcome_and_is_not_made_again() {
        profile.protection = Profile.Protection.UNPROTECTED;
        LoginViewModel login = start(Optional.empty());
        assertEquals(Step.WELCOME, login.step());
        login.guest();
        assertEquals(Step.DETAILS, login.step());
    }

    @Test
    void a_profile_in_use_can_be_tried_again() {
        profile.protection = Profile.Protection.UNPROTECTED;
        profile.broken = Optional.of(ClientException.Why.PROFILE_IN_USE);
        client.me = Samples.alone().me;
        LoginViewModel login = start(Optional.empty());
        assertEquals(Step.TROUBLE, login.step());
        profile.broken = Optional.empty();
        login.start();
        assertEquals(1, done.size());
    }

    @Test
    void every_trouble_has_its_words() {
        profile.protection = Profile.Protection.UNPROTECTED;
        for (ClientException.Why why : ClientException.Why.values()) {
            profile.broken = Optional.of(why);
            LoginViewModel login = start(Optional.empty());
            if (login.step() == Step.TROUBLE) {
                assertFalse(bench.texts
                        .of("trouble.title", login.troubleProperty().get())
                        .isBlank());
                assertTrue(bench.texts
                        .of("trouble.words", login.troubleProperty().get(), login.folder())
                        .contains("/home/ada"));
            }
        }
    }

    @Test
    void a_passphrase_has_to_be_long_and_typed_twice() {
        ProtectViewModel protect = new ProtectViewModel(bench.texts, how -> {});
        var hint = protect.hint();
        assertEquals(bench.texts.get("protect.strength.NONE"), hint.getValue());
        protect.passphraseProperty().set("short");
        protect.againProperty().set("short");
        assertFalse(protect.ready().get());
        assertEquals(bench.texts.get("protect.strength.TOO_SHORT"), hint.getValue());
        protect.passphraseProperty().set("long enough words");
        assertEquals(bench.texts.get("protect.differs"), protect.hint().getValue());
        protect.againProperty().set("long enough words");
        assertTrue(protect.ready().get());
        assertEquals(Strength.WEAK, Strength.of("aaaaaaaaaaaaaaaaaaaaaaaa"));
        assertEquals(Strength.STRONG, Strength.of("unrelated words help much"));
    }
}
