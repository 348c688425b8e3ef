package app.parley.ui.chat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;

/// Places the details beside the messages, or where there is no room for both in their place.
final class DetailsBeside {
    private static final double WIDTH = 300;
    /// What is left for messages with the details beside them.
    private static final double LEAST = 260;

    private final BorderPane root;
    private final Region details;
    private final ObservableBooleanValue open;

    private DetailsBeside(BorderPane root, Region details, ObservableBooleanValue open) {
        this.root = root;
        this.details = details;
        this.open = open;
    }

    /// @param turned told when they were opened or closed
    static void bind(BorderPane root, Region details, ObservableBooleanValue open, Consumer<Boolean> turned) {
        DetailsBeside beside = new DetailsBeside(root, details, open);
        // Its own least width would follow from that of the details, which follows from its width.
        root.setMinWidth(0);
        root.widthProperty().subscribe(width -> beside.arrange());
        open.subscribe(now -> beside.arrange());
        open.addListener((property, before, now) -> turned.accept(now));
    }

    private void arrange() {
        boolean shown = open.get();
        boolean alone = shown && root.getWidth() > 0 && root.getWidth() < WIDTH + LEAST;
        details.setVisible(shown);
        details.setManaged(shown);
        details.setPrefWidth(alone ? root.getWidth() : WIDTH);
        Stream.of(root.getTop(), root.getCenter(), root.getBottom()).forEach(part -> {
            part.setVisible(!alone);
            part.setManaged(!alone);
        });
    }
}
