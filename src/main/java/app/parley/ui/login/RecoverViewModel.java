package app.parley.ui.login;

import app.parley.client.RecoveryKit;
import app.parley.ui.Texts;
import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// The words of a recovery kit, as they are typed.
public final class RecoverViewModel {
    private final Texts texts;
    private final StringProperty typed = new SimpleStringProperty("");

    public RecoverViewModel(Texts texts) {
        this.texts = texts;
    }

    /// The kit, once all of its words are there and belong together.
    public Optional<RecoveryKit> kit() {
        return RecoveryKit.parse(typed.get()) instanceof RecoveryKit.Parsed.Ok(RecoveryKit kit)
                ? Optional.of(kit)
                : Optional.empty();
    }

    /// Whether there is a kit.
    public ObservableValue<Boolean> ready() {
        return typed.map(text -> kit().isPresent());
    }

    /// What is wrong; nothing while words are still to come.
    public ObservableValue<String> problem() {
        return typed.map(text -> switch (RecoveryKit.parse(text)) {
            case RecoveryKit.Parsed.Ok ok -> "";
            case RecoveryKit.Parsed.WrongCount(int found) -> found > 24 ? texts.get("recover.too-many", found) : "";
            case RecoveryKit.Parsed.UnknownWord(int position) ->
                beingTyped(text, position) ? "" : texts.get("recover.unknown", position);
            case RecoveryKit.Parsed.WrongChecksum wrong -> texts.get("recover.checksum");
        });
    }

    /// How far one has come.
    public ObservableValue<String> hint() {
        return typed.map(text -> switch (RecoveryKit.parse(text)) {
            case RecoveryKit.Parsed.Ok ok -> texts.get("recover.ok");
            case RecoveryKit.Parsed.WrongCount(int found) -> texts.get("recover.count", found);
            case RecoveryKit.Parsed.UnknownWord(int position) -> texts.get("recover.count", position - 1);
            case RecoveryKit.Parsed.WrongChecksum wrong -> "";
        });
    }

    /// The last word, while it has no end yet, may still become a right one.
    private static boolean beingTyped(String text, int position) {
        boolean ended = text.isEmpty() || !Character.isLetter(text.charAt(text.length() - 1));
        return !ended && position == text.strip().split("[^\\p{L}]+").length;
    }

    /// Forgets what was typed.
    public void wipe() {
        typed.set("");
    }

    public StringProperty typedProperty() {
        return typed;
    }
}
