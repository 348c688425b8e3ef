package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.fake.FakeFaults;
import app.parley.ui.fake.FakeProfile;
import app.parley.ui.fake.Samples;
import java.util.Optional;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.Test;

/// A fault of Parley's own is told once, calmly, and what was written of it is the person's.
class FaultJourneyTest extends Journey {
    private static final String STRIP = "Parley had a fault";

    private boolean told() throws Exception {
        return Fx.on(() -> says(STRIP));
    }

    @Test
    void a_fault_of_the_last_time_is_told_before_the_profile_is_open() throws Exception {
        faults.newest = Optional.of(FakeFaults.REPORT);
        open(Samples.busy(), Profile.Protection.PASSPHRASE);
        until(() -> says(STRIP) && says("nothing was sent anywhere"));
        unlock(FakeProfile.PASSPHRASE);
        until(() -> find(".contact-cell").isPresent());
        assertTrue(told());
    }

    @Test
    void nothing_is_said_when_nothing_happened() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        assertFalse(told());
    }

    @Test
    void a_fault_is_told_when_it_happens_and_its_report_can_be_read_and_copied() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        faults.happen();
        click("#show");
        until(() -> find("#report").isPresent());
        assertEquals(
                FakeFaults.REPORT,
                Fx.on(() -> ((TextInputControl) find("#report").orElseThrow()).getText()));
        click("#copy");
        until(() -> says("Copied"));
        assertEquals(
                FakeFaults.REPORT, Fx.on(() -> Clipboard.getSystemClipboard().getString()));
        click("#close");
        until(() -> !says(STRIP));
        assertTrue(faults.seen);
        assertFalse(faults.deleted);
    }

    @Test
    void reports_that_cannot_be_removed_are_not_said_to_be_gone() throws Exception {
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> find(".contact-cell").isPresent());
        faults.happen();
        faults.stuck = true;
        click("#show");
        click(".dialog .danger");
        until(() -> says("could not be removed"));
        faults.stuck = false;
        click(".dialog .danger");
        until(() -> faults.deleted && !says(STRIP) && find("#report").isEmpty());
    }
}
