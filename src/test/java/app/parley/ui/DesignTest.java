package app.parley.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the style sheets to docs/design.md: its tables of sizes, and enough contrast.
class DesignTest {
    private static final Path THEME = Path.of("src/main/resources/app/parley/ui/theme");
    private static final Path DESIGN = Path.of("docs/design.md");
    private static final double TEXT = 4.5;
    private static final double SIGN = 3;
    private static final Pattern COLOUR = Pattern.compile("(-parley-[\\w-]+):\\s*#([0-9a-fA-F]{6})");

    /// What stands on what, in the sheets.
    private static final Map<String, List<String>> WORDS = Map.ofEntries(
            Map.entry(
                    "ink",
                    List.of(
                            "canvas",
                            "pane",
                            "rail",
                            "raised",
                            "mine",
                            "theirs",
                            "hover",
                            "selected",
                            "warn-soft",
                            "good-soft",
                            "bad-soft",
                            "accent-soft")),
            Map.entry("ink-soft", List.of("canvas", "pane", "rail", "raised", "selected", "accent-soft")),
            Map.entry("ink-faint", List.of("canvas", "pane", "raised", "hover")),
            Map.entry("accent", List.of("canvas", "pane", "rail", "raised", "mine", "theirs")),
            Map.entry("accent-ink", List.of("canvas", "pane", "accent-soft", "selected")),
            Map.entry("on-accent", List.of("accent-strong")),
            Map.entry("bad", List.of("canvas", "pane", "raised", "bad-soft")),
            Map.entry("good", List.of("raised")),
            Map.entry("warn", List.of("warn-soft", "canvas")));
    private static final Map<String, List<String>> SIGNS = Map.of(
            "good", List.of("good-soft", "pane", "rail", "canvas"),
            "warn-light", List.of("pane", "selected", "rail"),
            "accent", List.of("selected"),
            "ink-faint", List.of("selected"));

    @Test
    void words_and_signs_stand_out_in_every_theme() throws IOException {
        Set<String> faint = new TreeSet<>();
        for (String theme : List.of("light", "dark", "contrast")) {
            Map<String, Integer> colours = colours(theme);
            WORDS.forEach((ink, grounds) -> grounds.forEach(ground -> check(theme, colours, ink, ground, TEXT, faint)));
            SIGNS.forEach((ink, grounds) -> grounds.forEach(ground -> check(theme, colours, ink, ground, SIGN, faint)));
            for (int i = 0; i < 8; i++) {
                check(theme, colours, "avatar-ink-" + i, "avatar-" + i, TEXT, faint);
            }
        }
        assertEquals("", String.join("\n", faint));
    }

    private static void check(
            String theme, Map<String, Integer> colours, String ink, String ground, double least, Set<String> faint) {
        double ratio = contrast(colours.get("-parley-" + ink), colours.get("-parley-" + ground));
        if (ratio < least) {
            faint.add("%s: %s on %s is %.2f, not %.1f".formatted(theme, ink, ground, ratio, least));
        }
    }

    private static Map<String, Integer> colours(String theme) throws IOException {
        Map<String, Integer> colours = new HashMap<>();
        COLOUR.matcher(Files.readString(THEME.resolve(theme + ".css")))
                .results()
                .forEach(found -> colours.put(found.group(1), Integer.parseInt(found.group(2), 16)));
        return colours;
    }

    /// As WCAG 2.2 defines it.
    private static double contrast(int one, int other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * channel(colour >> 16) + 0.7152 * channel(colour >> 8) + 0.0722 * channel(colour);
    }

    private static double channel(int value) {
        double share = (value & 0xFF) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @Test
    void the_sheets_use_only_sizes_of_the_design() throws IOException {
        Map<String, String> kinds = Map.of(
                "Type", "-fx-font-size",
                "Space", "-fx-(?:padding|spacing|hgap|vgap|graphic-text-gap)",
                "Radius", "-fx-(?:background|border)-radius");
        Set<String> stray = new TreeSet<>();
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            Set<String> known = sizes(kind.getKey());
            Pattern property = Pattern.compile(kind.getValue() + ":\\s*([^;]+);");
            for (String sheet : List.of("controls", "tokens", "contrast")) {
                property.matcher(Files.readString(THEME.resolve(sheet + ".css")))
                        .results()
                        .map(MatchResult::group)
                        .filter(rule -> !known.containsAll(inPixels(rule)))
                        .forEach(rule -> stray.add(sheet + " " + rule));
            }
        }
        assertEquals("", String.join("\n", stray));
    }

    private static List<String> inPixels(String rule) {
        return Pattern.compile("([\\d.]+)px")
                .matcher(rule)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /// The numbers in bold in the section of that name.
    private static Set<String> sizes(String section) throws IOException {
        String design = Files.readString(DESIGN);
        String after = design.substring(design.indexOf("## " + section));
        String own = after.substring(0, after.indexOf("\n## ", 3));
        return Pattern.compile("\\*\\*([\\d.]+)\\*\\*")
                .matcher(own)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_colour_of_the_themes_is_in_the_design_and_is_used() throws IOException {
        String design = Files.readString(DESIGN);
        String used = Files.readString(THEME.resolve("controls.css")) + Files.readString(THEME.resolve("tokens.css"));
        Set<String> strays = new TreeSet<>();
        for (String colour : colours("light").keySet()) {
            String name = colour.substring("-parley-".length()).replaceAll("-\\d$", "");
            if (!design.contains("`" + name + "`")) {
                strays.add(name + " is not in the design");
            }
            if (!used.contains(colour)) {
                strays.add(colour + " is not used");
            }
        }
        assertEquals(Set.of(), strays);
    }

    @Test
    void no_view_names_a_size_of_type() throws IOException {
        try (Stream<Path> files = Files.walk(THEME.getParent())) {
            List<String> found = files.filter(file -> file.toString().endsWith(".fxml"))
                    .filter(file -> Arrays.stream(read(file).split("\n")).anyMatch(line -> line.contains("-fx-")))
                    .map(Path::toString)
                    .toList();
            assertEquals(List.of(), found);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
