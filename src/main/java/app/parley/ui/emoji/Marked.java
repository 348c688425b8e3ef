package app.parley.ui.emoji;

import app.parley.client.Search;
import java.util.ArrayList;
import java.util.List;

/// A text on one line and the parts of it that were looked for.
public record Marked(String text, List<Search.Span> spans) {
    /// How much of the text before the first part is kept.
    private static final int BEFORE = 24;
    private static final int LENGTH = 160;

    public Marked {
        spans = List.copyOf(spans);
    }

    /// Nothing in it is marked.
    public static Marked plain(String text) {
        return new Marked(text, List.of());
    }

    public static Marked of(String text, Search search) {
        return new Marked(text, search.spans(text));
    }

    /// The surroundings of the first part, from a whole word on.
    public Marked around() {
        int first = spans.isEmpty() ? 0 : spans.getFirst().start();
        int from = first <= BEFORE ? 0 : wordAt(first - BEFORE, first);
        int to = Math.min(text.length(), from + LENGTH);
        String before = from == 0 ? "" : "…";
        int shift = before.length() - from;
        List<Search.Span> kept = new ArrayList<>();
        for (Search.Span span : spans) {
            if (span.end() <= to) {
                kept.add(new Search.Span(span.start() + shift, span.end() + shift));
            }
        }
        return new Marked(before + text.substring(from, whole(to)), kept);
    }

    private int wordAt(int from, int atMost) {
        int blank = text.indexOf(' ', from);
        return blank < 0 || blank >= atMost ? whole(from) : blank + 1;
    }

    /// Never the middle of a character.
    private int whole(int at) {
        boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at));
        return inside ? at - 1 : at;
    }

    /// The first `length` characters.
    Marked cut(int length) {
        return new Marked(
                text.substring(0, whole(length)) + "…",
                spans.stream().filter(span -> span.end() <= length).toList());
    }
}
