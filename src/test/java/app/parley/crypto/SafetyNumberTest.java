package app.parley.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SafetyNumberTest {
    // Published with libsignal's NumericFingerprintGenerator; its identity keys carry a type byte 05 in front.
    private static final byte[] ALICE =
            HexFormat.of().parseHex("0506863bc66d02b40d27b8d49ca7c09e9239236f9d7d25d6fcca5ce13c7064d868");
    private static final byte[] BOB =
            HexFormat.of().parseHex("05f781b6fb32fed9ba1cf2de978d4d5da28dc34046ae814402b5c0dbd96fda907b");
    private static final byte[] ALICE_ID = "+14152222222".getBytes(US_ASCII);
    private static final byte[] BOB_ID = "+14153333333".getBytes(US_ASCII);
    private static final String NUMBER = "300354477692869396892869876765458257569162576843440918079131";
    private static final String ALICE_PRINT = "1e301a0353dce3dbe7684cb8336e85136cdc0ee96219494ada305d62a7bd61df";
    private static final String BOB_PRINT = "d62cbf73a11592015b6b9f1682ac306fea3aaf3885b84d12bca631e9d4fb3a4d";

    private final SafetyNumber alices = SafetyNumber.of(ALICE, ALICE_ID, BOB, BOB_ID);
    private final SafetyNumber bobs = SafetyNumber.of(BOB, BOB_ID, ALICE, ALICE_ID);

    @Test
    void signals_published_vectors_come_out_on_both_sides() {
        assertEquals(NUMBER, alices.digits());
        assertEquals(NUMBER, bobs.digits());
        assertEquals(
                "080112220a20" + ALICE_PRINT + "1a220a20" + BOB_PRINT,
                HexFormat.of().formatHex(alices.qr()));
        assertEquals(
                "080112220a20" + BOB_PRINT + "1a220a20" + ALICE_PRINT,
                HexFormat.of().formatHex(bobs.qr()));
    }

    @Test
    void twelve_groups_of_five_make_the_number() {
        assertEquals(12, alices.groups().size());
        assertEquals("30035", alices.groups().getFirst());
        assertEquals(NUMBER, String.join("", alices.groups()));
    }

    @Test
    void a_typed_number_matches_however_it_is_spaced() {
        assertTrue(alices.matches(NUMBER));
        assertTrue(alices.matches(String.join(" ", alices.groups())));
        assertTrue(alices.matches("\n" + String.join("\u00a0-\t", bobs.groups()) + "  "));
        assertTrue(alices.matches(NUMBER.replace('0', '\u0660').replace('1', '\u0661')), "Arabic digits");
        assertFalse(alices.matches(""));
        assertFalse(alices.matches(NUMBER.substring(1)));
        assertFalse(alices.matches(NUMBER + "0"));
        assertFalse(alices.matches(NUMBER.replaceFirst("3", "4")));
        assertFalse(alices.matches(NUMBER + "x"));
    }

    @Test
    void the_scanned_code_of_the_other_side_matches_and_nothing_else() {
        assertTrue(alices.matchesQr(bobs.qr()));
        assertTrue(bobs.matchesQr(alices.qr()));
        assertFalse(alices.matchesQr(alices.qr()));
        assertFalse(alices.matchesQr(new byte[0]));
        byte[] changed = bobs.qr();
        changed[40] ^= 1;
        assertFalse(alices.matchesQr(changed));
    }

    @Test
    void a_raw_key_of_32_bytes_and_an_account_id_give_60_digits_that_depend_on_all_four() {
        SeededRandomness random = new SeededRandomness(9);
        byte[][] parts = {random.bytes(32), random.bytes(32), random.bytes(32), random.bytes(32)};
        SafetyNumber number = SafetyNumber.of(parts[0], parts[1], parts[2], parts[3]);
        assertTrue(number.digits().matches("[0-9]{60}"));
        SafetyNumber mirrored = SafetyNumber.of(parts[2], parts[3], parts[0], parts[1]);
        assertEquals(number.digits(), mirrored.digits());
        assertArrayEquals(
                number.qr(),
                SafetyNumber.of(parts[0], parts[1], parts[2], parts[3]).qr());
        for (int changed = 0; changed < 4; changed++) {
            parts[changed][31] ^= 1;
            assertNotEquals(
                    number.digits(),
                    SafetyNumber.of(parts[0], parts[1], parts[2], parts[3]).digits());
            parts[changed][31] ^= 1;
        }
    }
}
