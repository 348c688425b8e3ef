package app.parley.ui.emoji;

import javafx.beans.value.ObservableValue;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;

/// The picture of an emoji, as high as a line of the text around it and on its base line.
final class EmojiNode extends Region {
    /// How much larger than the letters.
    private static final double LARGER = 1.3;
    /// How much of it stands above the base line.
    private static final double ABOVE = 0.8;

    private final ImageView view = new ImageView();
    private final ObservableValue<Font> font;

    EmojiNode(Emoji emoji, ObservableValue<Font> font) {
        this.font = font;
        view.setImage(EmojiSet.all().picture(emoji));
        view.setSmooth(true);
        view.setPreserveRatio(true);
        view.fitHeightProperty().bind(font.map(now -> Math.ceil(now.getSize() * LARGER)));
        font.addListener(change -> requestLayout());
        getChildren().add(view);
        getStyleClass().add("emoji");
        setMouseTransparent(true);
    }

    private double size() {
        return Math.ceil(font.getValue().getSize() * LARGER);
    }

    @Override
    protected double computePrefWidth(double height) {
        return size() + 2;
    }

    @Override
    protected double computePrefHeight(double width) {
        return size();
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    public double getBaselineOffset() {
        return Math.ceil(size() * ABOVE);
    }

    @Override
    protected void layoutChildren() {
        view.relocate(1, 0);
    }
}
