package app.parley.ui.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Fx;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;

class GrowingTextAreaTest {
    private static double height(int lines) throws Exception {
        return Fx.on(() -> {
            GrowingTextArea area = new GrowingTextArea();
            Stage stage = new Stage();
            stage.setScene(new Scene(new VBox(area), 400, 900));
            stage.show();
            area.setText("line" + "\nline".repeat(lines - 1));
            stage.getScene().getRoot().applyCss();
            stage.getScene().getRoot().layout();
            double height = area.getHeight();
            stage.close();
            return height;
        });
    }

    @Test
    void it_is_as_high_as_its_lines_up_to_eight() throws Exception {
        double one = height(1);
        double line = height(2) - one;
        assertTrue(line > 8, () -> "a line is " + line);
        for (int lines = 3; lines <= 8; lines++) {
            assertEquals(one + (lines - 1) * line, height(lines), 2, lines + " lines");
        }
        assertEquals(height(8), height(9), 0);
        assertEquals(height(8), height(40), 0);
    }
}
