package app.parley.ui;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A text with places for arguments, in the part of ICU's message syntax that we use:
///
/// - `{0}` the argument as it is, kept apart from text of the other direction around it,
/// - `{0,number}` a number with the language's grouping and at most one decimal,
/// - `{0,plural,=0{none}one{# message}other{# messages}}` by count, `#` being the number,
/// - `{0,select,yes{…}other{…}}` by the argument's own words.
///
/// Apostrophes mean nothing special. Every `plural` and `select` has an `other`.
record Phrase(List<Part> parts) {
    sealed interface Part {}

    record Words(String words) implements Part {}

    record Given(int index) implements Part {}

    record Figure(int index) implements Part {}

    /// @param exact by the very number
    /// @param forms by the language's form
    /// @param other for every other count
    record Counted(int index, Map<Long, Phrase> exact, Map<PluralForm, Phrase> forms, Phrase other) implements Part {
        private Phrase pick(Locale locale, long count) {
            Phrase byForm = forms.getOrDefault(PluralForm.of(locale, count), other);
            return exact.getOrDefault(count, byForm);
        }
    }

    /// @param cases by what the argument says
    /// @param other for everything else
    record Chosen(int index, Map<String, Phrase> cases, Phrase other) implements Part {
        private Phrase pick(String said) {
            return cases.getOrDefault(said, other);
        }
    }

    Phrase {
        parts = List.copyOf(parts);
    }

    /// @throws IllegalArgumentException if the text is not in this syntax
    static Phrase parse(String text) {
        return new PhraseReader(text).whole();
    }

    /// @param arguments strings, whole numbers, decimal numbers
    String format(Locale locale, Object... arguments) {
        StringBuilder out = new StringBuilder();
        append(out, locale, arguments);
        return out.toString();
    }

    private void append(StringBuilder out, Locale locale, Object... arguments) {
        for (Part part : parts) {
            switch (part) {
                case Words(String words) -> out.append(words);
                case Given(int index) -> out.append(Direction.apart(arguments[index].toString(), locale));
                case Figure(int index) -> out.append(number(locale, (Number) arguments[index]));
                case Counted counted ->
                    counted.pick(locale, ((Number) arguments[counted.index()]).longValue())
                            .append(out, locale, arguments);
                case Chosen chosen ->
                    chosen.pick(arguments[chosen.index()].toString()).append(out, locale, arguments);
            }
        }
    }

    private static String number(Locale locale, Number number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(1);
        return format.format(number);
    }
}
