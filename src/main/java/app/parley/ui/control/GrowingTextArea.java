package app.parley.ui.control;

import javafx.geometry.Insets;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/// A text area as high as its text, from one line to eight; beyond that it scrolls.
public final class GrowingTextArea extends TextArea {
    private static final int MOST_LINES = 8;
    /// What the skin keeps free to the left and right of a line, beside its padding.
    private static final double SLACK = 4;

    private final Text measure = new Text();

    public GrowingTextArea() {
        getStyleClass().add("growing");
        setWrapText(true);
        setPrefRowCount(1);
        textProperty().addListener(change -> requestLayout());
        widthProperty().addListener(change -> requestLayout());
        measure.fontProperty().bind(fontProperty());
    }

    @Override
    protected double computePrefHeight(double width) {
        double forWidth = width > 0 ? width : getWidth();
        Insets around = contentInsets();
        if (lookup(".content > .text") instanceof Text shown) {
            measure.setLineSpacing(shown.getLineSpacing());
            measure.setBoundsType(shown.getBoundsType());
        }
        measure.setText("");
        double line = measure.getLayoutBounds().getHeight();
        measure.setWrappingWidth(Math.max(line, forWidth - around.getLeft() - around.getRight() - SLACK));
        String text = getText();
        measure.setText(text.endsWith("\n") ? text + " " : text);
        double wanted = Math.min(measure.getLayoutBounds().getHeight(), line * MOST_LINES);
        return Math.ceil(Math.max(line, wanted)) + around.getTop() + around.getBottom();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private Insets contentInsets() {
        Insets own = getInsets();
        return lookup(".content") instanceof Region content
                ? new Insets(
                        own.getTop() + content.getPadding().getTop(),
                        own.getRight() + content.getPadding().getRight(),
                        own.getBottom() + content.getPadding().getBottom(),
                        own.getLeft() + content.getPadding().getLeft())
                : own;
    }
}
