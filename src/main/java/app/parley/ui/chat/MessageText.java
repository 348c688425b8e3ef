package app.parley.ui.chat;

import app.parley.ui.Direction;
import atlantafx.base.controls.SelectableTextFlow;
import javafx.scene.text.Text;

/// The text of a message: selectable, as wide as it needs to be, wrapped where there is no more
/// room.
final class MessageText extends SelectableTextFlow {
    private final Text text = new Text();
    private final Text oneLine = new Text();

    MessageText() {
        text.getStyleClass().add("message-text");
        oneLine.fontProperty().bind(text.fontProperty());
        setText(text);
        // The super class fixes it at 0 and leaves the width to its parent; a bubble is as wide as its text.
        setPrefWidth(USE_COMPUTED_SIZE);
    }

    void show(String words) {
        clearSelection();
        text.setText(words);
        oneLine.setText(words);
        setNodeOrientation(Direction.of(words));
    }

    String words() {
        return text.getText();
    }

    @Override
    protected double computePrefWidth(double height) {
        return Math.ceil(oneLine.getLayoutBounds().getWidth())
                + 1
                + getInsets().getLeft()
                + getInsets().getRight();
    }
}
