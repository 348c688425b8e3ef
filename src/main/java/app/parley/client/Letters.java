package app.parley.client;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/// How one code point looks to the search: without accents, without case, without what hands leave out when they
/// type. Each code point stands for itself, so that places in the folded text lead back to the text.
final class Letters {
    /// What a code point is to the search.
    enum Kind {
        /// Part of a word that blanks set apart.
        WORD,
        /// Part of a run that is written without blanks.
        RUN,
        PICTURE,
        /// Neither ends a word nor belongs to it.
        NOTHING,
        BREAK
    }

    private static final int VOICED = 0x3099;
    private static final int SEMI_VOICED = 0x309a;
    private static final int LONG_VOWEL = 0x30fc;
    private static final int TATWEEL = 0x640;

    /// Letters that decompose into nothing simpler, and those that people do not tell apart.
    private static final Map<Integer, String> SAME = Map.ofEntries(
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ى', "ي"),
            Map.entry((int) 'ی', "ي"),
            Map.entry((int) 'ک', "ك"),
            Map.entry((int) 'ة', "ه"),
            Map.entry((int) 'ٱ', "ا"),
            Map.entry((int) 'ך', "כ"),
            Map.entry((int) 'ם', "מ"),
            Map.entry((int) 'ן', "נ"),
            Map.entry((int) 'ף', "פ"),
            Map.entry((int) 'ץ', "צ"));

    private Letters() {}

    static Kind kind(int point) {
        if (point < 0x80) {
            return isAsciiWord(point) ? Kind.WORD : Kind.BREAK;
        }
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.COMBINING_SPACING_MARK -> letter(point);
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> strips(point) ? Kind.NOTHING : letter(point);
            case Character.FORMAT -> Kind.NOTHING;
            default -> other(point);
        };
    }

    private static boolean isAsciiWord(int point) {
        return point >= '0' && point <= '9' || point >= 'a' && point <= 'z' || point >= 'A' && point <= 'Z';
    }

    private static Kind letter(int point) {
        if (point == TATWEEL) {
            return Kind.NOTHING;
        }
        if (point == LONG_VOWEL || point == VOICED || point == SEMI_VOICED) {
            return Kind.RUN;
        }
        return switch (UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> Kind.RUN;
            default -> Kind.WORD;
        };
    }

    private static Kind other(int point) {
        if (Character.isEmojiModifier(point)) {
            return Kind.NOTHING;
        }
        boolean picture = Character.isExtendedPictographic(point) || isFlagHalf(point);
        return picture ? Kind.PICTURE : Kind.BREAK;
    }

    static boolean isFlagHalf(int point) {
        return point >= 0x1f1e6 && point <= 0x1f1ff;
    }

    /// Accents and vowel points are left out when typing; in scripts where such a mark is a letter of its own it
    /// stays.
    private static boolean strips(int mark) {
        if (mark == VOICED || mark == SEMI_VOICED) {
            return false;
        }
        return switch (UnicodeScript.of(mark)) {
            case INHERITED, COMMON, LATIN, GREEK, CYRILLIC, HEBREW, ARABIC -> true;
            default -> false;
        };
    }

    /// @return what stands for it; empty text for what is left out
    static String fold(int point) {
        if (point < 0x80) {
            return Character.toString(Character.toLowerCase(point));
        }
        StringBuilder folded = new StringBuilder(4);
        Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
                .codePoints()
                .filter(part -> kind(part) != Kind.NOTHING && kind(part) != Kind.BREAK)
                .forEach(part -> append(folded, part));
        return folded.toString();
    }

    private static void append(StringBuilder folded, int part) {
        int digit = Character.digit(part, 10);
        if (digit >= 0) {
            folded.append((char) ('0' + digit));
            return;
        }
        Character.toString(part)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(small -> kind(small) != Kind.NOTHING)
                .forEach(small -> folded.append(SAME.getOrDefault(small, Character.toString(small))));
    }

    static boolean isHebrew(int point) {
        return point >= 'א' && point <= 'ת';
    }
}
