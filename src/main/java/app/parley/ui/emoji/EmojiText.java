package app.parley.ui.emoji;

import app.parley.client.Search;
import app.parley.ui.link.Link;
import app.parley.ui.link.LinkEvent;
import atlantafx.base.controls.SelectableTextFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.MouseButton;
import javafx.scene.text.Text;

/// A text that wraps and can be selected, whose emoji are pictures. What is copied are the
/// characters.
public class EmojiText extends SelectableTextFlow {
    /// What a picture is to the layout: one character.
    private static final String PICTURE = "\uFFFC";

    private final String style;
    /// Empty, and only there to have the font of its style.
    private final Text measure = new Text();
    private final Text oneLine = new Text();
    private final Marks marks = new Marks();
    private List<Piece> pieces = List.of();
    private boolean plain = true;

    /// @param style the style class of the letters
    protected EmojiText(String style) {
        this.style = style;
        measure.getStyleClass().add(style);
        measure.setManaged(false);
        measure.setVisible(false);
        oneLine.fontProperty().bind(measure.fontProperty());
        getChildren().add(measure);
        // The super class fixes it at 0 and leaves the width to its parent; this is as wide as its text.
        setPrefWidth(USE_COMPUTED_SIZE);
    }

    /// @param now pieces that make up the text
    protected final void showPieces(List<Piece> now) {
        clearSelection();
        pieces = List.copyOf(now);
        plain = pieces.stream().noneMatch(Piece.Picture.class::isInstance);
        List<Node> nodes = new ArrayList<>();
        if (marks.any()) {
            nodes.add(marks);
        }
        nodes.add(measure);
        for (Piece piece : pieces) {
            nodes.add(node(piece));
        }
        getChildren().setAll(nodes);
        oneLine.setText(plain ? words() : "");
        requestLayout();
    }

    /// Puts a ground behind parts of the text, instead of those before.
    public final void mark(List<Search.Span> spans) {
        if (marks.any() || !spans.isEmpty()) {
            marks.set(spans);
            if (spans.isEmpty()) {
                getChildren().remove(marks);
            } else if (!getChildren().contains(marks)) {
                getChildren().addFirst(marks);
            }
            requestLayout();
        }
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        if (marks.any()) {
            marks.place(this, pieces);
        }
    }

    private Node node(Piece piece) {
        return switch (piece) {
            case Piece.Words(String words) -> words(words);
            case Piece.Linked linked -> link(linked);
            case Piece.Picture picture -> new EmojiNode(picture.emoji(), measure.fontProperty());
        };
    }

    private Text link(Piece.Linked linked) {
        Text text = words(linked.text());
        text.getStyleClass().add("link-text");
        text.setUnderline(true);
        text.setOnMouseClicked(click -> {
            // The end of a selection is no click.
            if (click.getButton() == MouseButton.PRIMARY
                    && click.isStillSincePress()
                    && getSelectedRangeAsString().isEmpty()) {
                text.fireEvent(new LinkEvent(linked.link()));
            }
        });
        return text;
    }

    /// The links in it, in their order.
    public final List<Link> links() {
        return pieces.stream()
                .filter(Piece.Linked.class::isInstance)
                .map(piece -> ((Piece.Linked) piece).link())
                .toList();
    }

    /// The node of a piece of words.
    protected Text words(String words) {
        Text text = new Text(words);
        text.getStyleClass().add(style);
        return text;
    }

    /// The whole text, as it was typed.
    public final String words() {
        StringBuilder all = new StringBuilder();
        pieces.forEach(piece -> all.append(piece.text()));
        return all.toString();
    }

    @Override
    public String getContentAsString() {
        return words();
    }

    @Override
    protected StringBuilder getContent() {
        StringBuilder shown = new StringBuilder();
        pieces.forEach(piece -> shown.append(piece instanceof Piece.Picture ? PICTURE : piece.text()));
        return shown;
    }

    @Override
    protected int getContentLength() {
        return getContent().length();
    }

    @Override
    public String getSelectedRangeAsString() {
        return typed(selection.getStartPos(), selection.getEndPos());
    }

    /// The characters behind a range of what is shown.
    final String typed(int from, int to) {
        StringBuilder typed = new StringBuilder();
        int at = 0;
        for (Piece piece : pieces) {
            boolean picture = piece instanceof Piece.Picture;
            int length = picture ? 1 : piece.text().length();
            int start = Math.max(from, at);
            int end = Math.min(to, at + length);
            if (start < end) {
                typed.append(picture ? piece.text() : piece.text().substring(start - at, end - at));
            }
            at += length;
        }
        return typed.toString();
    }

    @Override
    public void copySelectedRangeToClipboard() {
        String selected = getSelectedRangeAsString();
        if (!selected.isEmpty()) {
            Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, selected));
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        double width = plain ? oneLine.getLayoutBounds().getWidth() : super.computePrefWidth(-1);
        return Math.ceil(width)
                + 1
                + (plain ? getInsets().getLeft() + getInsets().getRight() : 0);
    }
}
