package app.parley.ui.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
    private static List<String> found(String text) {
        return Links.in(text).stream()
                .map(one -> text.substring(one.start(), one.end()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "see https://example.org/a.|https://example.org/a",
                "(https://en.wikipedia.org/wiki/Dill_(herb))|https://en.wikipedia.org/wiki/Dill_(herb)",
                "\"https://example.org\"|https://example.org",
                "HTTP://Example.ORG/x!|HTTP://Example.ORG/x",
                "קישור: https://example.org/שלום, טוב?|https://example.org/שלום",
                "www.example.org and more|www.example.org",
                "https://example.org/a?b=c&d=e#f…|https://example.org/a?b=c&d=e#f",
                "http://[::1]:8080/x|http://[::1]:8080/x"
            })
    void a_link_is_found_without_what_ends_the_sentence(String text, String link) {
        assertEquals(List.of(link), found(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "xhttps://example.org",
                "https://",
                "http:// example.org",
                "www.",
                "https://exa mple",
                "https://a..b",
                "https://:80/",
                "https://host:port/",
                "https://-/",
                "mailto:a@www.example.org"
            })
    void what_leads_to_no_page_is_text(String text) {
        assertEquals(
                0,
                found(text).stream().filter(one -> !one.equals("https://exa")).count());
    }

    @Test
    void the_host_is_where_it_really_leads() {
        assertEquals(
                "evil.example",
                Link.of("https://bank.example@evil.example/").orElseThrow().host());
        assertEquals(
                "evil.example",
                Link.of("https://bank.example:443@evil.example:81/x")
                        .orElseThrow()
                        .host());
        assertEquals(
                "evil.example",
                Link.of("https://evil.example\\@bank.example").orElseThrow().host());
        assertEquals(
                "evil.example",
                Link.of("https://EVIL.example?https://bank.example/")
                        .orElseThrow()
                        .host());
        assertEquals(
                "https://evil.example:81/x",
                Link.of("https://a:b@evil.example:81/x").orElseThrow().target().toString());
    }

    @Test
    void letters_that_look_like_others_are_noticed() {
        Link cyrillic = Link.of("https://раypal.com/login").orElseThrow();
        assertTrue(cyrillic.disguised());
        assertEquals("xn--ypal-43d9g.com", cyrillic.host());
        assertEquals("https://xn--ypal-43d9g.com/login", cyrillic.target().toString());
        assertTrue(Link.of("https://xn--ypal-43d9g.com").orElseThrow().disguised());
        assertFalse(Link.of("https://paypal.com").orElseThrow().disguised());
    }

    @Test
    void the_target_is_plain_ascii() {
        assertEquals(
                "https://example.org/%D7%A9?q=%22%7C",
                Link.of("https://example.org/ש?q=\"|").orElseThrow().target().toString());
        assertEquals(
                "https://www.example.org",
                Link.of("www.example.org").orElseThrow().target().toString());
    }

    @Test
    void signs_that_turn_the_direction_end_a_link() {
        assertEquals(List.of("https://example.org/"), found("https://example.org/\u202Egpj.exe"));
        assertEquals(Optional.empty(), Link.of("https://exa\u202Emple.org"));
    }

    @Test
    void a_very_long_text_is_searched_quickly() {
        assertEquals(1, found("www." + "a.".repeat(1000) + "b").size());
        assertEquals(0, found("https://" + "(".repeat(100_000)).size());
        assertEquals(0, found("www.".repeat(20_000) + ")".repeat(20_000)).size());
    }
}
