package app.parley.app;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Things that must not be found, in every way they are commonly written: as they are, in UTF-8
/// and UTF-16, in hexadecimal, and anywhere inside Base64.
final class Needles {
    private static final Charset LATIN = StandardCharsets.ISO_8859_1;
    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    /// What to look for, as Latin-1, by what it is.
    private final Map<String, String> patterns = new LinkedHashMap<>();

    Needles text(String name, String text) {
        for (Charset charset : CHARSETS) {
            octets(name + " in " + charset, text.getBytes(charset));
        }
        return this;
    }

    Needles octets(String name, byte[] octets) {
        if (octets.length < 6) {
            throw new IllegalArgumentException("so short a needle is in every haystack: " + name);
        }
        patterns.put(name, new String(octets, LATIN));
        patterns.put(name + " (hex)", HexFormat.of().formatHex(octets));
        patterns.put(name + " (HEX)", HexFormat.of().withUpperCase().formatHex(octets));
        for (int offset = 0; offset < 3; offset++) {
            patterns.put(name + " (base64, " + offset + ")", base64(Base64.getEncoder(), octets, offset));
            patterns.put(name + " (base64url, " + offset + ")", base64(Base64.getUrlEncoder(), octets, offset));
        }
        return this;
    }

    /// The characters that stand for these octets and nothing else, when `offset` octets came
    /// before them.
    private static String base64(Base64.Encoder encoder, byte[] octets, int offset) {
        byte[] shifted = new byte[offset + octets.length];
        System.arraycopy(octets, 0, shifted, offset, octets.length);
        String all = encoder.encodeToString(shifted);
        return all.substring((offset * 8 + 5) / 6, shifted.length * 8 / 6);
    }

    Needles and(Needles more) {
        Needles both = new Needles();
        both.patterns.putAll(patterns);
        both.patterns.putAll(more.patterns);
        return both;
    }

    /// Names of what is in there.
    List<String> in(byte[] haystack) {
        String text = new String(haystack, LATIN);
        return patterns.entrySet().stream()
                .filter(pattern -> text.contains(pattern.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// What is in the files below `folder`, and in their names.
    List<String> below(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString();
            in(Files.readAllBytes(file)).forEach(what -> found.add(what + " in " + name));
            in(name.getBytes(StandardCharsets.UTF_8)).forEach(what -> found.add(what + " in the name " + name));
        }
        return found;
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
