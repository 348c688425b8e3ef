package app.parley.client.export;

import app.parley.client.export.Export.Entry;
import app.parley.client.export.Export.Party;
import app.parley.protocol.AccountId;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes `conversation.html`: the same for reading, on one page that loads nothing, runs nothing
/// and shows every text as text.
final class ExportPage {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Export export;
    private final Writer out;
    private final Map<AccountId, Party> parties;

    private ExportPage(Export export, Writer out) {
        this.export = export;
        this.out = out;
        this.parties = export.parties().stream().collect(Collectors.toMap(Party::account, Function.identity()));
    }

    static void write(Export export, Writer out) throws IOException {
        new ExportPage(export, out).write();
    }

    private void write() throws IOException {
        String rest = template();
        while (true) {
            int open = rest.indexOf("{{");
            if (open < 0) {
                out.write(rest);
                return;
            }
            int close = rest.indexOf("}}", open);
            out.write(rest.substring(0, open));
            fill(rest.substring(open + 2, close));
            rest = rest.substring(close + 2);
        }
    }

    private static String template() throws IOException {
        try (InputStream in = ExportPage.class.getResourceAsStream("conversation.html")) {
            if (in == null) {
                throw new IllegalStateException("the page's template is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void fill(String place) throws IOException {
        switch (place) {
            case "title" -> out.write("Parley: " + escaped(names()));
            case "at" -> out.write(FULL.format(export.at()));
            case "count" -> out.write(Integer.toString(export.entries().size()));
            case "parties" -> parties();
            case "messages" -> messages();
            default -> throw new IllegalStateException("the page's template has an unknown place");
        }
    }

    private Party party(AccountId account) {
        return Optional.ofNullable(parties.get(account)).orElseThrow();
    }

    private String names() {
        return export.parties().stream().map(ExportPage::name).distinct().collect(Collectors.joining(", "));
    }

    private static String name(Party party) {
        return party.name().isBlank() ? party.account().hex().substring(0, 8) : party.name();
    }

    private void parties() throws IOException {
        for (Party party : export.parties()) {
            boolean own = party.account().equals(export.owner());
            out.write("<dt><bdi>" + escaped(name(party)) + "</bdi></dt><dd>");
            Optional<String> phone = party.phone();
            if (phone.isPresent()) {
                out.write(escaped(phone.get()) + ", ");
            }
            out.write("account <code>" + party.account().hex() + "</code>");
            if (!own) {
                String number = ExportCheck.number(party(export.owner()), party).replaceAll("(\\d{5})(?=\\d)", "$1 ");
                out.write("<br>safety number <code>" + number + "</code>");
            }
            out.write("</dd>\n");
        }
    }

    private void messages() throws IOException {
        Optional<LocalDate> day = Optional.empty();
        for (Entry entry : export.entries()) {
            Instant at = Instant.parse(entry.sentAt());
            Optional<LocalDate> now = Optional.of(at.atZone(ZoneOffset.UTC).toLocalDate());
            if (!now.equals(day)) {
                out.write("<h2>" + DAY.format(at) + "</h2>\n");
                day = now;
            }
            message(entry, at);
        }
    }

    private void message(Entry entry, Instant at) throws IOException {
        boolean mine = entry.from().equals(export.owner());
        String mark = entry.signature().isPresent() ? "signed" : "<span class=\"unsigned\">not signed</span>";
        out.write("<article%s id=\"%s\"><small><bdi>%s</bdi>, <time datetime=\"%s\">%s</time>, %s</small>"
                .formatted(
                        mine ? " class=\"mine\"" : "",
                        (mine ? "own-" : "") + entry.id().hex(),
                        escaped(name(party(entry.from()))),
                        entry.sentAt(),
                        TIME.format(at),
                        mark));
        out.write("<p dir=\"auto\">" + escaped(entry.text()) + "</p></article>\n");
    }

    /// Text that is nothing but text, in elements and in quoted attributes. What HTML does not
    /// allow is shown as missing.
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.appendCodePoint(c);
                case '\r' -> out.append("&#13;");
                default -> out.appendCodePoint(Character.isISOControl(c) || isAlone(c) ? 0xfffd : c);
            }
        });
        return out.toString();
    }

    private static boolean isAlone(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
