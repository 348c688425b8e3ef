package app.parley.client;

import app.parley.client.Letters.Kind;
import java.util.ArrayList;
import java.util.List;

/// A word of a text, a run written without blanks, or a picture: folded, and where each folded character came from.
///
/// @param folded never empty
/// @param starts for each character of `folded` where the code point that it came from begins in the text; one more
///     at the end, where the word ends
record Run(Kind kind, String folded, int[] starts) {
    /// The words of a text, in order.
    static List<Run> of(String text) {
        List<Run> runs = new ArrayList<>();
        Open open = new Open(Kind.BREAK);
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            Kind kind = joins(text, at, next) ? Kind.NOTHING : Letters.kind(point);
            if (kind == Kind.NOTHING) {
                open.end = open.kind == Kind.BREAK ? open.end : next;
            } else {
                if (!open.takes(kind, point)) {
                    open.close(runs);
                    open = new Open(kind);
                }
                open.add(Letters.fold(point), at, next);
            }
            at = next;
        }
        open.close(runs);
        return runs;
    }

    /// A quotation mark inside a Hebrew word is part of how it is written.
    private static boolean joins(String text, int at, int next) {
        char mark = text.charAt(at);
        return (mark == '"' || mark == '\'' || mark == '״' || mark == '׳')
                && at > 0
                && next < text.length()
                && Letters.isHebrew(text.charAt(at - 1))
                && Letters.isHebrew(text.charAt(next));
    }

    private static final class Open {
        private final Kind kind;
        private final StringBuilder folded = new StringBuilder();
        private final List<Integer> starts = new ArrayList<>();
        private int end;

        Open(Kind kind) {
            this.kind = kind;
        }

        boolean takes(Kind next, int point) {
            boolean flag = Letters.isFlagHalf(point)
                    && folded.codePointCount(0, folded.length()) == 1
                    && Letters.isFlagHalf(folded.codePointAt(0));
            return next == kind && (next != Kind.PICTURE || flag);
        }

        void add(String more, int at, int next) {
            folded.append(more);
            for (int i = 0; i < more.length(); i++) {
                starts.add(at);
            }
            end = next;
        }

        void close(List<Run> runs) {
            if (kind != Kind.BREAK && !folded.isEmpty()) {
                int[] places = new int[starts.size() + 1];
                for (int i = 0; i < starts.size(); i++) {
                    places[i] = starts.get(i);
                }
                places[starts.size()] = end;
                runs.add(new Run(kind, folded.toString(), places));
            }
        }
    }

    /// Where in `folded` somebody may begin to read: at its start, and after the short words that Hebrew and Arabic
    /// write together with the next one.
    List<Integer> beginnings() {
        List<Integer> all = new ArrayList<>(List.of(0));
        if (kind != Kind.WORD) {
            return all;
        }
        int at = 0;
        for (int step = prefix(at); step > 0 && all.size() < 4; step = prefix(at)) {
            at += step;
            all.add(at);
        }
        return all;
    }

    /// How long the short word at `at` is that may be left out; 0 if there is none.
    private int prefix(int at) {
        int left = folded.length() - at;
        if (left > 4 && (folded.startsWith("ال", at) || folded.startsWith("لل", at))) {
            return 2;
        }
        if (left <= 3) {
            return 0;
        }
        char first = folded.charAt(at);
        if ("והבכלמש".indexOf(first) >= 0) {
            return 1;
        }
        boolean article = folded.startsWith("ال", at + 1);
        return first == 'و' || article && "فبكل".indexOf(first) >= 0 ? 1 : 0;
    }

    /// Places that lie between two code points.
    List<Integer> points() {
        List<Integer> points = new ArrayList<>();
        for (int i = 0; i < folded.length(); i = folded.offsetByCodePoints(i, 1)) {
            points.add(i);
        }
        return points;
    }
}
