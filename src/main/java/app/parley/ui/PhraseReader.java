package app.parley.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the syntax of [Phrase] once, from left to right.
final class PhraseReader {
    private static final int NO_COUNT = -1;

    private final String text;
    private int at;

    PhraseReader(String text) {
        this.text = text;
    }

    Phrase whole() {
        Phrase phrase = phrase(NO_COUNT);
        if (at < text.length()) {
            throw wrong("a brace too many");
        }
        return phrase;
    }

    /// Up to the end or the brace that closes this part.
    ///
    /// @param counted the argument that `#` stands for
    private Phrase phrase(int counted) {
        List<Phrase.Part> parts = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '}') {
            char c = text.charAt(at++);
            if (c == '{') {
                end(words, parts);
                parts.add(argument());
            } else if (c == '#' && counted != NO_COUNT) {
                end(words, parts);
                parts.add(new Phrase.Figure(counted));
            } else {
                words.append(c);
            }
        }
        end(words, parts);
        return new Phrase(parts);
    }

    private static void end(StringBuilder words, List<Phrase.Part> parts) {
        if (!words.isEmpty()) {
            parts.add(new Phrase.Words(words.toString()));
            words.setLength(0);
        }
    }

    private Phrase.Part argument() {
        int index = index(upTo(",}"));
        if (taken('}')) {
            return new Phrase.Given(index);
        }
        expect(',');
        String kind = upTo(",}");
        if (kind.equals("number")) {
            expect('}');
            return new Phrase.Figure(index);
        }
        expect(',');
        return switch (kind) {
            case "plural" -> counted(index);
            case "select" -> chosen(index);
            default -> throw wrong("no such kind: " + kind);
        };
    }

    private Phrase.Chosen chosen(int index) {
        Map<String, Phrase> cases = cases(NO_COUNT);
        return new Phrase.Chosen(index, cases, other(cases));
    }

    private Phrase.Counted counted(int index) {
        Map<Long, Phrase> exact = new HashMap<>();
        Map<PluralForm, Phrase> forms = new EnumMap<>(PluralForm.class);
        Map<String, Phrase> cases = cases(index);
        Phrase other = other(cases);
        cases.forEach((key, phrase) -> {
            if (key.startsWith("=")) {
                exact.put((long) index(key.substring(1)), phrase);
            } else {
                forms.put(form(key), phrase);
            }
        });
        return new Phrase.Counted(index, exact, forms, other);
    }

    private Phrase other(Map<String, Phrase> cases) {
        return Optional.ofNullable(cases.get("other")).orElseThrow(() -> wrong("there is no other"));
    }

    private PluralForm form(String word) {
        return Arrays.stream(PluralForm.values())
                .filter(form -> form.word().equals(word))
                .findFirst()
                .orElseThrow(() -> wrong("no such plural form: " + word));
    }

    private Map<String, Phrase> cases(int counted) {
        Map<String, Phrase> cases = new HashMap<>();
        while (!taken('}')) {
            String key = upTo("{").strip();
            expect('{');
            if (cases.put(key, phrase(counted)) != null) {
                throw wrong("twice: " + key);
            }
            expect('}');
        }
        return cases;
    }

    private String upTo(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private int index(String digits) {
        if (digits.isEmpty() || digits.length() > 3 || !digits.chars().allMatch(Character::isDigit)) {
            throw wrong("not a number: " + digits);
        }
        return Integer.parseInt(digits);
    }

    private boolean taken(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!taken(c)) {
            throw wrong("missing " + c);
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(what + ", at " + at + " of: " + text);
    }
}
