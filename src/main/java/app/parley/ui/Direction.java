package app.parley.ui;

import java.util.Locale;
import javafx.geometry.NodeOrientation;

/// Which way a text runs: by its first character that has a direction, as people expect of each
/// message.
public final class Direction {
    private static final String LEFT_TO_RIGHT_ISOLATE = "\u2066";
    private static final String FIRST_STRONG_ISOLATE = "\u2068";
    private static final String POP_ISOLATE = "\u2069";

    private Direction() {}

    public static NodeOrientation of(String text) {
        return text.codePoints()
                .map(Character::getDirectionality)
                .filter(Direction::strong)
                .mapToObj(d -> d == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                        ? NodeOrientation.LEFT_TO_RIGHT
                        : NodeOrientation.RIGHT_TO_LEFT)
                .findFirst()
                .orElse(NodeOrientation.INHERIT);
    }

    /// A piece of text to be put into a sentence: kept apart from the sentence's own direction if
    /// it could disturb it, such as a Latin name or a phone number in Hebrew. Hidden signs that
    /// turn the direction cannot reach out of it.
    static String apart(String text, Locale sentence) {
        boolean leftToRight = !Texts.rightToLeft(sentence);
        boolean harmless = text.codePoints().allMatch(c -> harmless(Character.getDirectionality(c), leftToRight));
        return harmless ? text : FIRST_STRONG_ISOLATE + text + POP_ISOLATE;
    }

    /// A text of Latin letters and digits that stands alone, such as a phone number, as it reads
    /// from left to right in any window.
    static String leftToRight(String text, Locale window) {
        return Texts.rightToLeft(window) ? LEFT_TO_RIGHT_ISOLATE + text + POP_ISOLATE : text;
    }

    private static boolean harmless(byte direction, boolean leftToRight) {
        return switch (direction) {
            case Character.DIRECTIONALITY_LEFT_TO_RIGHT,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR -> leftToRight;
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> !leftToRight;
            case Character.DIRECTIONALITY_WHITESPACE,
                    Character.DIRECTIONALITY_OTHER_NEUTRALS,
                    Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
                    Character.DIRECTIONALITY_NONSPACING_MARK,
                    Character.DIRECTIONALITY_PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean strong(int direction) {
        return direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
