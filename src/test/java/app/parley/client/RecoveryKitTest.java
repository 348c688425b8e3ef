package app.parley.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import app.parley.client.RecoveryKit.Parsed;
import app.parley.crypto.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryKitTest {
    private final byte[] seed = Sha256.of(new byte[] {1});
    private final RecoveryKit kit = RecoveryKit.of(seed);

    private void reads(String typed) {
        Parsed.Ok ok = assertInstanceOf(Parsed.Ok.class, RecoveryKit.parse(typed));
        assertEquals(kit, ok.kit());
        assertArrayEquals(seed, ok.kit().seed());
    }

    @Test
    void words_are_read_however_they_were_typed() {
        String plain = String.join(" ", kit.words());
        reads(plain);
        reads("  " + plain.toUpperCase(java.util.Locale.ROOT).replace(" ", ",\n") + "\n");
        reads(plain.replace(" ", "\t"));
    }

    @Test
    void a_saved_kit_is_read_as_it_is() {
        StringBuilder text = new StringBuilder("Parley recovery kit\nAda Berger, +1 202 555 0100\n\n");
        List<String> words = kit.words();
        for (int i = 0; i < words.size(); i++) {
            text.append("%2d. %s%s".formatted(i + 1, words.get(i), i % 4 == 3 ? "\n" : "   "));
        }
        reads(text.append("\nKeep it on paper.\n").toString());
    }

    @Test
    void what_is_wrong_is_named() {
        String plain = String.join(" ", kit.words());
        assertEquals(new Parsed.WrongCount(0), RecoveryKit.parse(""));
        assertEquals(new Parsed.WrongCount(23), RecoveryKit.parse(plain.substring(0, plain.lastIndexOf(' '))));
        String misspelt = String.join(" ", kit.words().subList(0, 6)) + " nonsens "
                + String.join(" ", kit.words().subList(7, 24));
        assertEquals(new Parsed.UnknownWord(7), RecoveryKit.parse(misspelt));
        assertEquals("RecoveryKit[…]", kit.toString());
    }
}
