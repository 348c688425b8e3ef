package app.parley.ui.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Fx;
import app.parley.ui.Texts;
import app.parley.ui.UiSettings.Appearance;
import app.parley.ui.Views;
import app.parley.ui.emoji.EmojiPicking;
import app.parley.ui.emoji.Recents;
import app.parley.ui.fake.FakeSettings;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

class PopupZoomTest {
    private record Place(double width, double height) {}

    /// How large the popup is that `open` opens, with an owner whose popups are zoomed.
    private static Place at(int percent, Consumer<Button> open) throws Exception {
        Stage stage = Fx.on(Stage::new);
        PopupZoom zoom = Fx.on(() -> new PopupZoom(stage));
        Fx.on(() -> {
            Button button = new Button("below");
            stage.setScene(new Scene(new StackPane(button), 1000, 700));
            zoom.percentProperty().set(percent);
            stage.show();
            open.accept(button);
            return true;
        });
        Fx.settle(200);
        return Fx.on(() -> {
            PopupWindow popup = Window.getWindows().stream()
                    .filter(PopupWindow.class::isInstance)
                    .map(PopupWindow.class::cast)
                    .filter(shown -> shown.getOwnerWindow() == stage)
                    .findFirst()
                    .orElseThrow();
            Place place = new Place(popup.getWidth(), popup.getHeight());
            popup.hide();
            stage.close();
            return place;
        });
    }

    private static void isTwiceAsLarge(Consumer<Button> open) throws Exception {
        Place single = at(100, open);
        Place twice = at(200, open);
        assertTrue(single.width() > 10 && single.height() > 10, single::toString);
        assertEquals(2, twice.width() / single.width(), 0.3, () -> single + " " + twice);
        assertEquals(2, twice.height() / single.height(), 0.3, () -> single + " " + twice);
    }

    private static void menu(Button below) {
        new ContextMenu(new MenuItem("Reply to this message"), new MenuItem("Copy")).show(below, Side.BOTTOM, 0, 0);
    }

    private static void picker(Button below) {
        StackPane.setAlignment(below, Pos.BOTTOM_RIGHT);
        below.getScene().getRoot().layout();
        Views views = new Views(new Texts(Locale.UK));
        Recents recents = new Recents(new FakeSettings(Appearance.LIGHT, 100));
        new EmojiPicking(views, recents).pick(below, emoji -> {});
    }

    @Test
    void a_menu_follows_the_zoom_of_its_window() throws Exception {
        isTwiceAsLarge(PopupZoomTest::menu);
    }

    @Test
    void a_tooltip_follows_the_zoom_of_its_window() throws Exception {
        isTwiceAsLarge(below -> new Tooltip("What this button is for").show(below, 100, 100));
    }

    /// At 200 % the card is as high as the screen of the Headless platform, and its shadow reaches over the edge. That
    /// platform does not clip and prints an IndexOutOfBoundsException from `HeadlessWindow.blit`; others do clip.
    @Test
    void the_emoji_picker_follows_the_zoom_of_its_window() throws Exception {
        isTwiceAsLarge(PopupZoomTest::picker);
    }
}
