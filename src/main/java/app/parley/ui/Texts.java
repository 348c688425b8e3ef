package app.parley.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The words on screen: `messages.properties` in one language.
///
/// A text with arguments is a [MessageFormat] pattern (plurals by `choice`), a text without is
/// taken as it is.
public final class Texts {
    private static final String BUNDLE = "app.parley.ui.messages";

    private final ResourceBundle bundle;
    private final Locale locale;

    public Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale, Texts.class.getClassLoader());
    }

    /// For `%key` in FXML.
    public ResourceBundle bundle() {
        return bundle;
    }

    public Locale locale() {
        return locale;
    }

    /// @throws java.util.MissingResourceException if there is no such text
    public String get(String key, Object... arguments) {
        String pattern = bundle.getString(key);
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
    }

    /// The text of a constant: `prefix.CONSTANT`.
    public String of(String prefix, Enum<?> constant, Object... arguments) {
        return get(prefix + "." + constant.name(), arguments);
    }
}
