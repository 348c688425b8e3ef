package app.parley.ui;

import java.util.Locale;

/// The forms a language has for counted things, as CLDR names them. Each language uses some.
enum PluralForm {
    ONE,
    TWO,
    MANY,
    OTHER;

    private static final long MILLION = 1_000_000;

    /// The form for a whole number that is not negative, by CLDR's rules for the languages there
    /// are texts in; a language without rules here has only [#OTHER].
    static PluralForm of(Locale locale, long count) {
        return switch (locale.getLanguage()) {
            case "en", "de", "" -> count == 1 ? ONE : OTHER;
            case "fr" -> count <= 1 ? ONE : count % MILLION == 0 ? MANY : OTHER;
            case "he", "iw" -> count == 1 ? ONE : count == 2 ? TWO : OTHER;
            default -> OTHER;
        };
    }

    /// As it is written in a text: `one`, `other`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
