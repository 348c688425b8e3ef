package app.parley.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Walks every text in every language.
class LanguagesTest {
    private static final Path FOLDER = Path.of("src/main/resources/app/parley/ui");
    private static final Path SOURCES = Path.of("src/main/java/app/parley/ui");
    private static final Pattern EXCEPTION =
            Pattern.compile("\\b(?:\\w*Exception|[a-z]+\\.[a-z]+\\.[A-Z]\\w+|null|NaN)\\b");
    private static final Pattern LETTER = Pattern.compile("\\p{L}{2}");
    /// Words that are the same in several languages: names, units, and what is taken over from English.
    private static final Set<String> SAME = Set.of(
            "app.name",
            "app.name-unread",
            "time.day-and-month",
            "updates.address.prompt",
            "details.invite.prompt",
            "details.invite",
            "details.name",
            "export.folder",
            "export.folder.again",
            "hosting.invite",
            "hosting.port",
            "ok",
            "chat.key-ok",
            "person.online",
            "person.offline",
            "size.kb",
            "size.mb",
            "language.SYSTEM",
            "language.ENGLISH",
            "language.GERMAN",
            "language.FRENCH",
            "language.HEBREW",
            "settings.theme.system",
            "settings.protection",
            "profiles.name",
            "unlock.prompt",
            "protect.passphrase.prompt",
            "protection.passphrase",
            "contacts.title.CHATS",
            "contacts.heading.chats",
            "contacts.heading.online",
            "rail.chats",
            "emoji.pick",
            "shortcut.EMOJI",
            "emoji.group.SMILEYS");
    /// What an error says about what is safe, by language.
    private static final Map<String, Pattern> SAFE = Map.of(
            "en", Pattern.compile("(?i)nothing|safe|not sent|none was|not looked at|not lost"),
            "de", Pattern.compile("(?i)nichts|sicher|nicht gesendet|keines"),
            "fr", Pattern.compile("(?i)rien|sûreté|n’a pas été|aucun"),
            "he", Pattern.compile("שום דבר|בטוח|לא נשלחה|לא נוצר|אין מה"));
    private static final Map<String, Map<String, String>> ALL = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (Language language : Language.values()) {
            if (language == Language.SYSTEM) {
                continue;
            }
            String suffix = language == Language.ENGLISH ? "" : "_" + language.tag();
            Properties texts = new Properties();
            try (var in = Files.newBufferedReader(FOLDER.resolve("messages" + suffix + ".properties"))) {
                texts.load(in);
            }
            Map<String, String> sorted = new TreeMap<>();
            texts.forEach((key, text) -> sorted.put((String) key, (String) text));
            ALL.put(language.tag(), sorted);
        }
    }

    /// Asks about every text of every language; an answer that is not empty is a fault.
    private static void everywhere(BiFunction<String, Map.Entry<String, String>, String> check) {
        List<String> faults = new ArrayList<>();
        ALL.forEach((language, texts) -> {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                String fault = check.apply(language, text);
                if (!fault.isEmpty()) {
                    faults.add(language + " " + text.getKey() + ": " + fault);
                }
            }
        });
        assertEquals("", String.join("\n", faults));
    }

    private static Map<String, String> english() {
        return ALL.get("en");
    }

    @Test
    void every_language_has_the_same_keys() {
        ALL.forEach((language, texts) -> {
            Set<String> missing = new TreeSet<>(english().keySet());
            missing.removeAll(texts.keySet());
            Set<String> extra = new TreeSet<>(texts.keySet());
            extra.removeAll(english().keySet());
            assertEquals(Set.of(), missing, "missing in " + language);
            assertEquals(Set.of(), extra, "only in " + language);
        });
    }

    @Test
    void no_key_is_there_twice() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(at -> at.toString().endsWith(".properties")).toList()) {
                Set<String> seen = new TreeSet<>();
                List<String> twice = Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("#") && line.contains("="))
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .filter(key -> !seen.add(key))
                        .toList();
                assertEquals(List.of(), twice, file.toString());
            }
        }
    }

    @Test
    void every_text_can_be_read() {
        everywhere((language, text) -> {
            try {
                Phrase.parse(text.getValue());
                return "";
            } catch (IllegalArgumentException e) {
                return e.getMessage();
            }
        });
    }

    @Test
    void every_language_puts_the_same_things_in() {
        everywhere((language, text) -> {
            String wanted = english().getOrDefault(text.getKey(), "");
            Set<String> mine = arguments(Phrase.parse(text.getValue()), new TreeSet<>());
            Set<String> theirs = arguments(Phrase.parse(wanted), new TreeSet<>());
            return mine.equals(theirs) ? "" : mine + " instead of " + theirs;
        });
    }

    private static Set<String> arguments(Phrase phrase, Set<String> into) {
        for (Phrase.Part part : phrase.parts()) {
            switch (part) {
                case Phrase.Words words -> {}
                case Phrase.Given(int index) -> into.add(index + " text");
                case Phrase.Figure(int index) -> into.add(index + " number");
                case Phrase.Counted counted -> {
                    into.add(counted.index() + " number");
                    counted.exact().values().forEach(inner -> arguments(inner, into));
                    counted.forms().values().forEach(inner -> arguments(inner, into));
                }
                case Phrase.Chosen chosen -> {
                    into.add(chosen.index() + " choice of "
                            + new TreeSet<>(chosen.cases().keySet()));
                    chosen.cases().values().forEach(inner -> arguments(inner, into));
                }
            }
        }
        return into;
    }

    @Test
    void every_count_has_the_forms_of_its_language_and_no_others() {
        everywhere((language, text) -> {
            Set<PluralForm> usual = forms(language, LongStream.range(0, 200));
            Set<PluralForm> possible = forms(language, LongStream.of(0, 1, 2, 3, 11, 100, 1_000_000));
            List<String> wrong = new ArrayList<>();
            for (Phrase.Counted counted : counts(Phrase.parse(text.getValue()), new ArrayList<>())) {
                Set<PluralForm> there = counted.forms().keySet();
                if (!there.containsAll(usual) || !possible.containsAll(there)) {
                    wrong.add(there + " instead of " + usual);
                }
            }
            return String.join(", ", wrong);
        });
    }

    private static Set<PluralForm> forms(String language, LongStream counts) {
        Set<PluralForm> forms = EnumSet.noneOf(PluralForm.class);
        counts.forEach(count -> forms.add(PluralForm.of(Locale.of(language), count)));
        return forms;
    }

    private static List<Phrase.Counted> counts(Phrase phrase, List<Phrase.Counted> into) {
        for (Phrase.Part part : phrase.parts()) {
            if (part instanceof Phrase.Counted counted) {
                into.add(counted);
                counted.forms().values().forEach(inner -> counts(inner, into));
            } else if (part instanceof Phrase.Chosen chosen) {
                chosen.cases().values().forEach(inner -> counts(inner, into));
            }
        }
        return into;
    }

    @Test
    void no_text_is_a_piece_to_be_glued_to_another() throws IOException {
        everywhere((language, text) ->
                text.getValue().strip().equals(text.getValue()) ? "" : "begins or ends with a blank");
        Pattern glued = Pattern.compile("\\+\\s*(?:wording(?:\\(\\))?\\.)?texts(?:\\(\\))?\\s*\\.(?:get|of)\\("
                + "|texts(?:\\(\\))?\\s*\\.(?:get|of)\\([^()]*\\)\\s*\\+");
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(at -> at.toString().endsWith(".java")).toList()) {
                if (glued.matcher(Files.readString(file)).find()) {
                    found.add(file.toString());
                }
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void no_text_speaks_of_the_inside() {
        everywhere((language, text) -> EXCEPTION.matcher(text.getValue()).find() ? text.getValue() : "");
    }

    @Test
    void no_text_was_left_in_english() {
        everywhere((language, text) -> !language.equals("en")
                        && !SAME.contains(text.getKey())
                        && text.getValue().equals(english().get(text.getKey()))
                        && LETTER.matcher(text.getValue().replaceAll("\\{[^}]*}", ""))
                                .find()
                ? text.getValue()
                : "");
    }

    @Test
    void no_text_has_a_straight_apostrophe_or_quotation_mark() {
        everywhere((language, text) -> text.getValue().matches(".*['\"].*") ? text.getValue() : "");
    }

    @Test
    void every_error_says_what_happened_what_is_safe_and_what_to_do() {
        everywhere((language, text) -> {
            boolean error = Stream.of("failure.", "trouble.words.")
                    .anyMatch(prefix -> text.getKey().startsWith(prefix));
            if (!error) {
                return "";
            }
            boolean safe = SAFE.get(language).matcher(text.getValue()).find();
            long sentences = Arrays.stream(text.getValue().split("[.;] |\\.$")).count();
            return safe && sentences > 1 ? "" : text.getValue();
        });
    }

    @Test
    void a_language_that_is_chosen_keeps_the_customs_of_the_country() {
        assertEquals(Locale.of("de", "CH"), Language.GERMAN.in(Locale.of("fr", "CH")));
        assertEquals(Locale.of("fr", "CA"), Language.SYSTEM.in(Locale.of("fr", "CA")));
        assertEquals(Locale.of("en", "IT"), Language.SYSTEM.in(Locale.of("it", "IT")));
        assertEquals("he", Language.HEBREW.in(Locale.US).getLanguage());
    }

    @Test
    void a_language_without_texts_is_english_whatever_the_computer_speaks() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("Cancel", new Texts(Locale.UK).get("cancel"));
            assertEquals("Abbrechen", new Texts(Locale.of("de", "AT")).get("cancel"));
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void counts_are_said_as_each_language_says_them() {
        assertEquals("zuletzt vor einer Minute hier", new Texts(Locale.GERMANY).get("time.seen.minutes", 1));
        assertEquals("vu il y a 2 minutes", new Texts(Locale.FRANCE).get("time.seen.minutes", 2));
        Texts hebrew = new Texts(Locale.of("he", "IL"));
        assertEquals("כאן לאחרונה לפני שתי דקות", hebrew.get("time.seen.minutes", 2));
        assertEquals("כאן לאחרונה לפני 11 דקות", hebrew.get("time.seen.minutes", 11));
        assertEquals("Host für 1.200 Personen", new Texts(Locale.GERMANY).get("hosting.strip", 1200));
    }

    @Test
    void what_is_put_in_keeps_its_own_direction() {
        Texts hebrew = new Texts(Locale.of("he"));
        assertEquals("מוביל אל \u200Erelay.example:7300\u200E.", hebrew.get("invite.ok", "relay.example:7300"));
        assertEquals("evil is verified", new Texts(Locale.UK).get("verify.title.verified", "\u202Eevil"));
        assertEquals("Noa Levi is verified", new Texts(Locale.UK).get("verify.title.verified", "Noa Levi"));
        assertEquals("\u200Fנועה\u200F is verified", new Texts(Locale.UK).get("verify.title.verified", "נועה"));
    }

    @Test
    void what_is_not_in_the_syntax_is_refused() {
        for (String wrong : List.of(
                "{",
                "}",
                "{x}",
                "{0",
                "{0,choice,1#a}",
                "{0,plural,one{a}}",
                "{0,plural,few{a}other{b}}",
                "{0,plural,one{a}one{b}other{c}}",
                "{0,select,a{b}}",
                "{0,number,x}",
                "{9999}")) {
            assertThrows(IllegalArgumentException.class, () -> Phrase.parse(wrong), wrong);
        }
    }
}
