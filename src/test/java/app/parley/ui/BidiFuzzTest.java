package app.parley.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.ui.emoji.EmojiLabel;
import app.parley.ui.emoji.EmojiText;
import app.parley.ui.emoji.Piece;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.junit.jupiter.api.Test;

/// No text from a peer may break the layout. Of these texts 2.7 % throw in an unpatched JavaFX 26
/// on Linux (see `src/build/java/PatchPango.java`).
class BidiFuzzTest {
    private static final List<String> PIECES = List.of(
            "مرحبا",
            "بالعالم",
            "123",
            "— ",
            "mixed",
            "RTL",
            " ",
            "  ",
            "\n",
            "שלום",
            "עולם",
            "abc",
            "😀",
            "👩‍👩‍👧",
            "漢字",
            "(x)",
            ".",
            "!",
            "\u200f",
            "\u200e",
            "\u202e",
            "\u202c",
            "\u2067",
            "\u2069",
            "e\u0301",
            "\t",
            "हिन्दी",
            "ไทย");
    private static final int TEXTS = 3_000;

    @Test
    void no_mix_of_scripts_breaks_the_layout() throws Exception {
        Map<String, String> broken = Fx.on(BidiFuzzTest::layOutAll);
        assertEquals(Map.of(), broken);
    }

    private static Map<String, String> layOutAll() {
        Map<String, String> broken = new TreeMap<>();
        attempt("مرحبا بالعالم 123 — mixed RTL", 380, 0, broken);
        Random random = new Random(42);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(10);
            for (int j = 0; j < pieces; j++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
                if (random.nextBoolean()) {
                    text.append(' ');
                }
            }
            attempt(text.toString(), 20 + random.nextInt(400), i % 4, broken);
        }
        return broken;
    }

    /// A message as it is shown.
    private static final class Shown extends EmojiText {
        Shown(String text) {
            super("message-text");
            showPieces(Piece.of(text));
        }
    }

    private static void attempt(String text, double width, int kind, Map<String, String> broken) {
        try {
            switch (kind) {
                case 0 -> {
                    Text node = new Text(text);
                    node.setWrappingWidth(width);
                    node.getLayoutBounds();
                }
                case 1 -> {
                    TextFlow flow = new TextFlow(new Text(text), new Text(" ok "));
                    flow.resize(width, flow.prefHeight(width));
                    flow.layout();
                }
                case 2 -> {
                    Shown shown = new Shown(text);
                    shown.resize(width, shown.prefHeight(width));
                    shown.layout();
                    assertEquals(text, shown.words());
                }
                default -> {
                    EmojiLabel label = new EmojiLabel();
                    label.setText(text);
                    label.resize(width, label.prefHeight(-1));
                    label.layout();
                }
            }
        } catch (RuntimeException e) {
            broken.put(text + " at " + width, e.toString());
        }
    }
}
