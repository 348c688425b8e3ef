package app.parley.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A 32-byte secret as 24 English words that people can write down (BIP-39): each word stands for
/// 11 bits of the secret and then of one checksum byte, the first of its SHA-256.
public final class RecoveryWords {
    /// How many words a secret has.
    public static final int COUNT = 24;

    private static final int SECRET_SIZE = 32;
    private static final int BITS = 11;
    private static final List<String> LIST = load();
    private static final Map<String, Integer> PLACES = places();

    private RecoveryWords() {}

    /// What words turned out to be.
    public sealed interface Read {
        /// @param secret 32 bytes; the caller wipes it
        record Secret(byte[] secret) implements Read {
            @Override
            public String toString() {
                return "Secret[…]";
            }
        }

        record WrongCount(int found) implements Read {}

        /// @param position of the first word that is not in the list, from 1
        record UnknownWord(int position) implements Read {}

        /// All words are in the list, but they do not belong together. One wrong set in 256 is not
        /// noticed.
        record WrongChecksum() implements Read {}
    }

    /// The 24 words of a 32-byte secret.
    ///
    /// @throws IllegalArgumentException for another length
    public static List<String> of(byte[] secret) {
        if (secret.length != SECRET_SIZE) {
            throw new IllegalArgumentException("A secret has 32 bytes");
        }
        byte[] bytes = Arrays.copyOf(secret, SECRET_SIZE + 1);
        bytes[SECRET_SIZE] = Sha256.of(secret)[0];
        List<String> words = new ArrayList<>(COUNT);
        for (int word = 0; word < COUNT; word++) {
            int place = 0;
            for (int bit = word * BITS; bit < (word + 1) * BITS; bit++) {
                place = place << 1 | bytes[bit / 8] >>> (7 - bit % 8) & 1;
            }
            words.add(LIST.get(place));
        }
        Arrays.fill(bytes, (byte) 0);
        return List.copyOf(words);
    }

    /// Reads what [#of] wrote. Words are in lower case.
    public static Read read(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (!PLACES.containsKey(words.get(i))) {
                return new Read.UnknownWord(i + 1);
            }
        }
        if (words.size() != COUNT) {
            return new Read.WrongCount(words.size());
        }
        byte[] bytes = new byte[SECRET_SIZE + 1];
        for (int word = 0; word < COUNT; word++) {
            int place = Objects.requireNonNull(PLACES.get(words.get(word)));
            for (int i = 0; i < BITS; i++) {
                int bit = word * BITS + i;
                bytes[bit / 8] |= (byte) ((place >>> (BITS - 1 - i) & 1) << (7 - bit % 8));
            }
        }
        byte[] secret = Arrays.copyOf(bytes, SECRET_SIZE);
        boolean right = bytes[SECRET_SIZE] == Sha256.of(secret)[0];
        Arrays.fill(bytes, (byte) 0);
        return right ? new Read.Secret(secret) : new Read.WrongChecksum();
    }

    private static List<String> load() {
        try (InputStream in = Objects.requireNonNull(RecoveryWords.class.getResourceAsStream("recovery-words.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < LIST.size(); i++) {
            places.put(LIST.get(i), i);
        }
        return Map.copyOf(places);
    }
}
