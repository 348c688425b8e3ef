package app.parley.ui.link;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A link to a page, and what has to be known before it is opened.
///
/// @param target as it goes to the browser: plain ASCII
/// @param host where it really leads, as the browser takes it: lower case, letters beyond ASCII as `xn--…`
/// @param shown the host as people read it
public record Link(URI target, String host, String shown) {
    private static final int LONGEST = 4000;
    private static final Pattern SCHEME = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\\.?");
    private static final Pattern SIX = Pattern.compile("\\[[0-9a-f:.]+]");

    /// Reads what was typed; empty unless it leads to a page.
    public static Optional<Link> of(String typed) {
        String full = typed.regionMatches(true, 0, "www.", 0, 4) ? "https://" + typed : typed;
        var scheme = SCHEME.matcher(full);
        if (full.length() > LONGEST || !scheme.lookingAt()) {
            return Optional.empty();
        }
        int start = scheme.end();
        int end = start;
        while (end < full.length() && "/?#\\".indexOf(full.charAt(end)) < 0) {
            end++;
        }
        String authority = full.substring(start, end);
        // What stands before an @ is a name for the host behind it, whatever it looks like: it does not go along.
        String place = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = place.lastIndexOf(':');
        boolean ported = colon > place.lastIndexOf(']');
        String port = ported ? place.substring(colon) : "";
        if (!port.isEmpty() && !port.matches(":\\d{1,5}")) {
            return Optional.empty();
        }
        return host(ported ? place.substring(0, colon) : place).flatMap(host -> {
            try {
                String rest = full.substring(start + authority.length()).replace('\\', '/');
                URI target = new URI(scheme.group().toLowerCase(Locale.ROOT) + host + port + encoded(rest));
                return Optional.of(new Link(target, host, IDN.toUnicode(host, IDN.ALLOW_UNASSIGNED)));
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<String> host(String typed) {
        try {
            String host = typed.startsWith("[")
                    ? typed.toLowerCase(Locale.ROOT)
                    : IDN.toASCII(typed, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return Optional.of(host)
                    .filter(plain ->
                            HOST.matcher(plain).matches() || SIX.matcher(plain).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// What may not stand in a link as it is, in per cent signs.
    private static String encoded(String rest) {
        StringBuilder out = new StringBuilder();
        for (byte b : rest.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c > ' ' && c < 0x7f && "\"<>\\^`{|}[]".indexOf(c) < 0;
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    /// Whether the host has letters that can look like others: `раypal.com` with two Cyrillic ones.
    public boolean disguised() {
        return !shown.equals(host) || host.startsWith("xn--") || host.contains(".xn--");
    }
}
