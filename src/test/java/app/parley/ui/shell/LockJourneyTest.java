package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Profile;
import app.parley.client.RecoveryKit;
import app.parley.ui.Fx;
import app.parley.ui.fake.FakeClient;
import app.parley.ui.fake.FakeProfile;
import app.parley.ui.fake.Samples;
import app.parley.ui.hosting.Hosting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// What keeps the profile from others: lock, passphrase, recovery kit.
class LockJourneyTest extends Journey {
    private void openedByPassphraseWithAChatAndADraft() throws Exception {
        open(Samples.busy(), Profile.Protection.PASSPHRASE);
        unlock(FakeProfile.PASSPHRASE);
        until(() -> find(".contact-cell").isPresent());
        hosting.start(4747);
        Fx.on(() -> {
            window.shell().orElseThrow().open(Samples.TOM);
            window.shell().orElseThrow().open(Samples.NOA);
            return true;
        });
        fill("#composer", "half a thought");
        assertTrue(everythingShown().contains("Noa Levi"));
        assertTrue(everythingShown().contains("half a thought"));
    }

    private void assertNothingOfTheProfileIsShown() throws Exception {
        String shown = everythingShown();
        for (String content : List.of("Noa", "Tom", "half a thought", "Ada", "202 555")) {
            assertFalse(shown.contains(content), content);
        }
        assertTrue(client.asked.contains("close"), "the client is closed, and its keys are gone");
        assertTrue(window.shell().isEmpty());
    }

    @Test
    void a_locked_window_shows_nothing_and_after_the_passphrase_the_same_chat() throws Exception {
        openedByPassphraseWithAChatAndADraft();
        robot.push(KeyCode.CONTROL, KeyCode.L);
        until(() -> says("Parley is locked"));
        assertNothingOfTheProfileIsShown();
        assertInstanceOf(Hosting.Status.On.class, hosting.status(), "the host goes on");
        assertTrue(says("Your host goes on"));
        unlock("wrong");
        until(() -> says("That is not the passphrase"));
        profile.nextPause = Duration.ofSeconds(4);
        unlock("wrong again");
        until(() -> says("4 more seconds"));
        assertTrue(Fx.on(() -> find("#open").orElseThrow().isDisabled()));
        now.set(Samples.NOW.plusSeconds(5));
        profile.pause = Duration.ZERO;
        until(() -> !says("more second"));
        unlock(FakeProfile.PASSPHRASE);
        until(() -> window.shell().isPresent());
        assertEquals(
                List.of(Samples.TOM, Samples.NOA),
                Fx.on(() -> window.shell().orElseThrow().shown().chats()));
        until(() -> find("#composer")
                .filter(node -> ((TextInputControl) node).getText().equals("half a thought"))
                .isPresent());
        assertEquals(
                Optional.of(Samples.NOA),
                Fx.on(() -> window.shell().orElseThrow().shown().current()));
    }

    @Test
    void a_window_that_nobody_touches_locks_itself_after_the_time_that_was_set() throws Exception {
        settings.lockAfter = 5;
        openedByPassphraseWithAChatAndADraft();
        now.set(Samples.NOW.plus(Duration.ofMinutes(6)));
        until(() -> says("Parley is locked"));
        assertNothingOfTheProfileIsShown();
    }

    @Test
    void without_a_passphrase_the_lock_asks_for_one_first() throws Exception {
        settings.lockAfter = 1;
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.L);
        until(() -> says("Set a passphrase"));
        fill("#fresh", "four unrelated words here");
        fill("#again", "four unrelated words here");
        click("#go");
        until(() -> profile.protection == Profile.Protection.PASSPHRASE);
        until(() -> find("#go").isEmpty());
        robot.push(KeyCode.CONTROL, KeyCode.L);
        until(() -> says("Parley is locked"));
        unlock("four unrelated words here");
        until(() -> window.shell().isPresent());
    }

    @Test
    void the_recovery_kit_is_shown_for_the_passphrase_only() throws Exception {
        open(Samples.busy(), Profile.Protection.PASSPHRASE);
        unlock(FakeProfile.PASSPHRASE);
        click("#settingsButton");
        until(() -> find("#kit").isPresent());
        Fx.on(() -> {
            // It may lie below what is scrolled into view.
            ((ButtonBase) find("#kit").orElseThrow()).fire();
            return true;
        });
        fill("#current", "wrong");
        click("#go");
        until(() -> says("That is not the passphrase"));
        assertFalse(everythingShown().contains("abandon"));
        fill("#current", FakeProfile.PASSPHRASE);
        click("#go");
        until(() -> says("abandon"));
        assertEquals(24, robot.lookup(".kit-word").queryAll().size());
    }

    @Test
    void who_has_a_recovery_kit_types_its_words_and_goes_on_as_a_guest() throws Exception {
        open(new FakeClient(Samples.CLOCK), Profile.Protection.NO_PROFILE);
        until(() -> find(".choice").isPresent());
        robot.clickOn("I have a recovery kit");
        fill("#words", "abandon ability abuot ");
        until(() -> says("Word 3 is not in the list"));
        fill("#words", String.join(" ", RecoveryKit.of(new byte[32]).words()));
        until(() -> says("All 24 words belong together"));
        click("#goOn");
        click("#unprotected");
        click("#goOn");
        until(() -> find("#link").isPresent());
        assertEquals(Optional.of(RecoveryKit.of(new byte[32])), profile.recovered);
    }
}
