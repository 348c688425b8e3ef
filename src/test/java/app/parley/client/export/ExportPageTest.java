package app.parley.client.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page shows hostile texts as texts.
class ExportPageTest {
    private static String page(Export export) throws IOException {
        StringWriter out = new StringWriter();
        ExportPage.write(export, out);
        return out.toString();
    }

    @Test
    void texts_and_names_stay_text_whatever_is_in_them() throws Exception {
        Talk talk = new Talk();
        List<String> hostile = List.of(
                "<script>alert(1)</script>",
                "</p></article><img src=x onerror=alert(1)>",
                "\"><svg onload='alert(1)'>",
                "{{messages}} {{title}}",
                "&lt;b&gt;",
                "<!-- ",
                "null\u0000 bell\u0007 escape\u001b[31m");
        hostile.forEach(text -> talk.says(talk.bob, text, true));
        Export export = talk.export();
        List<Export.Party> named = export.parties().stream()
                .map(party -> new Export.Party(
                        party.account(), hostile.get(1), party.phone(), party.accountKey(), party.manifests()))
                .toList();
        String page = page(new Export(export.at(), export.owner(), named, export.entries()));
        for (String never : List.of("<script", "<img", "<svg", "<b>", "\u0000", "\u001b")) {
            assertFalse(page.contains(never), never);
        }
        assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assertTrue(page.contains("&amp;lt;b&amp;gt;"));
        assertTrue(page.contains("{{messages}} {{title}}"));
        assertEquals(7, Pattern.compile("<article").matcher(page).results().count());
        assertEquals(7, Pattern.compile("</article>").matcher(page).results().count());
    }

    @Test
    void the_page_loads_and_runs_nothing() throws Exception {
        String page = page(Talk.ofFour().export());
        assertTrue(page.contains("default-src 'none'"));
        assertFalse(Pattern.compile("(?i)<script|\\bsrc=|\\bhref=|@import|url\\(|http:|https:")
                .matcher(page)
                .find());
    }

    @Test
    void each_text_has_its_own_direction_and_lines_stay_lines() throws Exception {
        String page = page(Talk.ofFour().export());
        assertTrue(page.contains("<p dir=\"auto\">שלום &lt;Alice&gt; &amp; &quot;co&quot;\nsecond line</p>"));
        assertTrue(page.contains("not signed"));
        assertTrue(page.contains("@media print"));
        assertTrue(page.contains("Thursday, 19 November 2026"));
    }
}
