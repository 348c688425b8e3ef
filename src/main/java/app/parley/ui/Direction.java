package app.parley.ui;

import java.util.Locale;
import java.util.regex.Pattern;
import javafx.geometry.NodeOrientation;

/// Which way a text runs: by its first character that has a direction, as people expect of each
/// message.
public final class Direction {
    private static final String LEFT_TO_RIGHT_MARK = "\u200E";
    private static final String RIGHT_TO_LEFT_MARK = "\u200F";
    private static final Pattern TURNING = Pattern.compile("[\u202A-\u202E\u2066-\u2069]");

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
    /// would turn the direction of what follows are left out. Marks and not isolates, for which
    /// common fonts draw a box.
    static String apart(String text, Locale sentence) {
        String plain = TURNING.matcher(text).replaceAll("");
        boolean leftToRight = !Texts.rightToLeft(sentence);
        if (plain.codePoints().allMatch(c -> harmless(Character.getDirectionality(c), leftToRight))) {
            return plain;
        }
        String mark = of(plain) == NodeOrientation.RIGHT_TO_LEFT ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK;
        return mark + plain + mark;
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
