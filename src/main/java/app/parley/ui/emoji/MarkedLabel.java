package app.parley.ui.emoji;

import app.parley.ui.Direction;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/// A text on one line, with marked parts and pictures for emoji. Where there is no room it ends in an ellipsis.
public final class MarkedLabel extends Region {
    private final TextFlow flow = new TextFlow();
    private final Marks marks = new Marks();
    private final Text measure = new Text();
    private final String style;
    private Marked shown = Marked.plain("");
    private List<Piece> pieces = List.of();
    private double fitted = -1;

    /// @param style the style class of the letters
    public MarkedLabel(String style) {
        this.style = style;
        measure.getStyleClass().add(style);
        measure.setManaged(false);
        measure.setVisible(false);
        getChildren().add(flow);
        measure.fontProperty().addListener(change -> refit());
    }

    public void show(Marked now) {
        shown = now;
        flow.setNodeOrientation(Direction.of(now.text()));
        put(now);
        refit();
    }

    private void refit() {
        fitted = -1;
        requestLayout();
    }

    private void put(Marked now) {
        pieces = Piece.of(now.text());
        marks.set(now.spans());
        List<Node> nodes = new ArrayList<>(List.of(marks, measure));
        for (Piece piece : pieces) {
            nodes.add(
                    piece instanceof Piece.Picture picture
                            ? new EmojiNode(picture.emoji(), measure.fontProperty())
                            : words(piece.text()));
        }
        flow.getChildren().setAll(nodes);
    }

    private Text words(String words) {
        Text text = new Text(words);
        text.getStyleClass().add(style);
        text.fontProperty().bind(measure.fontProperty());
        return text;
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth();
        if (room != fitted) {
            fit(room);
            fitted = room;
        }
        double width = Math.min(Math.max(room, 1), Math.ceil(flow.prefWidth(-1)) + 1);
        flow.resizeRelocate(0, 0, width, getHeight());
        flow.layout();
        marks.place(flow, pieces);
    }

    /// Takes letters away until the rest fits.
    private void fit(double room) {
        put(shown);
        double width = flow.prefWidth(-1);
        int length = shown.text().length();
        while (width > room && length > 1) {
            length = Math.min(length - 1, (int) (length * room / width));
            put(shown.cut(Math.max(1, length)));
            width = flow.prefWidth(-1);
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        return Math.ceil(flow.prefWidth(-1)) + 1;
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.ceil(flow.prefHeight(-1));
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }
}
