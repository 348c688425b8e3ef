package app.parley.ui.shell;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Fx;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.fake.FakeProfiles;
import app.parley.ui.fake.FakeSettings;
import app.parley.ui.shell.ProfileWindow.Chosen;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The window that asks which profile to open.
class ProfileWindowTest {
    private final FakeProfiles profiles = new FakeProfiles("Anna", "Work");
    private final CompletableFuture<Optional<Chosen>> answer = new CompletableFuture<>();
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        Fx.start();
        stage = Fx.on(() -> {
            Stage asked = new Stage();
            ProfileWindow.show(asked, profiles, new FakeSettings(Appearance.LIGHT, 100), Locale.UK, answer);
            return asked;
        });
        until(() -> choices().size() == 3);
    }

    private void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(20)).until(() -> Fx.on(condition));
    }

    private List<Button> choices() {
        return stage.getScene().getRoot().lookupAll(".profile-choice").stream()
                .map(Button.class::cast)
                .toList();
    }

    private void press(String words) throws Exception {
        Fx.on(() -> {
            choices().stream()
                    .filter(button -> button.getText().equals(words))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            return true;
        });
    }

    private void make(String name) throws Exception {
        Fx.on(() -> {
            ((TextInputControl) stage.getScene().lookup("#profileName")).setText(name);
            ((Button) stage.getScene().lookup("#makeProfile")).fire();
            return true;
        });
    }

    private boolean says(String words) {
        return stage.getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(node -> node.isVisible() && ((Labeled) node).getText().contains(words));
    }

    @Test
    void a_named_profile_is_chosen_and_the_window_goes() throws Exception {
        press("Work");
        assertEquals(Optional.of(new Chosen(Optional.of("Work"))), answer.get(10, TimeUnit.SECONDS));
        until(() -> !stage.isShowing());
    }

    @Test
    void the_first_profile_has_no_name() throws Exception {
        press("The first profile");
        assertEquals(Optional.of(new Chosen(Optional.empty())), answer.get(10, TimeUnit.SECONDS));
    }

    @Test
    void closing_the_window_chooses_none() throws Exception {
        Fx.on(() -> {
            stage.close();
            return true;
        });
        assertEquals(Optional.empty(), answer.get(10, TimeUnit.SECONDS));
    }

    @Test
    void a_new_one_is_made_and_can_be_chosen_and_what_is_wrong_with_a_name_is_said() throws Exception {
        make("Anna");
        until(() -> says("already"));
        make(" ");
        until(() -> says("1 to 32 letters"));
        profiles.full = true;
        make("Ben");
        until(() -> says("could not be made"));
        profiles.full = false;
        make("Ben");
        until(() -> choices().size() == 4);
        press("Ben");
        assertTrue(answer.get(10, TimeUnit.SECONDS).orElseThrow().name().equals(Optional.of("Ben")));
    }
}
