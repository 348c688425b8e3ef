package app.parley.ui.control;

import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/// Words, and beside them what is chosen or done; that goes below where it would leave the words too
/// little room. The first child is the words, the second keeps the width it prefers.
public final class BesideOrBelow extends Pane {
    private static final double BESIDE = 16;
    private static final double BELOW = 8;
    /// The share of the width that words get at least, if they need it.
    private static final double WORDS = 0.45;

    private Node words() {
        return getChildren().getFirst();
    }

    private Node choice() {
        return getChildren().getLast();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private double inside(double width) {
        return width - snappedLeftInset() - snappedRightInset();
    }

    private double around() {
        return snappedTopInset() + snappedBottomInset();
    }

    private boolean beside(double inside) {
        double left = inside - BESIDE - choice().prefWidth(-1);
        return left >= Math.min(words().prefWidth(-1), inside * WORDS);
    }

    private double choiceWidth(double inside) {
        return Math.min(choice().prefWidth(-1), inside);
    }

    @Override
    protected double computeMinWidth(double height) {
        return snappedLeftInset() + Math.max(words().minWidth(-1), choice().minWidth(-1)) + snappedRightInset();
    }

    @Override
    protected double computePrefWidth(double height) {
        return snappedLeftInset() + words().prefWidth(-1) + BESIDE + choice().prefWidth(-1) + snappedRightInset();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double inside = inside(width < 0 ? prefWidth(-1) : width);
        double of = choice().prefHeight(choiceWidth(inside));
        return snapSizeY(
                beside(inside)
                        ? around() + Math.max(words().prefHeight(inside - BESIDE - choice().prefWidth(-1)), of)
                        : around() + words().prefHeight(inside) + BELOW + of);
    }

    @Override
    protected void layoutChildren() {
        double x = snappedLeftInset();
        double y = snappedTopInset();
        double inside = inside(getWidth());
        double wide = choiceWidth(inside);
        double high = choice().prefHeight(wide);
        if (beside(inside)) {
            double room = getHeight() - around();
            double left = inside - BESIDE - wide;
            double of = Math.min(room, words().prefHeight(left));
            words().resizeRelocate(x, snapPositionY(y + (room - of) / 2), left, of);
            choice().resizeRelocate(x + inside - wide, snapPositionY(y + (room - high) / 2), wide, high);
        } else {
            double of = words().prefHeight(inside);
            words().resizeRelocate(x, y, inside, of);
            choice().resizeRelocate(x, snapPositionY(y + of + BELOW), wide, high);
        }
    }
}
