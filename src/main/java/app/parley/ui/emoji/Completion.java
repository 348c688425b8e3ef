package app.parley.ui.emoji;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `:smi` before the caret may become.
///
/// @param start where the colon is
/// @param found the fitting ones, the best first; never empty
public record Completion(int start, List<Emoji> found) {
    private static final int MOST = 6;
    private static final Pattern BEGUN = Pattern.compile("(?<![\\p{L}\\p{N}:/])(:[a-z0-9_+-]{2,})$");
    private static final Pattern WHOLE = Pattern.compile("(?<![\\p{L}\\p{N}:/]):([a-z0-9_+-]{2,}):$");

    /// @param before all that stands before the caret
    public static Optional<Completion> of(String before) {
        Matcher begun = BEGUN.matcher(before);
        if (!begun.find()) {
            return Optional.empty();
        }
        List<Emoji> found = EmojiSet.all().called(begun.group(1).substring(1), MOST);
        return found.isEmpty() ? Optional.empty() : Optional.of(new Completion(begun.start(), found));
    }

    /// The emoji of a whole `:name:` before the caret.
    public static Optional<Completion> whole(String before) {
        Matcher whole = WHOLE.matcher(before);
        if (!whole.find()) {
            return Optional.empty();
        }
        String name = whole.group(1);
        return EmojiSet.all().called(name, 1).stream()
                .filter(emoji -> emoji.names().contains(name))
                .findFirst()
                .map(emoji -> new Completion(whole.start(), List.of(emoji)));
    }
}
