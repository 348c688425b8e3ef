package app.parley.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.parley.client.Search.Span;
import app.parley.client.Search.Token;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private static final String[] ALPHABETS = {
        "abcXYZ019 -.,'\"_",
        "äÖüßéÉçñøŁæŒİıﬁ½Ⅳ①",
        "e\u0301a\u0308o\u0302 \u200d\u00ad",
        "שלוםךףץןםוהב\"׳״־ \u05b0\u05bc",
        "السلامعليكةىأإآـ \u064e\u0651٠١٢",
        "漢字東京都 とうきょうカタカナｶﾞー々",
        "สวัสดีครับ ກຂ ក្រ",
        "안녕하세요 한국",
        "नमस्ते दुनिया",
        "😀👍🏽👨‍👩‍👧🇮🇱🇩🇪❤️ \ue000\uf8ff",
        "ΣίσυφοςЙёЁщ"
    };

    @ParameterizedTest(name = "{0} finds {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "cafe|Meet me at the Café|Café",
                "CAFÉ|the cafe\u0301 is shut|cafe\u0301",
                "pho|Phone me|Pho",
                "strasse|in der Hauptstraße 5|",
                "strasse|Straße 5|Straße",
                "stras|Straße 5|Straß",
                "ubermorgen|bis übermorgen|übermorgen",
                "oe|un œuf|œ",
                "lodz|Łódź|Łódź",
                "istanbul|İstanbul|İstanbul",
                "σισυφος|ΣΊΣΥΦΟΣ|ΣΊΣΥΦΟΣ",
                "елка|Ёлка стоит|Ёлка",
                "שלום|אז שָׁלוֹם לך|שָׁלוֹם",
                "בית|בבית הספר|בית",
                "בית|ושבבית|בית",
                "שלומ|שלום|שלום",
                "צהל|בצה\"ל|צה\"ל",
                "كتاب|قرأت الكتاب|كتاب",
                "كتاب|والكتاب هنا|كتاب",
                "مدرسه|هذه مدرسة كبيرة|مدرسة",
                "احمد|مرحبا أحمد|أحمد",
                "سلام|ســلام|ســلام",
                "محمد|مُحَمَّد|مُحَمَّد",
                "15|في ١٥ مايو|١٥",
                "東京|明日東京都へ行く|東京",
                "京|明日東京都へ行く|京",
                "ラーメン|おいしいラーメン屋|ラーメン",
                "カ|ｶﾒﾗ|ｶ",
                "ครับ|สวัสดีครับ|ครับ",
                "한국|한국어를 배워요|한국",
                "하|한국어|한",
                "👍|fine 👍🏽|👍🏽",
                "🇩🇪|in 🇩🇪 now|🇩🇪",
                "❤|love ❤️|❤️",
                "full|ｆｕｌｌ width|ｆｕｌｌ",
                "2|flat ② left|②"
            })
    void people_find_what_they_expect(String typed, String text, String part) {
        List<Span> spans = Search.of(typed).spans(text);
        if (part == null) {
            assertEquals(List.of(), spans);
        } else {
            int start = text.indexOf(part);
            assertEquals(List.of(new Span(start, start + part.length())), spans);
        }
    }

    @ParameterizedTest(name = "{0} does not find {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"one|phone", "cat dog|cat", "が|かば", "都東|東京都", "🇩🇪|🇮🇱", "...|...", "कल|कुल", "word|"})
    void what_is_something_else_is_not_found(String typed, String text) {
        assertFalse(Search.of(typed).matches(text == null ? "" : text));
    }

    @Test
    void all_words_are_needed_in_any_order_and_all_are_marked() {
        String text = "the red bus and the blue bus";
        assertEquals(
                List.of(new Span(8, 11), new Span(20, 22), new Span(25, 28)),
                Search.of("BUS bl").spans(text));
    }

    @Test
    void nothing_typed_is_nothing_to_look_for() {
        assertTrue(Search.of(" \t…").isEmpty());
        assertFalse(Search.of("").matches("a"));
    }

    @Test
    void runs_without_blanks_are_pairs() {
        assertEquals(List.of("東京", "京都", "都"), Search.tokens("東京都"));
        assertEquals(
                List.of(new Token("東京", false), new Token("京都", false)),
                Search.of("東京都").needed());
        assertEquals(List.of(new Token("東", true)), Search.of("東").needed());
    }

    @Test
    void a_word_without_end_is_cut_for_the_index_and_found_in_full() {
        String word = "ab".repeat(5000);
        assertEquals(40, Search.tokens(word).getFirst().length());
        assertTrue(Search.of(word).matches(word));
        assertTrue(
                Search.tokens(word).contains(Search.of(word).needed().getFirst().text()));
    }

    /// Whatever is found in the text must be found by the index first, and the parts lie inside the text.
    @Test
    void the_index_leads_to_everything_that_matches() {
        Random random = new Random(20);
        for (int round = 0; round < 4000; round++) {
            String text = some(random, 1 + random.nextInt(24));
            int from = random.nextInt(text.length());
            Search search = Search.of(text.substring(from, from + 1 + random.nextInt(text.length() - from)));
            List<String> tokens = Search.tokens(text);
            List<Span> spans = search.spans(text);
            if (!spans.isEmpty()) {
                for (Token token : search.needed()) {
                    assertTrue(
                            tokens.stream()
                                    .anyMatch(
                                            t -> token.prefix() ? t.startsWith(token.text()) : t.equals(token.text())),
                            () -> text + " " + tokens + " " + token);
                }
            }
            int end = 0;
            for (Span span : spans) {
                assertTrue(span.start() >= end && span.end() > span.start() && span.end() <= text.length());
                end = span.end();
            }
        }
    }

    /// The index takes tokens apart at every ASCII character that is no letter or digit.
    @Test
    void tokens_have_nothing_in_them_that_ends_a_token() {
        Random random = new Random(21);
        for (int round = 0; round < 4000; round++) {
            String text = round % 2 == 0
                    ? some(random, 20)
                    : random.ints(20, 0, Character.MAX_CODE_POINT + 1)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining());
            for (String token : Search.tokens(text)) {
                assertTrue(
                        !token.isEmpty()
                                && token.codePoints()
                                        .allMatch(point -> point >= 0x80
                                                ? Character.getType(point) != Character.PRIVATE_USE
                                                : Character.isLetterOrDigit(point)),
                        () -> text + " " + token);
            }
            assertEquals(Search.tokens(text), Search.tokens(text.toString()));
        }
    }

    @Test
    void a_folded_word_folds_to_itself() {
        Random random = new Random(22);
        for (int round = 0; round < 2000; round++) {
            for (Run run : Run.of(some(random, 12))) {
                String again = Run.of(run.folded()).stream().map(Run::folded).collect(Collectors.joining());
                assertEquals(run.folded(), again);
            }
        }
    }

    private static String some(Random random, int length) {
        StringBuilder text = new StringBuilder();
        int[] letters = ALPHABETS[random.nextInt(ALPHABETS.length)].codePoints().toArray();
        for (int i = 0; i < length; i++) {
            if (random.nextInt(12) == 0) {
                letters =
                        ALPHABETS[random.nextInt(ALPHABETS.length)].codePoints().toArray();
            }
            text.appendCodePoint(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }
}
