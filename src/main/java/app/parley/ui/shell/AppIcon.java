package app.parley.ui.shell;

import app.parley.ui.control.Badge;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/// Parley's sign, with the number of unseen messages on it: for the task bar and the tray.
final class AppIcon {
    private AppIcon() {}

    /// 64 by 64 pixels.
    ///
    /// @param sheets style sheets with the colours
    static Image with(int unread, List<String> sheets) {
        Badge badge = new Badge();
        badge.setCount(unread);
        StackPane.setAlignment(badge, Pos.BOTTOM_RIGHT);
        StackPane sign = new StackPane(new FontIcon(MaterialDesignC.CHAT), badge);
        sign.getStyleClass().add("app-icon");
        Scene scene = new Scene(sign);
        scene.setFill(Color.TRANSPARENT);
        scene.getStylesheets().setAll(sheets);
        SnapshotParameters clear = new SnapshotParameters();
        clear.setFill(Color.TRANSPARENT);
        sign.applyCss();
        sign.layout();
        return sign.snapshot(clear, null);
    }
}
