package app.parley.ui;

import javafx.geometry.NodeOrientation;

/// Which way a text runs: by its first character that has a direction, as people expect of each
/// message.
public final class Direction {
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

    private static boolean strong(int direction) {
        return direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
