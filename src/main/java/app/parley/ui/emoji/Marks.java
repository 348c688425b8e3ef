package app.parley.ui.emoji;

import app.parley.client.Search;
import java.util.List;
import javafx.geometry.NodeOrientation;
import javafx.scene.shape.Path;
import javafx.scene.text.TextFlow;
import javafx.scene.transform.Scale;

/// The ground behind parts of a text. It lies in the text's own flow, so that it is right for every script and
/// direction.
final class Marks extends Path {
    private List<Search.Span> spans = List.of();

    Marks() {
        getStyleClass().add("search-mark");
        setManaged(false);
        setMouseTransparent(true);
        setStroke(null);
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
    }

    void set(List<Search.Span> now) {
        spans = now;
    }

    boolean any() {
        return !spans.isEmpty();
    }

    /// To be called once the flow is laid out.
    void place(TextFlow flow, List<Piece> pieces) {
        getElements().clear();
        // A flow that reads from the right tells its shapes mirrored.
        boolean mirrored = flow.getEffectiveNodeOrientation() == NodeOrientation.RIGHT_TO_LEFT;
        getTransforms().setAll(new Scale(mirrored ? -1 : 1, 1, flow.getWidth() / 2, 0));
        for (Search.Span span : spans) {
            getElements().addAll(flow.rangeShape(shown(span.start(), pieces), shown(span.end(), pieces)));
        }
    }

    /// A picture is one character to the layout.
    private static int shown(int at, List<Piece> pieces) {
        int typed = 0;
        int shown = 0;
        for (Piece piece : pieces) {
            int length = piece.text().length();
            boolean picture = piece instanceof Piece.Picture;
            if (at < typed + length) {
                return shown + (picture ? Math.min(1, at - typed) : at - typed);
            }
            typed += length;
            shown += picture ? 1 : length;
        }
        return shown;
    }
}
