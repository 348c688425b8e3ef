package app.parley.ui;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;
import javafx.geometry.NodeOrientation;

/// The words on screen: `messages.properties` in one language. A text with arguments is a
/// [Phrase], a text without is taken as it is.
public final class Texts {
    private static final String BUNDLE = "app.parley.ui.messages";
    private static final List<String> RIGHT_TO_LEFT = List.of("he", "iw", "ar", "fa", "ur", "yi");

    private final ResourceBundle bundle;
    private final Locale locale;
    private final Map<String, Phrase> phrases = new ConcurrentHashMap<>();

    /// @param locale a language that has no texts of its own gets English words, never those of
    ///     the computer's language
    public Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                BUNDLE,
                locale,
                Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /// For `%key` in FXML.
    public ResourceBundle bundle() {
        return bundle;
    }

    public Locale locale() {
        return locale;
    }

    /// Which way the window runs.
    public NodeOrientation orientation() {
        return rightToLeft(locale) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT;
    }

    static boolean rightToLeft(Locale locale) {
        return RIGHT_TO_LEFT.contains(locale.getLanguage());
    }

    /// @throws java.util.MissingResourceException if there is no such text
    public String get(String key, Object... arguments) {
        if (arguments.length == 0) {
            return bundle.getString(key);
        }
        return phrases.computeIfAbsent(key, wanted -> Phrase.parse(bundle.getString(wanted)))
                .format(locale, arguments);
    }

    /// The text of a constant: `prefix.CONSTANT`.
    public String of(String prefix, Enum<?> constant, Object... arguments) {
        return get(prefix + "." + constant.name(), arguments);
    }
}
