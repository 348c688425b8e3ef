package app.parley.ui.emoji;

import java.util.List;

/// One emoji.
///
/// @param text its characters
/// @param names what it is called in `:name:`, in English, the usual one first
/// @param variant whether it is another one in a different colour or sex
public record Emoji(String text, Group group, List<String> names, boolean variant, String file) {
    /// Where an emoji is in the picker, in the picker's order. Each has its words under
    /// `emoji.group.NAME`.
    public enum Group {
        RECENT,
        SMILEYS,
        NATURE,
        FOOD,
        TRAVEL,
        ACTIVITIES,
        OBJECTS,
        SYMBOLS,
        FLAGS
    }

    public Emoji {
        names = List.copyOf(names);
    }
}
