package app.parley.app.update;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a release key says about the newest release: a text of lines `NAME VALUE`, in this order when we
/// write it. Lines of other names are passed over, so that later versions can say more.
/// ```
/// version 0.2.0
/// number 7
/// made 2026-11-24T10:00:00Z
/// until 2027-02-22T10:00:00Z
/// page https://example.org/parley
/// news en What it brings.
/// file SHA256 SIZE NAME
/// ```
///
/// @param version of the release
/// @param number 1 to 1,000,000,000, higher in each statement
/// @param made to the second
/// @param until after which it says nothing any more; at most 400 days after `made`
/// @param page where a person reads more and gets the files; https
/// @param news by language, at most 10
/// @param files at most 40
public record Statement(
        String version,
        int number,
        Instant made,
        Instant until,
        Optional<URI> page,
        Map<String, String> news,
        List<Release> files) {
    /// Longest file with a statement, the signature included, in octets.
    public static final int MOST_OCTETS = 64 * 1024;

    private static final Duration LONGEST = Duration.ofDays(400);
    private static final int MOST_NUMBER = 1_000_000_000;
    private static final int MOST_NEWS = 10;
    private static final int MOST_FILES = 40;
    private static final int MOST_TEXT = 1000;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,9}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final Pattern FILE =
            Pattern.compile("([0-9a-f]{64}) (\\d{1,12}) ([A-Za-z0-9][A-Za-z0-9._+~-]{0,99})");
    /// What could steer a terminal or turn a text around.
    private static final Pattern STEERS =
            Pattern.compile("[\\p{Cc}\\p{Co}\\p{Cn}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    /// A file of the release.
    ///
    /// @param sha256 64 hexadecimal digits
    /// @param size in octets
    public record Release(String name, long size, String sha256) {}

    public Statement {
        news = Map.copyOf(news);
        files = List.copyOf(files);
    }

    /// What it brings, in this language if it is told in it, else in English, else in any.
    public String news(String language) {
        String any = news.values().stream().findFirst().orElse("");
        return news.getOrDefault(language, news.getOrDefault("en", any));
    }

    /// @return empty if it is not to the letter what is described above
    public static Optional<Statement> parse(byte[] octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            return octets.length > MOST_OCTETS || !text.endsWith("\n")
                    ? Optional.empty()
                    : Optional.of(new Reader(text).statement());
        } catch (CharacterCodingException | Wrong e) {
            return Optional.empty();
        }
    }

    /// The text to be signed.
    ///
    /// @throws IllegalArgumentException if one of its values is out of bounds, so that nobody signs
    ///     what nobody would read
    public byte[] encode() {
        StringBuilder text = new StringBuilder()
                .append("version ")
                .append(version)
                .append("\nnumber ")
                .append(number)
                .append("\nmade ")
                .append(made)
                .append("\nuntil ")
                .append(until)
                .append('\n');
        page.ifPresent(where -> text.append("page ").append(where).append('\n'));
        news.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> text.append("news ")
                        .append(each.getKey())
                        .append(' ')
                        .append(each.getValue())
                        .append('\n'));
        files.forEach(file -> text.append("file ")
                .append(file.sha256())
                .append(' ')
                .append(file.size())
                .append(' ')
                .append(file.name())
                .append('\n'));
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        if (!parse(octets).equals(Optional.of(this))) {
            throw new IllegalArgumentException("a value that a statement cannot have");
        }
        return octets;
    }

    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final class Reader {
        private final Map<String, String> once = new HashMap<>();
        private final Map<String, String> news = new LinkedHashMap<>();
        private final List<Release> files = new ArrayList<>();

        Reader(String text) throws Wrong {
            for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
                require(!STEERS.matcher(line).find());
                int blank = line.indexOf(' ');
                require(blank > 0);
                line(line.substring(0, blank), line.substring(blank + 1));
            }
        }

        private void line(String name, String value) throws Wrong {
            switch (name) {
                case "version", "number", "made", "until", "page" -> require(once.put(name, value) == null);
                case "news" -> {
                    int blank = value.indexOf(' ');
                    require(blank > 0 && value.length() <= MOST_TEXT && news.size() < MOST_NEWS);
                    String language = value.substring(0, blank);
                    String words = value.substring(blank + 1);
                    require(LANGUAGE.matcher(language).matches() && !words.isBlank());
                    require(news.put(language, words) == null);
                }
                case "file" -> {
                    var parts = FILE.matcher(value);
                    require(parts.matches() && files.size() < MOST_FILES);
                    files.add(new Release(parts.group(3), Long.parseLong(parts.group(2)), parts.group(1)));
                }
                default -> {
                    // A later version says more than this one knows.
                }
            }
        }

        Statement statement() throws Wrong {
            String version = value("version");
            require(Version.parse(version).isPresent());
            require(NUMBER.matcher(value("number")).matches());
            long number = Long.parseLong(value("number"));
            require(number <= MOST_NUMBER);
            Instant made = time("made");
            Instant until = time("until");
            require(until.isAfter(made) && !until.isAfter(made.plus(LONGEST)));
            Optional<URI> page = once.containsKey("page") ? Optional.of(page(value("page"))) : Optional.empty();
            return new Statement(version, (int) number, made, until, page, news, files);
        }

        private String value(String name) throws Wrong {
            String value = once.get(name);
            if (value == null) {
                throw new Wrong();
            }
            return value;
        }

        private Instant time(String name) throws Wrong {
            require(TIME.matcher(value(name)).matches());
            try {
                return Instant.parse(value(name));
            } catch (DateTimeException e) {
                throw new Wrong();
            }
        }

        private static URI page(String value) throws Wrong {
            try {
                URI page = new URI(value);
                require(value.length() <= MOST_TEXT
                        && "https".equals(page.getScheme())
                        && page.getHost() != null
                        && page.getRawUserInfo() == null
                        && value.equals(page.toASCIIString()));
                return page;
            } catch (URISyntaxException e) {
                throw new Wrong();
            }
        }

        private static void require(boolean holds) throws Wrong {
            if (!holds) {
                throw new Wrong();
            }
        }
    }
}
