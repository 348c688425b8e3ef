package app.parley.ui.control;

import java.text.BreakIterator;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/// A person as a round patch: initials on one of eight calm colours, and a dot while they are
/// online.
///
/// The colour comes from [#keyProperty] (an account), so it stays when the name changes. Its size
/// is a style class: none, `small` or `large`.
public final class Avatar extends StackPane {
    private static final int COLOURS = 8;
    /// So many characters of an account tell two of them apart well enough for a colour.
    private static final int SPREAD = 8;
    private static final int MIX = 0x9E3779B9;
    private static final PseudoClass ONLINE = PseudoClass.getPseudoClass("online");

    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty key = new SimpleStringProperty(this, "key", "");
    private final BooleanProperty online = new SimpleBooleanProperty(this, "online", false);
    private final Label initials = new Label();
    private final StatusDot dot = new StatusDot();

    public Avatar() {
        getStyleClass().add("avatar");
        initials.getStyleClass().add("initials");
        dot.visibleProperty().bind(online);
        dot.setState(StatusDot.State.GOOD);
        getChildren().addAll(initials, dot);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        name.addListener((property, before, now) -> initials.setText(initialsOf(now)));
        key.addListener((property, before, now) -> colour(now));
        online.addListener((property, before, now) -> pseudoClassStateChanged(ONLINE, now));
        colour("");
    }

    private void colour(String of) {
        getStyleClass().removeIf(style -> style.startsWith("colour-"));
        int mixed = of.substring(0, Math.min(SPREAD, of.length())).hashCode() * MIX;
        getStyleClass().add("colour-" + Integer.remainderUnsigned(mixed >>> 16, COLOURS));
    }

    /// The first character, as people see it, of the first and the last word.
    static String initialsOf(String name) {
        String[] words = name.strip().split("[\\s\\-–]+");
        String first = firstCharacter(words[0]);
        return words.length < 2 ? first : first + firstCharacter(words[words.length - 1]);
    }

    private static String firstCharacter(String word) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(word);
        int end = characters.next();
        return end == BreakIterator.DONE ? "" : word.substring(0, end).toUpperCase(Locale.ROOT);
    }

    public void show(String who, String account, boolean isOnline) {
        setName(who);
        setKey(account);
        setOnline(isOnline);
    }

    public StringProperty nameProperty() {
        return name;
    }

    public String getName() {
        return name.get();
    }

    public void setName(String value) {
        name.set(value);
    }

    public StringProperty keyProperty() {
        return key;
    }

    public String getKey() {
        return key.get();
    }

    public void setKey(String value) {
        key.set(value);
    }

    public BooleanProperty onlineProperty() {
        return online;
    }

    public boolean isOnline() {
        return online.get();
    }

    public void setOnline(boolean value) {
        online.set(value);
    }
}
