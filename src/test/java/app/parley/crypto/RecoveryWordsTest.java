package app.parley.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryWordsTest {
    /// Published vectors of BIP-39 with 256 bits.
    private static final Map<String, String> VECTORS = Map.of(
            "00".repeat(32),
            "abandon ".repeat(23) + "art",
            "7f".repeat(32),
            "legal winner thank year wave sausage worth useful ".repeat(2)
                    + "legal winner thank year wave sausage worth title",
            "ff".repeat(32),
            "zoo ".repeat(23) + "vote",
            "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c",
            "hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy"
                    + " gospel tennis maple dilemma loan word shrug inflict delay length",
            "f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f",
            "void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen"
                    + " patrol group space point ten exist slush involve unfold");

    @Test
    void published_vectors_hold_both_ways() {
        VECTORS.forEach((hex, text) -> {
            byte[] secret = HexFormat.of().parseHex(hex);
            List<String> words = List.of(text.split(" "));
            assertEquals(words, RecoveryWords.of(secret));
            RecoveryWords.Read.Secret read =
                    assertInstanceOf(RecoveryWords.Read.Secret.class, RecoveryWords.read(words));
            assertArrayEquals(secret, read.secret());
        });
    }

    @Test
    void the_list_of_words_is_the_published_one() throws Exception {
        try (var in = RecoveryWords.class.getResourceAsStream("recovery-words.txt")) {
            assertEquals(
                    "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda",
                    HexFormat.of().formatHex(Sha256.of(in.readAllBytes())));
        }
    }

    @Test
    void a_word_that_is_not_in_the_list_is_named() {
        List<String> words = new ArrayList<>(RecoveryWords.of(new byte[32]));
        words.set(6, "abandom");
        assertEquals(new RecoveryWords.Read.UnknownWord(7), RecoveryWords.read(words));
    }

    @Test
    void a_wrong_word_from_the_list_or_two_that_changed_places_are_noticed() {
        List<String> words = new ArrayList<>(RecoveryWords.of(Sha256.of("a secret".getBytes(StandardCharsets.UTF_8))));
        String third = words.set(2, words.get(2).equals("zoo") ? "zone" : "zoo");
        assertEquals(new RecoveryWords.Read.WrongChecksum(), RecoveryWords.read(words));
        words.set(2, words.get(3));
        words.set(3, third);
        assertEquals(new RecoveryWords.Read.WrongChecksum(), RecoveryWords.read(words));
    }

    @Test
    void too_few_and_too_many_words_are_counted() {
        List<String> words = RecoveryWords.of(new byte[32]);
        assertEquals(new RecoveryWords.Read.WrongCount(23), RecoveryWords.read(words.subList(0, 23)));
        List<String> more = new ArrayList<>(words);
        more.add("zoo");
        assertEquals(new RecoveryWords.Read.WrongCount(25), RecoveryWords.read(more));
        assertEquals(new RecoveryWords.Read.WrongCount(0), RecoveryWords.read(List.of()));
        assertThrows(IllegalArgumentException.class, () -> RecoveryWords.of(new byte[31]));
        assertTrue(new RecoveryWords.Read.Secret(new byte[32]).toString().contains("…"));
    }
}
