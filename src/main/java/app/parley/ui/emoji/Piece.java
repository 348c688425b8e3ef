package app.parley.ui.emoji;

import app.parley.ui.link.Link;
import app.parley.ui.link.Links;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A text in pieces: words, links, and emoji that are shown as pictures.
public sealed interface Piece {
    /// The characters, as they were typed.
    String text();

    record Words(String text) implements Piece {}

    record Picture(String text, Emoji emoji) implements Piece {}

    /// A link, which can be opened.
    record Linked(String text, Link link) implements Piece {}

    /// As [#of], with links apart.
    ///
    /// @return pieces that make up the whole text
    static List<Piece> withLinks(String text) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (Links.Found found : Links.in(text)) {
            pieces.addAll(of(text.substring(at, found.start())));
            pieces.add(new Linked(text.substring(found.start(), found.end()), found.link()));
            at = found.end();
        }
        pieces.addAll(of(text.substring(at)));
        return List.copyOf(pieces);
    }

    /// @return pieces that make up the whole text, links being words
    static List<Piece> of(String text) {
        if (text.codePoints().noneMatch(Piece::mayBegin)) {
            return text.isEmpty() ? List.of() : List.of(new Words(text));
        }
        List<Piece> pieces = new ArrayList<>();
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int words = 0;
        int start = characters.first();
        for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
            String grapheme = text.substring(start, end);
            Optional<Emoji> emoji =
                    mayBegin(grapheme.codePointAt(0)) ? EmojiSet.all().find(grapheme) : Optional.empty();
            if (emoji.isPresent()) {
                if (words < start) {
                    pieces.add(new Words(text.substring(words, start)));
                }
                pieces.add(new Picture(grapheme, emoji.get()));
                words = end;
            }
            start = end;
        }
        if (words < text.length()) {
            pieces.add(new Words(text.substring(words)));
        }
        return List.copyOf(pieces);
    }

    private static boolean mayBegin(int codePoint) {
        return Character.isEmoji(codePoint);
    }
}
