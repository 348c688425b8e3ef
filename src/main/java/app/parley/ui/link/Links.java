package app.parley.ui.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds links in what people write.
public final class Links {
    private static final Pattern BEGIN = Pattern.compile(
            "(?<![\\p{L}\\p{N}_@./-])(?:https?://|www\\.(?=[\\p{L}\\p{N}]))[^\\s<>\"\\p{Cntrl}\\p{Cf}“”«»]+",
            Pattern.CASE_INSENSITIVE);
    private static final String AFTER = ".,:;!?'’\"*_~…";

    private Links() {}

    /// A place in a text.
    ///
    /// @param end behind the last character
    public record Found(int start, int end, Link link) {}

    public static List<Found> in(String text) {
        if (text.indexOf("://") < 0 && !text.toLowerCase(Locale.ROOT).contains("www.")) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        Matcher matcher = BEGIN.matcher(text);
        while (matcher.find()) {
            int start = matcher.start();
            int end = end(text, start, matcher.end());
            Link.of(text.substring(start, end)).ifPresent(link -> found.add(new Found(start, end, link)));
        }
        return List.copyOf(found);
    }

    /// What ends a sentence does not belong to the link, nor does a bracket that was opened before it.
    private static int end(String text, int start, int most) {
        int end = most;
        while (end > start) {
            char last = text.charAt(end - 1);
            String link = text.substring(start, end);
            boolean stray = last == ')' && count(link, ')') > count(link, '(')
                    || last == ']' && count(link, ']') > count(link, '[')
                    || last == '}' && count(link, '}') > count(link, '{');
            if (!stray && AFTER.indexOf(last) < 0) {
                return end;
            }
            end--;
        }
        return end;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
