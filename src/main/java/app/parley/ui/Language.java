package app.parley.ui;

import java.util.Locale;

/// The languages there are texts in. Each has its own name under `language.NAME`.
public enum Language {
    /// as the computer says, English if it speaks none of the others
    SYSTEM(""),
    ENGLISH("en"),
    GERMAN("de"),
    FRENCH("fr"),
    HEBREW("he");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /// The ISO 639 code; empty for [#SYSTEM].
    public String tag() {
        return tag;
    }

    /// The locale for words, dates and numbers: this language, with the customs of the computer's
    /// country.
    ///
    /// @param system the computer's own locale
    public Locale in(Locale system) {
        Locale wanted = this == SYSTEM ? system : Locale.of(tag);
        for (Language known : values()) {
            if (known != SYSTEM && wanted.getLanguage().equals(known.tag)) {
                return system.getLanguage().equals(known.tag) ? system : Locale.of(known.tag, system.getCountry());
            }
        }
        return Locale.of(ENGLISH.tag, system.getCountry());
    }
}
