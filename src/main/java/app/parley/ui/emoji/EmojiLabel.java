package app.parley.ui.emoji;

import app.parley.ui.Direction;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.NodeOrientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// A text on one line whose emoji are pictures. Where there is no room it ends in an ellipsis, as
/// a [Label] does. Its style classes are those of the labels in it, too.
public final class EmojiLabel extends Region {
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final Label first = new Label();

    public EmojiLabel() {
        getChildren().add(first);
        getStyleClass().addListener((Observable change) -> first.getStyleClass().setAll(labelStyles()));
        text.addListener((property, before, now) -> show(now));
    }

    private void show(String now) {
        List<Piece> pieces = Piece.of(now);
        if (pieces.size() <= 1 && pieces.stream().allMatch(Piece.Words.class::isInstance)) {
            first.setText(now);
            first.setNodeOrientation(Direction.of(now));
            getChildren().setAll(first);
        } else {
            NodeOrientation direction = Direction.of(now);
            getChildren()
                    .setAll(pieces.stream().map(piece -> node(piece, direction)).toList());
        }
        requestLayout();
    }

    private Node node(Piece piece, NodeOrientation direction) {
        return switch (piece) {
            case Piece.Words(String words) -> label(words, direction);
            case Piece.Linked linked -> label(linked.text(), direction);
            case Piece.Picture picture -> new EmojiNode(picture.emoji(), first.fontProperty());
        };
    }

    private Label label(String words, NodeOrientation direction) {
        Label label = new Label(words);
        label.getStyleClass().setAll(labelStyles());
        label.setNodeOrientation(direction);
        return label;
    }

    private List<String> labelStyles() {
        List<String> styles = new ArrayList<>(getStyleClass());
        styles.addFirst("label");
        return styles;
    }

    /// Whether the text runs against the window, so that its pieces follow each other backwards.
    private boolean backwards() {
        NodeOrientation own = Direction.of(getText());
        return own != NodeOrientation.INHERIT && own != getEffectiveNodeOrientation();
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth();
        double all = Math.min(room, computePrefWidth(getHeight()));
        boolean backwards = backwards();
        double x = 0;
        for (Node child : getManagedChildren()) {
            double wanted = Math.ceil(child.prefWidth(-1));
            double width = Math.max(0, Math.min(wanted, room - x));
            child.setVisible(child instanceof Label ? width > 0 : width == wanted);
            double height = child.prefHeight(-1);
            child.resizeRelocate(
                    backwards ? all - x - width : x, Math.round((getHeight() - height) / 2), width, height);
            x += width;
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return getManagedChildren().stream()
                .mapToDouble(child -> Math.ceil(child.prefWidth(-1)))
                .sum();
    }

    @Override
    protected double computePrefHeight(double width) {
        return getManagedChildren().stream()
                .mapToDouble(child -> Math.ceil(child.prefHeight(-1)))
                .max()
                .orElse(0);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMaxHeight(double width) {
        return computePrefHeight(width);
    }

    public StringProperty textProperty() {
        return text;
    }

    public String getText() {
        return text.get();
    }

    public void setText(String now) {
        text.set(now);
    }
}
