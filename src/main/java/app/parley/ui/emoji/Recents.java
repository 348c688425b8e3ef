package app.parley.ui.emoji;

import app.parley.ui.UiSettings;
import java.util.List;
import java.util.stream.Stream;

/// The emoji this person chose last.
public record Recents(UiSettings settings) {
    /// The newest first.
    public List<Emoji> all() {
        return settings.recentEmoji().stream()
                .flatMap(text -> EmojiSet.all().find(text).stream())
                .toList();
    }

    /// Puts one in front.
    public void used(Emoji emoji) {
        settings.setRecentEmoji(Stream.concat(Stream.of(emoji), all().stream().filter(old -> !old.equals(emoji)))
                .map(Emoji::text)
                .limit(UiSettings.MAX_RECENT)
                .toList());
    }
}
