package app.parley.ui.emoji;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.ui.Fx;
import java.util.List;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

class EmojiTest {
    private static final String FAMILY = "👩‍👩‍👧";

    private static final class Shown extends EmojiText {
        Shown(String text) {
            super("message-text");
            showPieces(Piece.of(text));
        }
    }

    private static List<String> pictures(String text) {
        return Piece.of(text).stream()
                .filter(Piece.Picture.class::isInstance)
                .map(Piece::text)
                .toList();
    }

    @Test
    void emoji_of_several_characters_are_one_picture() {
        assertEquals(List.of("👍🏽", FAMILY, "🇫🇷", "❤️", "1️⃣"), pictures("a 👍🏽b" + FAMILY + "🇫🇷❤️ 1️⃣ 1"));
    }

    @Test
    void characters_that_are_text_stay_text() {
        assertEquals(List.of(), pictures("12 # © ™ ❤ ❤︎ שלום e\u0301 \u200d \ufe0f"));
    }

    @Test
    void the_pieces_make_up_the_whole_text() {
        for (String text :
                List.of("", "x", "😀", "😀😀", "a😀b", FAMILY + "\n" + FAMILY, "\ud83d", "🇫", "😀\ufe0f\u200d")) {
            StringBuilder all = new StringBuilder();
            Piece.of(text).forEach(piece -> all.append(piece.text()));
            assertEquals(text, all.toString());
        }
    }

    /// Or its ellipsis would stand where it begins.
    @Test
    void a_name_of_one_line_runs_its_own_way_in_a_row_that_runs_the_other() throws Exception {
        NodeOrientation way = Fx.on(() -> {
            EmojiLabel name = new EmojiLabel();
            StackPane row = new StackPane(name);
            row.setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT);
            name.textProperty().set("Jules Marchetti");
            return name.getChildrenUnmodifiable().getFirst().getEffectiveNodeOrientation();
        });
        assertEquals(NodeOrientation.LEFT_TO_RIGHT, way);
    }

    @Test
    void what_is_selected_is_copied_as_characters() throws Exception {
        String copied = Fx.on(() -> {
            Shown shown = new Shown("ab" + FAMILY + "cd😀");
            shown.selectRange(1, 4);
            return shown.getSelectedRangeAsString();
        });
        assertEquals("b" + FAMILY + "c", copied);
        assertEquals("ab" + FAMILY + "cd😀", Fx.on(() -> {
            Shown shown = new Shown("ab" + FAMILY + "cd😀");
            shown.selectAll();
            return shown.getSelectedRangeAsString();
        }));
    }

    @Test
    void emoji_are_found_by_name_the_usual_one_first() {
        assertEquals(
                "smile", EmojiSet.all().called("smile", 5).getFirst().names().getFirst());
        assertEquals("tada", EmojiSet.all().called("tad", 5).getFirst().names().getFirst());
        assertEquals(3, EmojiSet.all().called("heart", 3).size());
        assertEquals(List.of(), EmojiSet.all().called(" ", 3));
        assertEquals(List.of(), EmojiSet.all().called("no such thing", 3));
    }

    @Test
    void every_emoji_has_a_picture_and_few_are_kept() throws Exception {
        int kept = Fx.on(() -> {
            for (Emoji.Group group : Emoji.Group.values()) {
                for (Emoji emoji : EmojiSet.all().of(group)) {
                    assertEquals(64, EmojiSet.all().picture(emoji).getWidth(), emoji.file());
                    assertEquals(Optional.of(emoji), EmojiSet.all().find(emoji.text()), emoji.file());
                }
            }
            return EmojiSet.all().kept();
        });
        assertTrue(kept <= 300);
    }
}
