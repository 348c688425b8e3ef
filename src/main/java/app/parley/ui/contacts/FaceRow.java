package app.parley.ui.contacts;

import app.parley.ui.control.Avatar;
import app.parley.ui.control.Badge;
import app.parley.ui.control.LateTooltip;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/// A row where there is room for a picture only: who it is, and whether something is new. The name comes with the
/// mouse; a screen reader has the sentence of the row as always.
final class FaceRow extends StackPane {
    private final Avatar avatar = new Avatar();
    private final Badge unread = new Badge();
    private final Region dot = new Region();
    private final StackPane face = new StackPane(avatar, unread, dot);
    private final FontIcon archive = new FontIcon(MaterialDesignA.ARCHIVE_OUTLINE);
    private final Region rule = new Region();
    private String words = "";

    FaceRow() {
        getStyleClass().add("face-row");
        dot.getStyleClass().add("unread-dot");
        rule.getStyleClass().add("face-rule");
        archive.getStyleClass().add("face-icon");
        face.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        for (Node sign : List.of(unread, dot)) {
            StackPane.setAlignment(sign, Pos.TOP_RIGHT);
        }
        LateTooltip.install(this, () -> words);
    }

    void show(ContactRow row) {
        switch (row) {
            case ContactRow.Entry entry -> {
                avatar.show(entry.name(), entry.id().hex(), entry.online());
                unread.setCount(entry.unread());
                dot.setVisible(entry.isNew() && entry.unread() == 0);
                put(face, entry.name());
            }
            case ContactRow.Fold fold -> put(archive, fold.words());
            case ContactRow.Heading heading -> put(rule, heading.words());
            case ContactRow.Hint hint -> put(rule, hint.words());
            case ContactRow.Hit hit -> put(rule, hit.name());
        }
    }

    private void put(Node what, String said) {
        words = said;
        if (getChildren().size() != 1 || getChildren().getFirst() != what) {
            getChildren().setAll(what);
        }
    }
}
