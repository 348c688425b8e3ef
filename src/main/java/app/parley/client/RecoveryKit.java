package app.parley.client;

import app.parley.crypto.RecoveryWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The account key as 24 words, to be kept on paper. Who has it can become the same account on a
/// new device: contacts see no change of identity. It brings back no history and no contacts.
///
/// @param words in order, lower case
public record RecoveryKit(List<String> words) {
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,2})[.):]?\\s+(\\p{L}+)");

    /// What typed words turned out to be.
    public sealed interface Parsed {
        record Ok(RecoveryKit kit) implements Parsed {}

        record WrongCount(int found) implements Parsed {}

        /// @param position of the first word that is not in the list, from 1
        record UnknownWord(int position) implements Parsed {}

        /// Each word is in the list, but one or two of them are wrong or change places.
        record WrongChecksum() implements Parsed {}
    }

    /// The kit of a 32-byte account seed.
    public static RecoveryKit of(byte[] seed) {
        return new RecoveryKit(RecoveryWords.of(seed));
    }

    /// Reads words separated by anything that is no letter, or a whole saved kit, where a number
    /// stands before each word.
    public static Parsed parse(String typed) {
        List<String> words = words(typed.toLowerCase(Locale.ROOT));
        return switch (RecoveryWords.read(words)) {
            case RecoveryWords.Read.Secret(byte[] secret) -> {
                Arrays.fill(secret, (byte) 0);
                yield new Parsed.Ok(new RecoveryKit(words));
            }
            case RecoveryWords.Read.WrongCount(int found) -> new Parsed.WrongCount(found);
            case RecoveryWords.Read.UnknownWord(int position) -> new Parsed.UnknownWord(position);
            case RecoveryWords.Read.WrongChecksum wrong -> new Parsed.WrongChecksum();
        };
    }

    private static List<String> words(String text) {
        TreeMap<Integer, String> numbered = new TreeMap<>();
        Matcher found = NUMBERED.matcher(text);
        while (found.find()) {
            numbered.putIfAbsent(Integer.parseInt(found.group(1)), found.group(2));
        }
        boolean whole = numbered.size() >= RecoveryWords.COUNT
                && numbered.headMap(RecoveryWords.COUNT, true).size() >= RecoveryWords.COUNT;
        if (whole) {
            return List.copyOf(
                    numbered.tailMap(1, true).headMap(RecoveryWords.COUNT, true).values());
        }
        List<String> words = new ArrayList<>();
        for (String word : text.split("[^\\p{L}]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    /// The 32-byte account seed; the caller wipes it.
    public byte[] seed() {
        if (RecoveryWords.read(words) instanceof RecoveryWords.Read.Secret(byte[] secret)) {
            return secret;
        }
        throw new IllegalStateException("not the words of a kit");
    }

    @Override
    public String toString() {
        return "RecoveryKit[…]";
    }
}
