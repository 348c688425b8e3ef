package app.parley.ui.emoji;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.scene.image.Image;

/// All emoji there are pictures of. The list is read at the first use, pictures when they are
/// shown; the few hundred last ones are kept. For the JavaFX thread.
public final class EmojiSet {
    private static final int KEPT = 300;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final String AS_PICTURE = "\uFE0F";
    private static final String AS_TEXT = "\uFE0E";

    private final Map<String, Emoji> byText = new LinkedHashMap<>();
    private final Map<String, Image> pictures = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Image> eldest) {
            return size() > KEPT;
        }
    };

    private EmojiSet() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(resource("emoji.tsv").openStream(), StandardCharsets.UTF_8))) {
            lines.lines().map(EmojiSet::emoji).forEach(emoji -> byText.putIfAbsent(plain(emoji.text()), emoji));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        private static final EmojiSet ALL = new EmojiSet();
    }

    public static EmojiSet all() {
        return Holder.ALL;
    }

    private static Emoji emoji(String line) {
        String[] parts = line.split("\t", -1);
        return new Emoji(
                asPicture(parts[0]),
                group(parts[2]),
                Arrays.asList(parts[4].split(" ")),
                !parts[3].isEmpty(),
                parts[1]);
    }

    /// With the sign that asks for a picture after a character that is text without it.
    private static String asPicture(String text) {
        int first = text.codePointAt(0);
        int rest = Character.charCount(first);
        boolean asked = rest < text.length()
                && (text.startsWith(AS_PICTURE, rest) || Character.isEmojiModifier(text.codePointAt(rest)));
        return Character.isEmojiPresentation(first) || asked
                ? text
                : text.substring(0, rest) + AS_PICTURE + text.substring(rest);
    }

    private static Emoji.Group group(String name) {
        return switch (name) {
            case "SmileysAndPeople" -> Emoji.Group.SMILEYS;
            case "AnimalsAndNature" -> Emoji.Group.NATURE;
            case "FoodAndDrink" -> Emoji.Group.FOOD;
            case "TravelAndPlaces" -> Emoji.Group.TRAVEL;
            case "Activities" -> Emoji.Group.ACTIVITIES;
            case "Objects" -> Emoji.Group.OBJECTS;
            case "Symbols" -> Emoji.Group.SYMBOLS;
            case "Flags" -> Emoji.Group.FLAGS;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String plain(String text) {
        return text.replace(AS_PICTURE, "");
    }

    /// What `grapheme` is a picture of. Characters that are text as long as nothing says
    /// otherwise, such as ©, stay text.
    public Optional<Emoji> find(String grapheme) {
        if (grapheme.contains(AS_TEXT)) {
            return Optional.empty();
        }
        boolean picture = Character.isEmojiPresentation(grapheme.codePointAt(0))
                || grapheme.contains(AS_PICTURE)
                || grapheme.indexOf(ZERO_WIDTH_JOINER) > 0
                || grapheme.codePoints().skip(1).anyMatch(Character::isEmojiModifier);
        return picture ? Optional.ofNullable(byText.get(plain(grapheme))) : Optional.empty();
    }

    /// Those of a group, without variants, in their usual order.
    public List<Emoji> of(Emoji.Group group) {
        return usual().filter(emoji -> emoji.group() == group).toList();
    }

    /// Those called like `words`: names that begin so first, then names that hold it.
    public List<Emoji> called(String words, int most) {
        String wanted = words.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        if (wanted.isEmpty()) {
            return List.of();
        }
        Collection<Emoji> found = new ArrayList<>();
        for (Predicate<String> fits : List.<Predicate<String>>of(
                wanted::equals,
                name -> name.startsWith(wanted),
                name -> name.contains("_" + wanted),
                name -> name.contains(wanted))) {
            usual().filter(emoji -> emoji.names().stream().anyMatch(fits) && !found.contains(emoji))
                    .limit(most - found.size())
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }

    private Stream<Emoji> usual() {
        return byText.values().stream().filter(emoji -> !emoji.variant());
    }

    /// 64 by 64 pixels.
    public Image picture(Emoji emoji) {
        return pictures.computeIfAbsent(
                emoji.file(), file -> new Image(resource(file).toExternalForm()));
    }

    int kept() {
        return pictures.size();
    }

    private static URL resource(String file) {
        return Objects.requireNonNull(EmojiSet.class.getResource(file), file);
    }
}
