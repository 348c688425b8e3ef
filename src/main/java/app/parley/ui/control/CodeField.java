package app.parley.ui.control;

import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.geometry.NodeOrientation;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// Boxes for a one-time code, one digit each. Typing moves on, Backspace goes back, and a code
/// pasted into any box (with blanks or dashes, or other words around it) fills them all. Digits
/// always run from left to right.
public final class CodeField extends HBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final int USUAL = 6;

    private final StringProperty code = new SimpleStringProperty(this, "code", "");
    private final IntegerProperty digits = new SimpleIntegerProperty(this, "digits", 0);
    private final BooleanProperty wrong = new SimpleBooleanProperty(this, "wrong", false);
    private final StringProperty boxText = new SimpleStringProperty(this, "boxText", "");
    private boolean filling;

    public CodeField() {
        getStyleClass().add("code-field");
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        digits.addListener((property, before, now) -> build(now.intValue()));
        code.addListener((property, before, now) -> spread(now));
        wrong.addListener((property, before, now) -> pseudoClassStateChanged(WRONG, now));
        digits.set(USUAL);
    }

    private void build(int count) {
        getChildren().setAll(IntStream.range(0, count).mapToObj(this::box).toList());
        spread(code.get());
    }

    private TextField box(int at) {
        TextField box = new DigitBox();
        box.getStyleClass().add("code-box");
        box.setTextFormatter(new TextFormatter<>(change -> accept(change, at)));
        box.accessibleTextProperty().bind(boxText.map(words -> words + " " + (at + 1)));
        box.textProperty().addListener((property, before, now) -> collect(at, now));
        box.addEventFilter(KeyEvent.KEY_PRESSED, event -> move(event, at));
        return box;
    }

    /// One digit stays here and moves the focus on; several are a pasted code.
    private TextFormatter.Change accept(TextFormatter.Change change, int at) {
        if (filling || change.getText().isEmpty()) {
            return change;
        }
        String typed = digitsOf(change.getText());
        if (typed.length() > 1) {
            fill(typed, at);
            return nothing(change);
        }
        if (typed.isEmpty()) {
            return nothing(change);
        }
        change.setText(typed);
        change.setRange(0, change.getControlText().length());
        return change;
    }

    private static TextFormatter.Change nothing(TextFormatter.Change change) {
        int end = change.getControlText().length();
        change.setText("");
        change.setRange(end, end);
        change.selectRange(end, end);
        return change;
    }

    private void collect(int at, String now) {
        if (filling) {
            return;
        }
        StringBuilder all = new StringBuilder();
        boxes().forEach(box -> all.append(box.getText()));
        filling = true;
        code.set(all.toString());
        filling = false;
        wrong.set(false);
        if (!now.isEmpty() && at + 1 < digits.get()) {
            boxes().get(at + 1).requestFocus();
        }
    }

    private void spread(String whole) {
        if (filling) {
            return;
        }
        filling = true;
        List<TextField> boxes = boxes();
        for (int i = 0; i < boxes.size(); i++) {
            boxes.get(i).setText(i < whole.length() ? whole.substring(i, i + 1) : "");
        }
        filling = false;
    }

    /// Fills the boxes with a pasted text: all of them if it is a whole code, else from box `at`
    /// on.
    private void fill(String typed, int at) {
        int start = typed.length() >= digits.get() ? 0 : at;
        String before = code.get().substring(0, Math.min(start, code.get().length()));
        String whole = before + typed;
        code.set(whole.substring(0, Math.min(whole.length(), digits.get())));
        wrong.set(false);
        boxes().get(Math.min(code.get().length(), digits.get() - 1)).requestFocus();
    }

    private void move(KeyEvent event, int at) {
        TextField box = boxes().get(at);
        if (event.getCode() == KeyCode.BACK_SPACE && box.getText().isEmpty() && at > 0) {
            TextField previous = boxes().get(at - 1);
            previous.clear();
            previous.requestFocus();
            event.consume();
        } else if (event.getCode() == KeyCode.LEFT && at > 0) {
            boxes().get(at - 1).requestFocus();
            event.consume();
        } else if (event.getCode() == KeyCode.RIGHT && at + 1 < digits.get()) {
            boxes().get(at + 1).requestFocus();
            event.consume();
        }
    }

    private static String digitsOf(String text) {
        StringBuilder found = new StringBuilder();
        text.codePoints()
                .filter(Character::isDigit)
                .map(point -> Character.digit(point, 10))
                .forEach(found::append);
        return found.toString();
    }

    private List<TextField> boxes() {
        return getChildren().stream().map(TextField.class::cast).toList();
    }

    /// Puts the focus on the first empty box.
    public void focusFirstEmpty() {
        List<TextField> boxes = boxes();
        boxes.get(Math.min(code.get().length(), boxes.size() - 1)).requestFocus();
    }

    public StringProperty codeProperty() {
        return code;
    }

    public String getCode() {
        return code.get();
    }

    public void setCode(String value) {
        code.set(value);
    }

    /// How many boxes there are, 6 to 8.
    public IntegerProperty digitsProperty() {
        return digits;
    }

    public int getDigits() {
        return digits.get();
    }

    public void setDigits(int value) {
        digits.set(value);
    }

    /// Whether the code was refused; typing clears it.
    public BooleanProperty wrongProperty() {
        return wrong;
    }

    /// What a screen reader says of a box, before its place: "Digit".
    public StringProperty boxTextProperty() {
        return boxText;
    }

    public String getBoxText() {
        return boxText.get();
    }

    public void setBoxText(String value) {
        boxText.set(value);
    }

    /// A box that takes a whole pasted code although it shows one digit.
    private final class DigitBox extends TextField {
        @Override
        public void paste() {
            String text = Clipboard.getSystemClipboard().getString();
            if (text != null) {
                String typed = digitsOf(text);
                if (!typed.isEmpty()) {
                    fill(typed, boxes().indexOf(this));
                }
            }
        }
    }
}
