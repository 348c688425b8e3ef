package app.parley.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Fx;
import app.parley.ui.WindowMemory.Placement;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementsTest {
    private static Stage restored(Placement remembered) throws Exception {
        return Fx.on(() -> {
            Stage stage = new Stage();
            Placements.restore(stage, Optional.of(remembered));
            return stage;
        });
    }

    @Test
    void a_window_is_where_it_was() throws Exception {
        Placement before = new Placement(40, 30, 600, 500, false, 300);
        Stage stage = restored(before);
        assertEquals(before, Fx.on(() -> Placements.of(stage, 300)));
    }

    @ParameterizedTest
    @CsvSource({"-5000, -5000, 600, 500", "90000, 70000, 600, 500", "10, 10, 90000, 90000", "300, 200, 1, 1"})
    void it_is_never_off_the_screen_and_never_too_small_to_use(double x, double y, double width, double height)
            throws Exception {
        Stage stage = restored(new Placement(x, y, width, height, false, 300));
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        assertTrue(
                screen.contains(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight()),
                () -> stage.getX() + " " + stage.getY() + " " + stage.getWidth() + " " + stage.getHeight());
        assertTrue(stage.getWidth() >= Placements.LEAST_WIDTH && stage.getHeight() >= Placements.LEAST_HEIGHT);
    }
}
