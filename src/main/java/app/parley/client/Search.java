package app.parley.client;

import app.parley.client.Letters.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What somebody looks for: every word of it has to begin a word of the text, in any order. Case, accents, vowel
/// points, final letters and the short words that Hebrew and Arabic prefix make no difference. Chinese, Japanese,
/// Thai and other runs without blanks are found wherever they stand.
public final class Search {
    /// Goes up whenever [#tokens] yields something else for some text: an index made before is made anew.
    public static final int VERSION = 1;
    /// Characters of a token; what is longer is told apart by the text itself.
    private static final int LONGEST = 40;
    /// Words looked for at once.
    private static final int MOST = 12;

    private final String typed;
    private final List<Run> terms;

    /// A part of a text, in `char`s.
    ///
    /// @param end after the last one
    public record Span(int start, int end) {}

    /// A token that texts must have to be looked at.
    ///
    /// @param prefix whether it may go on
    public record Token(String text, boolean prefix) {}

    private Search(String typed, List<Run> terms) {
        this.typed = typed;
        this.terms = terms;
    }

    /// Whatever was typed. Nothing is wrong; what has no word in it finds nothing.
    public static Search of(String typed) {
        return new Search(typed, Run.of(typed).stream().limit(MOST).toList());
    }

    /// As it was typed.
    public String typed() {
        return typed;
    }

    /// Under which tokens a text is found, each once. A token has letters, digits or pictures only, none of them
    /// from the private use areas.
    public static List<String> tokens(String text) {
        Set<String> tokens = new LinkedHashSet<>();
        for (Run run : Run.of(text)) {
            if (run.kind() == Kind.RUN) {
                pairs(run, true, tokens);
            } else {
                run.beginnings().forEach(at -> tokens.add(cut(run.folded().substring(at))));
            }
        }
        return List.copyOf(tokens);
    }

    private static void pairs(Run run, boolean last, Set<String> tokens) {
        List<Integer> points = run.points();
        String folded = run.folded();
        for (int i = 0; i + 1 < points.size(); i++) {
            int end = i + 2 < points.size() ? points.get(i + 2) : folded.length();
            tokens.add(folded.substring(points.get(i), end));
        }
        if (last) {
            tokens.add(folded.substring(points.getLast()));
        }
    }

    private static String cut(String token) {
        if (token.length() <= LONGEST) {
            return token;
        }
        return token.substring(0, Character.isHighSurrogate(token.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    /// What a text has to be indexed under so that [#matches] can be true of it.
    public List<Token> needed() {
        Set<Token> needed = new LinkedHashSet<>();
        for (Run term : terms) {
            if (term.kind() == Kind.RUN && term.points().size() > 1) {
                Set<String> pairs = new LinkedHashSet<>();
                pairs(term, false, pairs);
                pairs.forEach(pair -> needed.add(new Token(pair, false)));
            } else {
                needed.add(new Token(cut(term.folded()), term.kind() != Kind.PICTURE));
            }
        }
        return List.copyOf(needed);
    }

    /// Whether there is nothing to look for.
    public boolean isEmpty() {
        return terms.isEmpty();
    }

    /// Whether the text has all of it; never true if there is nothing to look for.
    public boolean matches(String text) {
        return !spans(text).isEmpty();
    }

    /// The parts of a text that were looked for, in order, none touching another; empty unless it has all of them.
    public List<Span> spans(String text) {
        List<Run> runs = Run.of(text);
        List<Span> found = new ArrayList<>();
        for (Run term : terms) {
            int before = found.size();
            runs.stream().filter(run -> run.kind() == term.kind()).forEach(run -> find(term, run, found));
            if (found.size() == before) {
                return List.of();
            }
        }
        return joined(found);
    }

    private static void find(Run term, Run in, List<Span> found) {
        String wanted = term.folded();
        List<Integer> from = in.kind() == Kind.RUN ? in.points() : in.beginnings();
        for (int at : from) {
            boolean here = in.kind() == Kind.PICTURE
                    ? in.folded().equals(wanted)
                    : in.folded().startsWith(wanted, at);
            if (here) {
                found.add(new Span(in.starts()[at], end(in, at + wanted.length())));
                if (in.kind() == Kind.WORD) {
                    return;
                }
            }
        }
    }

    /// One character of the text may have become several, of which only some were looked for: then it counts whole.
    private static int end(Run in, int after) {
        int end = after;
        while (end < in.folded().length() && in.starts()[end] == in.starts()[after - 1]) {
            end++;
        }
        return in.starts()[end];
    }

    private static List<Span> joined(List<Span> found) {
        List<Span> joined = new ArrayList<>();
        found.stream()
                .sorted(Comparator.comparingInt(Span::start).thenComparingInt(Span::end))
                .forEach(span -> {
                    if (joined.isEmpty() || joined.getLast().end() < span.start()) {
                        joined.add(span);
                    } else {
                        Span last = joined.removeLast();
                        joined.add(new Span(last.start(), Math.max(last.end(), span.end())));
                    }
                });
        return List.copyOf(joined);
    }
}
