package app.parley.ui.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Fx;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;

class BesideOrBelowTest {
    private static final double CHOICE = 200;

    private record Placed(Bounds words, Bounds choice, double height) {}

    private static Placed in(double width, String words) throws Exception {
        return Fx.on(() -> {
            Label label = new Label(words);
            label.setWrapText(true);
            Region choice = new Region();
            choice.setMinSize(CHOICE, 30);
            choice.setPrefSize(CHOICE, 30);
            BesideOrBelow both = new BesideOrBelow();
            both.getChildren().addAll(label, choice);
            VBox root = new VBox(both);
            new Scene(root, width, 900);
            root.applyCss();
            root.layout();
            return new Placed(label.getBoundsInParent(), choice.getBoundsInParent(), both.getHeight());
        });
    }

    @Test
    void there_is_room_beside_few_words() throws Exception {
        Placed placed = in(400, "Few");
        assertEquals(200, placed.choice().getMinX(), 1);
        assertEquals(30, placed.height(), 1);
        assertEquals(placed.choice().getCenterY(), placed.words().getCenterY(), 1);
    }

    @Test
    void many_words_wrap_beside_while_they_have_their_share() throws Exception {
        Placed placed = in(600, "many words ".repeat(30));
        assertTrue(placed.choice().getMinX() > placed.words().getMaxX());
        assertTrue(placed.words().getHeight() > 30);
        assertEquals(placed.words().getHeight(), placed.height(), 1);
    }

    @Test
    void what_would_squeeze_the_words_goes_below_and_keeps_its_width() throws Exception {
        Placed placed = in(300, "many words ".repeat(30));
        assertTrue(placed.choice().getMinY() > placed.words().getMaxY());
        assertEquals(CHOICE, placed.choice().getWidth(), 1);
        assertEquals(0, placed.choice().getMinX(), 1);
        assertEquals(300, placed.words().getWidth(), 1);
        assertEquals(placed.choice().getMaxY(), placed.height(), 1);
    }
}
