package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.client.Profile;
import app.parley.ui.Fx;
import app.parley.ui.fake.Samples;
import java.util.List;
import javafx.scene.control.ScrollPane;
import org.junit.jupiter.api.Test;

/// Another profile, made in the settings.
class ProfilesJourneyTest extends Journey {
    @Test
    void another_profile_is_made_and_a_name_that_is_taken_is_said() throws Exception {
        profiles.names.add("Anna");
        open(Samples.busy(), Profile.Protection.UNPROTECTED);
        until(() -> window.shell().isPresent());
        Fx.on(() -> {
            window.shell().orElseThrow().pageProperty().set(ShellViewModel.Page.SETTINGS);
            return true;
        });
        until(() -> find("#makeProfile").isPresent());
        Fx.on(() -> {
            ((ScrollPane) find(".page").orElseThrow()).setVvalue(1);
            return true;
        });
        fill("#profileName", "Anna");
        click("#makeProfile");
        until(() -> says("There is a profile of that name already"));
        fill("#profileName", "Work");
        click("#makeProfile");
        until(() -> says("Work is there"));
        assertEquals(List.of("Anna", "Work"), profiles.names);
    }
}
