package app.parley.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.parley.client.ClientException;
import app.parley.client.Delivery;
import app.parley.client.Link;
import app.parley.client.Message;
import app.parley.client.Person;
import app.parley.client.Scan;
import app.parley.client.SignIn;
import app.parley.ui.fake.Samples;
import app.parley.ui.hosting.Hosting;
import app.parley.ui.settings.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import javafx.geometry.NodeOrientation;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final Texts texts = new Texts(Locale.UK);
    private final Times times = new Times(Samples.CLOCK, Samples.ZONE, texts);

    @Test
    void every_constant_that_is_shown_has_its_words() {
        Map<String, Enum<?>[]> shown = Map.ofEntries(
                Map.entry("failure", ClientException.Why.values()),
                Map.entry("refused", SignIn.Why.values()),
                Map.entry("link.trouble", Link.Trouble.values()),
                Map.entry("delivery.waiting", Delivery.Why.values()),
                Map.entry("delivery.failed", Delivery.Reason.values()),
                Map.entry("notice", Message.Kind.values()),
                Map.entry("hosting.failed", Hosting.Reason.values()),
                Map.entry("verify.words", Person.Trust.values()),
                Map.entry("verify.scan", Scan.Verdict.values()),
                Map.entry("proof.title", Purpose.values()),
                Map.entry("proof.words", Purpose.values()));
        List<String> missing = shown.entrySet().stream()
                .flatMap(entry -> Arrays.stream(entry.getValue()).map(constant -> missing(entry.getKey(), constant)))
                .filter(Objects::nonNull)
                .toList();
        assertEquals(List.of(), missing);
    }

    private String missing(String prefix, Enum<?> constant) {
        try {
            texts.of(prefix, constant, 1, 2);
            return null;
        } catch (MissingResourceException e) {
            return prefix + "." + constant;
        }
    }

    @Test
    void plurals_are_right() {
        assertEquals("last seen 1 minute ago", times.lastSeen(Samples.NOW.minus(Duration.ofSeconds(70))));
        assertEquals("last seen 5 minutes ago", times.lastSeen(Samples.NOW.minus(Duration.ofMinutes(5))));
        assertEquals("Hosting for nobody yet", texts.get("hosting.strip", 0));
        assertEquals("Hosting for one person", texts.get("hosting.strip", 1));
        assertEquals("Hosting for 1,200 people", texts.get("hosting.strip", 1200));
    }

    @Test
    void times_are_as_short_as_they_can_be() {
        Instant now = Samples.NOW;
        assertEquals("14:32", times.brief(now));
        assertEquals("Yesterday", times.brief(now.minus(Duration.ofDays(1))));
        assertEquals("Mon", times.brief(now.minus(Duration.ofDays(3))));
        assertEquals("19/10/2026", times.brief(now.minus(Duration.ofDays(31))));
        assertEquals("0:00", times.remaining(now.minusSeconds(5)));
        assertEquals("9:59", times.remaining(now.plusSeconds(599)));
    }

    @Test
    void the_first_character_with_a_direction_decides() {
        assertEquals(NodeOrientation.RIGHT_TO_LEFT, Direction.of("123 … שלום hello"));
        assertEquals(NodeOrientation.LEFT_TO_RIGHT, Direction.of("hello שלום"));
        assertEquals(NodeOrientation.INHERIT, Direction.of("123 🙂"));
    }
}
