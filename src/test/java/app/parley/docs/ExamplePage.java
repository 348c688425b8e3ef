package app.parley.docs;

import app.parley.crypto.Sha256;
import app.parley.protocol.Octets;
import java.util.Arrays;
import java.util.HexFormat;

/// Writes docs/protocol-examples.md: headings, sentences, and names with octets.
final class ExamplePage {
    private static final int LINE = 32;
    /// From here on equal octets in a row are written as `01×32`.
    private static final int RUN = 8;
    /// Hexadecimal text longer than this is cut off; the hash then stands for the rest.
    private static final int MOST_HEX = 1100;

    private static final int HEAD = 64;
    private static final String INDENT = " ".repeat(30);

    private final StringBuilder out = new StringBuilder();

    ExamplePage heading(String text) {
        return line("").line("## " + text);
    }

    ExamplePage say(String text) {
        return line("").line(text);
    }

    /// Opens a block of values; [#end] closes it.
    ExamplePage begin() {
        return line("").line("```");
    }

    ExamplePage end() {
        return line("```");
    }

    ExamplePage value(String name, Octets octets) {
        return value(name, octets.toArray());
    }

    ExamplePage value(String name, byte[] octets) {
        String hex = abbreviated(octets, octets.length);
        String shown = hex.length() <= MOST_HEX
                ? hex
                : "SHA-256 " + HexFormat.of().formatHex(Sha256.of(octets)) + "\n" + INDENT + "begins  "
                        + abbreviated(octets, HEAD);
        return line(String.format("%-22s %6d %s", name, octets.length, shown).stripTrailing());
    }

    ExamplePage value(String name, String text) {
        return line(String.format("%-29s %s", name, text));
    }

    private static String abbreviated(byte[] octets, int until) {
        StringBuilder hex = new StringBuilder();
        int inLine = 0;
        int i = 0;
        while (i < until) {
            int end = i;
            while (end < until && octets[end] == octets[i]) {
                end++;
            }
            String octet = HexFormat.of().formatHex(octets, i, i + 1);
            if (inLine >= LINE) {
                hex.append('\n').append(INDENT);
                inLine = 0;
            }
            if (end - i >= RUN) {
                hex.append(hex.isEmpty() || inLine == 0 ? "" : " ")
                        .append(octet)
                        .append('×')
                        .append(end - i)
                        .append(' ');
                i = end;
                inLine += 4;
            } else {
                hex.append(octet);
                i++;
                inLine++;
            }
        }
        return hex.toString().replaceAll(" +\n", "\n").replace("  ", " ").stripTrailing();
    }

    private ExamplePage line(String text) {
        out.append(text).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    static byte[] join(byte[]... parts) {
        byte[] all = {};
        for (byte[] part : parts) {
            int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }
}
